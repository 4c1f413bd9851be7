import type { ObservedCall } from "../exchange.ts";
import { fieldsOf } from "./fields.ts";

/**
 * The observed call in a HAR entry's `_observedCall`; undefined when the value is no object. Each field that has
 * another value than those of the Fetch standard is "unknown".
 * @see https://fetch.spec.whatwg.org/#requestinit
 */
export function readObservedCall(value: unknown): ObservedCall | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { mode, credentials, redirect, blockedBy } = fieldsOf(value);
  return {
    mode: oneOf(["cors", "no-cors", "same-origin"], mode),
    // Across origins, `same-origin` means no credentials.
    credentials: credentials === "same-origin" ? "omit" : oneOf(["include", "omit"], credentials),
    redirect: oneOf(["follow", "error", "manual"], redirect),
    blockedBy: typeof blockedBy === "string" && /^[a-z]{1,20}-src$/.test(blockedBy) ? blockedBy : "",
  };
}

function oneOf<const T extends string>(keywords: readonly T[], value: unknown): T | "unknown" {
  return keywords.find((keyword) => keyword === value) ?? "unknown";
}
