import { type IgnoreRule, readIgnoreRules } from "./ignored-requests.ts";
import type { SettleOptions } from "./settle.ts";
import type { CorsWatch } from "./watch.ts";
import { findWatch } from "./watched-scopes.ts";

export type { IgnoreRule } from "./ignored-requests.ts";

/** The result of a matcher, as Vitest and Jest expect it. */
export interface MatchResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What `toHaveNoCorsFailures` waits for, and which requests it leaves out. */
export interface CorsMatcherOptions extends SettleOptions {
  /** The longest wait in milliseconds; 5,000 by default. The matcher then judges the requests until that moment. */
  readonly timeout?: number;
  /** Requests that may fail, such as those of a third party. */
  readonly ignore?: IgnoreRule | readonly IgnoreRule[];
}

/** The types of the matchers, for the declarations that extend those of the test framework. */
export interface CorsMatchers<R = Promise<void>> {
  /** Waits until the network is idle, and fails with the report when the browser refused a request. */
  toHaveNoCorsFailures: (options?: CorsMatcherOptions) => R;
}

/**
 * For `expect.extend(corsMatchers)` of Vitest or Jest. The value to check is a `CorsWatch`, or a watched page, browser
 * context or browser of Puppeteer.
 */
export const corsMatchers = { toHaveNoCorsFailures };

async function toHaveNoCorsFailures(
  received: unknown,
  { idle, timeout = defaultTimeout, ignore }: CorsMatcherOptions = {},
): Promise<MatchResult> {
  const watch = isWatch(received) ? received : findWatch(received);
  // An error, because `not.toHaveNoCorsFailures()` would pass with a failure.
  if (!watch) {
    throw new TypeError(
      "This page is not watched. Before opening the page, call watchCors(page) from cors-panel/puppeteer. In Playwright Test, use test from cors-panel/playwright, and Chromium.",
    );
  }
  const isIgnored = readIgnoreRules(ignore);
  const refused = (await watch.refused(idle === undefined ? { timeout } : { idle, timeout })).filter(
    (diagnosis) => !isIgnored(diagnosis),
  );
  if (refused.length === 0) return { pass: true, message: () => "The browser refused no cross-origin request." };
  // Made now, because the report would change if the page went on fetching.
  const report = watch.report({ ignore: isIgnored });
  return { pass: false, message: () => report };
}

/** In milliseconds; less than the time that a test has in most test frameworks and users' settings. */
const defaultTimeout = 5000;

function isWatch(value: unknown): value is CorsWatch {
  return typeof value === "object" && value !== null && "refused" in value && "settled" in value;
}
