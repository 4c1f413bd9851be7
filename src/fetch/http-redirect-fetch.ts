import type { Header } from "../exchange.ts";
import { getHeaderLines } from "./headers.ts";
import { originOf } from "./origin.ts";
import { type Request, type SiteOf, withUrl } from "./request.ts";
import { isRedirectStatus } from "./status.ts";
import { percentEncodeBytes } from "./url-parser.ts";

/** Where a response redirects to: resolved, or "" where it cannot be; with the browser's error where it goes no further. */
export interface LocationUrl {
  readonly url: string;
  readonly error?: string;
}

/**
 * Where a response redirects to, as Chromium reads it: several lines that agree are one, an empty one is none, and
 * bytes beyond ASCII are escaped as they are. Null when it does not redirect.
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
  return unsafeTargets.has(target.protocol)
    ? { url: target.href, error: "net::ERR_UNSAFE_REDIRECT" }
    : { url: target.href };
}

/** Of the schemes that are not http, those that Chromium does not even name to the CORS check. */
const unsafeTargets = new Set(["about:", "blob:", "chrome:", "data:", "file:", "filesystem:"]);

/**
 * The request after a redirect, or the browser's error where it does not follow. Whether the redirecting response passes
 * the CORS check, and whether its target may be called at all, is for the causes to say.
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirectRequest(
  request: Request,
  status: number,
  target: string,
  siteOf: SiteOf,
): Request | { readonly error: string } {
  if (request.redirectCount === maxRedirects) return { error: "net::ERR_TOO_MANY_REDIRECTS" };
  const [here, there] = [originOf(request.url), originOf(target)];
  const hasTaintedOrigin = request.hasTaintedOrigin || (there !== here && here !== request.origin);
  const asGet = becomesGet(status, request.method);
  const dropped = [...(asGet ? bodyHeaders : []), ...(there === here ? [] : ["authorization"])];
  const next: Request = {
    ...request,
    hasTaintedOrigin,
    redirectCount: request.redirectCount + 1,
    headers: request.headers.filter(({ name }) => !dropped.includes(name.toLowerCase())),
    ...(asGet ? { method: "GET", body: null } : {}),
  };
  return withUrl(next, target, siteOf);
}

/** Redirects that one fetch may follow; at the next a browser gives up. */
export const maxRedirects = 20;

/** @see https://fetch.spec.whatwg.org/#request-body-header-name */
const bodyHeaders = ["content-encoding", "content-language", "content-location", "content-type"];

/** The method with which a browser goes on after a redirect. */
export function methodAfterRedirect(status: number, method: string): string {
  return becomesGet(status, method) ? "GET" : method;
}

function becomesGet(status: number, method: string): boolean {
  if (status === 303) return method !== "GET" && method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}
