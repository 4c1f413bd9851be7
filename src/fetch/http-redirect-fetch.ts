import type { Header } from "../exchange.ts";
import { getHeaderLines } from "./headers.ts";
import { isGetOrHead } from "./method.ts";
import { originOf } from "./origin.ts";
import { type Request, type SiteOf, withUrl } from "./request.ts";
import { isRedirectStatus } from "./status.ts";
import { percentEncodeBytes } from "./url-parser.ts";

/** The target of a redirect. */
export interface LocationUrl {
  /** The resolved URL, or "" when the header cannot be resolved. */
  readonly url: string;
  /** The browser's error when it does not follow this redirect. */
  readonly error?: string;
}

/**
 * The target of a response's redirect as Chromium reads it; null when the response does not redirect. Chromium takes
 * equal `Location` lines for one, ignores empty ones, and percent-encodes bytes beyond ASCII unchanged.
 * @see https://fetch.spec.whatwg.org/#concept-response-location-url
 */
export function locationUrl(status: number, headers: readonly Header[], url: string): LocationUrl | null {
  if (!isRedirectStatus(status)) return null;
  const lines = new Set(getHeaderLines(headers, "Location").filter((line) => line !== ""));
  if (lines.size > 1) return { url: "", error: "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION" };
  const [line] = lines;
  if (line === undefined) return null;
  const location = percentEncodeBytes(line);
  if (!URL.canParse(location, url)) return { url: "", error: "net::ERR_INVALID_REDIRECT" };
  const target = new URL(location, url);
  return unsafeSchemes.has(target.protocol)
    ? { url: target.href, error: "net::ERR_UNSAFE_REDIRECT" }
    : { url: target.href };
}

/**
 * The schemes that Chromium rejects before its CORS check. All other schemes than http fail in the CORS check itself.
 */
const unsafeSchemes = new Set(["about:", "blob:", "chrome:", "data:", "file:", "filesystem:"]);

/**
 * The request after a redirect, or the browser's error when it does not follow. This function does not run the CORS
 * check of the redirect response and does not look at the target's scheme; the causes do both.
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirectRequest(
  request: Request,
  status: number,
  target: string,
  siteOf: SiteOf,
): Request | { readonly error: string } {
  if (request.redirectCount === maxRedirects) return { error: "net::ERR_TOO_MANY_REDIRECTS" };
  const [currentOrigin, targetOrigin] = [originOf(request.url), originOf(target)];
  const hasTaintedOrigin =
    request.hasTaintedOrigin || (targetOrigin !== currentOrigin && currentOrigin !== request.origin);
  const toGet = isChangedToGet(status, request.method);
  const dropped = [
    ...(toGet ? requestBodyHeaderNames : []),
    ...(targetOrigin === currentOrigin ? [] : ["authorization"]),
  ];
  const next: Request = {
    ...request,
    hasTaintedOrigin,
    redirectCount: request.redirectCount + 1,
    headers: request.headers.filter(({ name }) => !dropped.includes(name.toLowerCase())),
    ...(toGet ? { method: "GET", body: null } : {}),
  };
  return withUrl(next, target, siteOf);
}

/** How many redirects a browser follows in one fetch. */
export const maxRedirects = 20;

/** In lower case. @see https://fetch.spec.whatwg.org/#request-body-header-name */
const requestBodyHeaderNames = ["content-encoding", "content-language", "content-location", "content-type"];

/** The method of the request after a redirect. */
export function methodAfterRedirect(status: number, method: string): string {
  return isChangedToGet(status, method) ? "GET" : method;
}

function isChangedToGet(status: number, method: string): boolean {
  if (status === 303) return !isGetOrHead(method);
  return (status === 301 || status === 302) && method === "POST";
}
