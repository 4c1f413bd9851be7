import type { CorsWatch } from "./watch.ts";
import { findWatch } from "./watched-scopes.ts";

/** The result of a matcher, as Vitest and Jest expect it. */
export interface MatchResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The types of the matchers, for the declarations that extend those of the test framework. */
export interface CorsMatchers<R = Promise<void>> {
  /** Waits until the network is idle, and fails with the report when the browser refused a fetch. */
  toHaveNoCorsFailures: () => R;
}

/**
 * For `expect.extend(corsMatchers)` of Vitest or Jest. The value to check is a `CorsWatch`, or a watched page, browser
 * context or browser of Puppeteer.
 */
export const corsMatchers = { toHaveNoCorsFailures };

async function toHaveNoCorsFailures(received: unknown): Promise<MatchResult> {
  const watch = isWatch(received) ? received : findWatch(received);
  // An error, because `not.toHaveNoCorsFailures()` would pass with a failure.
  if (!watch) {
    throw new TypeError(
      "This page is not watched. Before opening the page, call watchCors(page) from cors-panel/puppeteer.",
    );
  }
  const refused = await watch.refused();
  if (refused.length === 0) return { pass: true, message: () => "The browser refused no cross-origin request." };
  // Made now, because the report would change if the page went on fetching.
  const report = watch.report();
  return { pass: false, message: () => report };
}

function isWatch(value: unknown): value is CorsWatch {
  return typeof value === "object" && value !== null && "refused" in value && "settled" in value;
}
