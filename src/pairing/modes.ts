import { memo } from "../collections.ts";
import {
  type Browser,
  type CorsFetch,
  type CredentialsMode,
  type Exchange,
  type Hop,
  observedCallOf,
} from "../exchange.ts";
import { originHeaderOf, requestHeadersOf } from "../fetch/recorded-exchange.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "../fetch/safelist.ts";

/**
 * The request mode of a fetch: as observed in the page, else as the sent headers and the resource types show it.
 * @see https://fetch.spec.whatwg.org/#concept-request-mode
 */
export function modeOf(hops: readonly Hop[]): CorsFetch["mode"] {
  const { mode: observed = "unknown" } = observedCallOf(hops) ?? {};
  if (observed !== "unknown") return observed;
  if (hops.some((hop) => hop.preflight)) return "cors";
  for (let index = hops.length - 1; index >= 0; index--) {
    const { actual = null, isCrossOrigin = false } = hops[index] ?? {};
    const mode = actual && requestHeadersOf(actual).mode;
    if (mode === "cors" || mode === "no-cors" || mode === "same-origin") return mode;
    if (!actual || !isCrossOrigin) continue;
    const sendsOrigin = originHeaderOf(actual) !== null;
    if (/^(fetch|xhr|eventsource|font)$/.test(actual.resourceType)) {
      const isNoCors = actual.hasWireHeaders && actual.status > 0 && !sendsOrigin && actual.resourceType === "fetch";
      return isNoCors ? "no-cors" : "cors";
    }
    if (sendsOrigin) return mayBeFormOrBeacon(actual) ? "unknown" : "cors";
    if (actual.mayHaveBeenSent && actual.hasWireHeaders) return "no-cors";
  }
  return "unknown";
}

/** True for what a form or a beacon may send: they send an `Origin` too, and only what needs no preflight. */
function mayBeFormOrBeacon({ method, requestHeaders }: Exchange): boolean {
  return method === "POST" && corsUnsafeRequestHeaderNames(requestHeaders, headersOfForms).length === 0;
}

/** Headers that a browser adds to a form's request, those of HTTP authentication included. */
const headersOfForms = new Set([...browserSetHeaders, "authorization"]);

/**
 * The credentials mode: as observed in the page, else as the sent headers prove it. A `Cookie`, or Chromium's
 * `Sec-Fetch-Storage-Access`, is sent only with credentials. A cross-site request to a trustworthy host lacks that
 * header only without credentials.
 * @see https://privacycg.github.io/storage-access-headers/
 */
export function provenCredentials(hops: readonly Hop[], browser: Browser): CredentialsMode {
  const { credentials: observed = "unknown" } = observedCallOf(hops) ?? {};
  if (observed !== "unknown") return observed;
  for (const { actual, isCrossOrigin } of hops) {
    if (actual && isCrossOrigin && actual.credentials !== "unknown") return actual.credentials;
    if (!actual || !isCrossOrigin || !actual.hasWireHeaders) continue;
    const { hasCookie, mode, hasStorageAccess, site, userAgent } = requestHeadersOf(actual);
    if (hasCookie) return "include";
    if (mode !== "cors") continue;
    if (hasStorageAccess) return "include";
    if (browser === "chromium" && site === "cross-site" && sendsStorageAccess(userAgent ?? "")) return "omit";
  }
  return "unknown";
}

/** True for the user agent of Chromium 133 and later, which send `Sec-Fetch-Storage-Access`. */
const sendsStorageAccess = memo((userAgent) => /Chrome\/(13[3-9]|1[4-9]\d|[2-9]\d\d|\d{4,})\./.test(userAgent));
