import type { Builtins } from "./builtins.ts";
import type { Notes } from "./notes.ts";

/** Notes each request that the page's Content-Security-Policy blocked, and hides the observer's own violation. */
export function watchPolicyViolations(builtins: Builtins, notes: Notes, isWasmForbidden: () => boolean): void {
  const { apply, stopImmediatePropagation, violationGetters, canMakeWasm, now } = builtins;
  let hasSeenOwn = false;
  // In a worker, the browser leaves a source out that is no URL.
  const ownSource = canMakeWasm ? "cors-panel-observer.js" : "";
  const onViolation = (event: Event) => {
    const get = (name: string) => violationGetters[name]?.(event);
    if (!event.isTrusted) return;
    const isOwn = get("blockedURI") === "wasm-eval" && get("sourceFile") === ownSource;
    if (isOwn && !hasSeenOwn && isWasmForbidden()) {
      hasSeenOwn = true;
      apply(stopImmediatePropagation, event, []);
      return;
    }
    if (get("disposition") !== "enforce" || get("effectiveDirective") !== "connect-src") return;
    notes.add({ __proto__: null, kind: "block", url: get("blockedURI"), directive: "connect-src", at: now() });
  };
  addEventListener("securitypolicyviolation", onViolation, true);
}
