// Registers the matcher with Vitest, and declares its type.

import { expect } from "vitest";
import { type CorsMatchers, corsMatchers } from "./matchers.ts";

export type { CorsMatcherOptions, IgnoreRule } from "./matchers.ts";

expect.extend(corsMatchers);

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter must be declared as Vitest declares it
  interface Matchers<T = any> extends CorsMatchers {}
}
