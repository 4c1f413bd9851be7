import type { Header } from "../exchange.ts";
import { combineValues, isSameName } from "./headers.ts";

/** The headers of a request that the engine reads of nearly every one, each as `getHeader` returns it. */
export interface RequestHeaders {
  /** True for headers that were sent; the provisional ones that a page asks for do not name the host. */
  readonly hasHost: boolean;
  readonly origin: string | null;
  readonly referer: string | null;
  readonly userAgent: string | null;
  readonly hasCookie: boolean;
  /** The `Sec-Fetch-Mode`. @see https://w3c.github.io/webappsec-fetch-metadata/ */
  readonly mode: string | null;
  /** The `Sec-Fetch-Site`. */
  readonly site: string | null;
  /** Whether there is a `Sec-Fetch-Storage-Access`. */
  readonly hasStorageAccess: boolean;
  readonly hasWebSocketKey: boolean;
  /** The `Access-Control-Request-Method`, which only preflights have. */
  readonly requestedMethod: string | null;
  /** The `Access-Control-Request-Headers`. */
  readonly requestedHeaders: string | null;
}

/**
 * Those headers, found in one pass. The headers of thousands of entries do not fit into the processor's cache, and pages send
 * the same few values again and again: equal results are one object, which needs no memory of its own.
 */
export function requestHeadersIn(headers: readonly Header[]): RequestHeaders {
  let { hasHost, hasCookie, hasStorageAccess, hasWebSocketKey } = noRequestHeaders;
  let { origin, referer, userAgent, mode, site, requestedMethod, requestedHeaders } = noRequestHeaders;
  for (let i = 0; i < headers.length; i++) {
    const { name, value } = headers[i] as Header;
    // Numbers, because a `switch` over numbers jumps to its case also in code that is not compiled yet.
    switch (name.length) {
      case 4:
        hasHost ||= isSameName(name, "Host");
        break;
      case 6:
        if (isSameName(name, "Origin")) origin = combineValues(origin, value);
        else hasCookie ||= isSameName(name, "Cookie");
        break;
      case 7:
        if (isSameName(name, "Referer")) referer = combineValues(referer, value);
        break;
      case 10:
        if (isSameName(name, "User-Agent")) userAgent = combineValues(userAgent, value);
        else hasHost ||= isSameName(name, ":authority");
        break;
      case 14:
        if (isSameName(name, "Sec-Fetch-Mode")) mode = combineValues(mode, value);
        else if (isSameName(name, "Sec-Fetch-Site")) site = combineValues(site, value);
        break;
      case 17:
        hasWebSocketKey ||= isSameName(name, "Sec-WebSocket-Key");
        break;
      case 24:
        hasStorageAccess ||= isSameName(name, "Sec-Fetch-Storage-Access");
        break;
      case 29:
        if (isSameName(name, "Access-Control-Request-Method")) requestedMethod = combineValues(requestedMethod, value);
        break;
      case 30:
        if (isSameName(name, "Access-Control-Request-Headers"))
          requestedHeaders = combineValues(requestedHeaders, value);
        break;
    }
  }
  const slot = requestedMethod === null ? headers.length : headers.length + maxRemembered;
  const known = latest[slot];
  // Comparing the values before an object is made of them spares an object of 112 bytes for each entry.
  if (
    known !== undefined &&
    known.origin === origin &&
    known.mode === mode &&
    known.site === site &&
    known.requestedMethod === requestedMethod &&
    known.requestedHeaders === requestedHeaders &&
    known.hasHost === hasHost &&
    known.hasCookie === hasCookie &&
    known.hasStorageAccess === hasStorageAccess &&
    known.hasWebSocketKey === hasWebSocketKey &&
    known.referer === referer &&
    known.userAgent === userAgent
  )
    return known;
  const found: RequestHeaders = {
    hasHost,
    origin,
    referer,
    userAgent,
    hasCookie,
    mode,
    site,
    hasStorageAccess,
    hasWebSocketKey,
    requestedMethod,
    requestedHeaders,
  };
  if (headers.length < maxRemembered) latest[slot] = found;
  return found;
}

const maxRemembered = 64;

/**
 * Number of headers → the latest result for so many: requests with the same headers have the same number of them. Preflights, which
 * come in turn with requests, are in the second half.
 */
const latest: (RequestHeaders | undefined)[] = new Array(2 * maxRemembered).fill(undefined);

/** Those of a request without headers. */
export const noRequestHeaders: RequestHeaders = {
  hasHost: false,
  origin: null,
  referer: null,
  userAgent: null,
  hasCookie: false,
  mode: null,
  site: null,
  hasStorageAccess: false,
  hasWebSocketKey: false,
  requestedMethod: null,
  requestedHeaders: null,
};
