// The algorithms of the Fetch standard and of the standards that it uses, under their names, with Chromium's
// deviations. Requests, headers and URLs come in as plain data; values and new requests go out. Nothing here knows a
// cause, judges a recording or writes a sentence.

import type { Header } from "../exchange.ts";
import { getHeader } from "./headers.ts";
import { isGetOrHead } from "./method.ts";
import { isPotentiallyTrustworthyOrigin, originOf, withoutFragment } from "./origin.ts";
import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from "./safelist.ts";

/** A request as a page passes it to `fetch`, in `cors` mode. */
export interface RequestInput {
  /** Normalized as the standard says. */
  readonly method: string;
  readonly url: string;
  /** The headers that the page sets, each name once. */
  readonly headers: readonly Header[];
  readonly body: string | null;
  /** The serialized origin of the page, or "null" when it is opaque. */
  readonly origin: string;
  readonly credentials: "include" | "omit";
}

/** A request at one hop of a fetch, with the state that the standard carries from hop to hop. */
export interface Request extends RequestInput {
  /** True after a redirect from one foreign origin to another, which makes the browser send `Origin: null`. */
  readonly hasTaintedOrigin: boolean;
  /** True when the response is subject to the CORS check: at another origin, and at every hop after one. */
  readonly isCrossOrigin: boolean;
  /** The value of `Sec-Fetch-Site`: how far the page's site is from the farthest URL so far. */
  readonly site: Site;
  readonly redirectCount: number;
}

/** @see https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header */
export type Site = "same-origin" | "same-site" | "cross-site";

/** Returns the registrable domain of a host name by the public suffix list, or the name itself when it has none. */
export type SiteOf = (hostname: string) => string;

/** The request at its first hop. */
export function createRequest(input: RequestInput, siteOf: SiteOf): Request {
  const request = {
    ...input,
    hasTaintedOrigin: false,
    isCrossOrigin: false,
    site: "same-origin",
    redirectCount: 0,
  } as const;
  return withUrl(request, input.url, siteOf);
}

/** The request at its next URL, with its response tainting. @see https://fetch.spec.whatwg.org/#main-fetch */
export function withUrl(request: Request, url: string, siteOf: SiteOf): Request {
  const target = originOf(url);
  return {
    ...request,
    url: withoutFragment(url),
    isCrossOrigin: request.isCrossOrigin || target !== request.origin || target === "null",
    site: fartherSite(request.site, siteBetween(request.origin, target, siteOf)),
  };
}

/** The value of the `Origin` header. @see https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export function serializeRequestOrigin({ origin, hasTaintedOrigin }: Request): string {
  return hasTaintedOrigin ? "null" : origin;
}

/** True when the browser sends a preflight before the request. @see https://fetch.spec.whatwg.org/#main-fetch */
export function needsPreflight({ isCrossOrigin, method, headers }: Request): boolean {
  return isCrossOrigin && (!isCorsSafelistedMethod(method) || corsUnsafeRequestHeaderNames(headers).length > 0);
}

/**
 * The headers of a preflight as Chromium sends them, in its order.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function preflightRequestHeaders(request: Request, agent: Agent): Header[] {
  const names = corsUnsafeRequestHeaderNames(request.headers);
  return headersOf([
    ["Host", new URL(request.url).host],
    ["Connection", "keep-alive"],
    ["Accept", "*/*"],
    ["Access-Control-Request-Method", request.method],
    ["Access-Control-Request-Headers", names.length > 0 && names.join(",")],
    ["Origin", serializeRequestOrigin(request)],
    ["User-Agent", agent.userAgent],
    // On a preflight, Chromium sends this one also to URLs that are not trustworthy.
    ["Sec-Fetch-Mode", "cors"],
    ["Sec-Fetch-Site", isTrustworthy(request) && request.site],
    ["Sec-Fetch-Dest", isTrustworthy(request) && "empty"],
    ["Referer", referrerOf(request)],
    ["Accept-Encoding", encodingsOf(request)],
    ["Accept-Language", agent.languages],
  ]);
}

/** The headers of the actual request as Chromium sends them, in its order, without client hints. */
export function actualRequestHeaders(request: Request, agent: Agent, cookie: string | null): Header[] {
  const { method, body, isCrossOrigin, site, credentials } = request;
  const wantsStorage = isTrustworthy(request) && site === "cross-site" && credentials === "include";
  const sendsOrigin = isCrossOrigin || !isGetOrHead(method);
  const browserHeaders: [string, string | false][] = [
    ["User-Agent", agent.userAgent],
    ["Accept", "*/*"],
    ["Origin", sendsOrigin && serializeRequestOrigin(request)],
    ["Sec-Fetch-Site", isTrustworthy(request) && request.site],
    ["Sec-Fetch-Mode", isTrustworthy(request) && "cors"],
    ["Sec-Fetch-Dest", isTrustworthy(request) && "empty"],
    ["Sec-Fetch-Storage-Access", wantsStorage && (cookie === null ? "none" : "active")],
    ["Referer", referrerOf(request)],
    ["Accept-Encoding", encodingsOf(request)],
    ["Accept-Language", agent.languages],
    ["Cookie", cookie ?? false],
  ];
  const length = body !== null ? String(agent.byteLength(body)) : method === "POST" || method === "PUT" ? "0" : false;
  return [
    ...headersOf([
      ["Host", new URL(request.url).host],
      ["Connection", "keep-alive"],
      ["Content-Length", length],
    ]),
    ...request.headers,
    ...headersOf(browserHeaders.filter(([name]) => getHeader(request.headers, name) === null)),
  ];
}

/** The values that the browser itself adds to a request. */
export interface Agent {
  readonly userAgent: string;
  readonly languages: string;
  /** Returns the length of a text in UTF-8, in bytes. */
  readonly byteLength: (text: string) => number;
}

function headersOf(pairs: readonly (readonly [string, string | false])[]): Header[] {
  return pairs.flatMap(([name, value]) => (value === false ? [] : [{ name, value }]));
}

/** Browsers send fetch metadata (`Sec-Fetch-…`) to trustworthy URLs only. */
function isTrustworthy({ url }: Request): boolean {
  return isPotentiallyTrustworthyOrigin(originOf(url));
}

function encodingsOf(request: Request): string {
  return isTrustworthy(request) ? "gzip, deflate, br, zstd" : "gzip, deflate";
}

/**
 * The referrer under the default policy `strict-origin-when-cross-origin`, for a URL of another origin: the page's origin,
 * or false from https to http. Chromium compares the schemes, so `http://localhost` gets no referrer from https either.
 */
function referrerOf({ origin, url }: Request): string | false {
  if (!/^https?:/.test(origin)) return false;
  return origin.startsWith("https:") && !url.startsWith("https:") ? false : `${origin}/`;
}

const sitesByDistance: readonly Site[] = ["same-origin", "same-site", "cross-site"];

function fartherSite(a: Site, b: Site): Site {
  return sitesByDistance.indexOf(a) > sitesByDistance.indexOf(b) ? a : b;
}

function siteBetween(origin: string, target: string, siteOf: SiteOf): Site {
  if (origin === target && origin !== "null") return "same-origin";
  if (!URL.canParse(origin) || !URL.canParse(target)) return "cross-site";
  const [from, to] = [new URL(origin), new URL(target)];
  return from.protocol === to.protocol && siteOf(from.hostname) === siteOf(to.hostname) ? "same-site" : "cross-site";
}
