import type { CorsWatch } from "./watch.ts";

/** What a test framework is told. */
export interface MatchResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers' types, to be mixed into those of the test framework. */
export interface CorsMatchers<R = Promise<void>> {
  /** Waits until the network has come to rest, and fails with the report when the browser refused a fetch. */
  toHaveNoCorsFailures: () => R;
}

/** For `expect.extend(corsMatchers)` of Vitest or Jest; what is expected of is a `CorsWatch` or what Puppeteer's watches. */
export const corsMatchers = { toHaveNoCorsFailures };

async function toHaveNoCorsFailures(received: unknown): Promise<MatchResult> {
  const watch = isWatch(received) ? received : watchOf(received);
  // Thrown, since a failure would let `not.toHaveNoCorsFailures()` pass.
  if (!watch) {
    throw new TypeError("Nothing watches this page: call watchCors(page) of cors-panel/puppeteer before it is opened.");
  }
  const refused = await watch.refused();
  if (refused.length === 0) return { pass: true, message: () => "The browser refused no cross-origin fetch." };
  // Told now: a page that goes on fetching has another report later.
  const report = watch.report();
  return { pass: false, message: () => report };
}

const watches = new WeakMap<object, CorsWatch>();

/** Remembers which watch a page, context or browser has; the last one counts. */
export function rememberWatch(scope: object, watch: CorsWatch): void {
  watches.set(scope, watch);
}

/** Forgets a watch that has ended. */
export function forgetWatch(scope: object, watch: CorsWatch): void {
  if (watches.get(scope) === watch) watches.delete(scope);
}

/** The watch of a page, or of the context or browser that it belongs to. */
function watchOf(scope: unknown): CorsWatch | undefined {
  if (typeof scope !== "object" || scope === null) return undefined;
  return watches.get(scope) ?? watchOf(ownerOf(scope));
}

function ownerOf(scope: object): unknown {
  for (const name of ["browserContext", "browser"] as const) {
    const owner = (scope as Record<string, unknown>)[name];
    if (typeof owner === "function") return owner.call(scope);
  }
  return undefined;
}

function isWatch(value: unknown): value is CorsWatch {
  return typeof value === "object" && value !== null && "refused" in value && "settled" in value;
}
