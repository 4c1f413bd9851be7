// Registers the matcher with Jest, and declares its type for `@jest/globals` and for the global `expect`.

import { expect } from "@jest/globals";
import { type CorsMatchers, corsMatchers } from "./matchers.ts";

export type { CorsMatcherOptions, IgnoreRule } from "./matchers.ts";

expect.extend(corsMatchers);

declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends CorsMatchers {}
}

declare global {
  // biome-ignore lint/style/noNamespace: the types of @types/jest are in it
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: the parameters must be declared as @types/jest declares them
    interface Matchers<R, T = {}> extends CorsMatchers {}
  }
}
