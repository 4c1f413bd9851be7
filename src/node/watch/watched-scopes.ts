import type { CorsWatch } from "./watch.ts";

/** The latest watch of each page, browser context or browser. */
const watchByScope = new WeakMap<object, CorsWatch>();

/** Remembers the watch of a page, context or browser; a later one replaces it. */
export function rememberWatch(scope: object, watch: CorsWatch): void {
  watchByScope.set(scope, watch);
}

/** Forgets a watch that has ended. */
export function forgetWatch(scope: object, watch: CorsWatch): void {
  if (watchByScope.get(scope) === watch) watchByScope.delete(scope);
}

/** The watch of a page, or of the context or browser that the page belongs to. */
export function findWatch(scope: unknown): CorsWatch | undefined {
  if (typeof scope !== "object" || scope === null) return undefined;
  return watchByScope.get(scope) ?? findWatch(ownerOf(scope));
}

function ownerOf(scope: object): unknown {
  for (const name of ["browserContext", "context", "browser"] as const) {
    const owner = (scope as Record<string, unknown>)[name];
    if (typeof owner === "function") return owner.call(scope);
  }
  return undefined;
}
