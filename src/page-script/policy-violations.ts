import type { Builtins } from "./builtins.ts";
import type { Notes } from "./notes.ts";

/** Notes each request that the page's Content-Security-Policy blocked, and hides the observer's own violation. */
export function watchPolicyViolations(builtins: Builtins, notes: Notes, isWasmForbidden: boolean): void {
  const { apply, stopImmediatePropagation, violationGetters, now } = builtins;
  let isOwnViolationExpected = isWasmForbidden;
  const onViolation = (event: Event) => {
    const get = (name: string) => violationGetters[name]?.(event);
    if (!event.isTrusted) return;
    const isOwn = get("blockedURI") === "wasm-eval" && get("sourceFile") === "cors-panel-observer.js";
    if (isOwnViolationExpected && isOwn) {
      isOwnViolationExpected = false;
      apply(stopImmediatePropagation, event, []);
      return;
    }
    if (get("disposition") !== "enforce" || get("effectiveDirective") !== "connect-src") return;
    notes.add({ __proto__: null, kind: "block", url: get("blockedURI"), directive: "connect-src", at: now() });
  };
  addEventListener("securitypolicyviolation", onViolation, true);
}
