import type { ObservedCall } from "../exchange.ts";
import { fieldsOf } from "./fields.ts";

/**
 * What a call asked for, as `_observedCall` of a HAR entry tells it, in the words of the Fetch standard; undefined where it tells
 * nothing. Anything else than those words is read as unknown.
 * @see https://fetch.spec.whatwg.org/#requestinit
 */
export function readObservedCall(value: unknown): ObservedCall | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { mode, credentials, redirect, blockedBy } = fieldsOf(value);
  return {
    mode: oneOf(["cors", "no-cors", "same-origin"], mode),
    credentials: credentials === "same-origin" ? "omit" : oneOf(["include", "omit"], credentials),
    redirect: oneOf(["follow", "error", "manual"], redirect),
    blockedBy: typeof blockedBy === "string" && /^[a-z]{1,20}-src$/.test(blockedBy) ? blockedBy : "",
  };
}

function oneOf<const T extends string>(words: readonly T[], value: unknown): T | "unknown" {
  return words.find((word) => word === value) ?? "unknown";
}
