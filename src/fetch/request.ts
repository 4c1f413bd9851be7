import type { Header } from "../exchange.ts";
import { getHeader } from "./headers.ts";
import { isPotentiallyTrustworthyOrigin, originOf, withoutFragment } from "./origin.ts";
import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from "./safelist.ts";

/** What a page asks of `fetch`, in `cors` mode. */
export interface RequestInput {
  /** As the standard normalizes it. */
  readonly method: string;
  readonly url: string;
  /** The headers that the page sets; each name once. */
  readonly headers: readonly Header[];
  readonly body: string | null;
  /** Origin of the page: a serialized origin, or "null" when opaque. */
  readonly origin: string;
  readonly credentials: "include" | "omit";
}

/** A call on its way: what the standard keeps of a request from hop to hop. */
export interface Request extends RequestInput {
  /** True once a redirect between two other origins has made the origin opaque. */
  readonly hasTaintedOrigin: boolean;
  /** True once the response is subject to the CORS check: for another origin, and for any hop after one. */
  readonly isCrossOrigin: boolean;
  /** How the page's site is related to those of all URLs so far. */
  readonly site: Site;
  readonly redirectCount: number;
}

/** @see https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header */
export type Site = "same-origin" | "same-site" | "cross-site";

/** The registrable domain of a host name, or the name itself where it has none; the list of public suffixes decides. */
export type SiteOf = (hostname: string) => string;

/** A call before its first hop. */
export function createRequest(call: RequestInput, siteOf: SiteOf): Request {
  const request = {
    ...call,
    hasTaintedOrigin: false,
    isCrossOrigin: false,
    site: "same-origin",
    redirectCount: 0,
  } as const;
  return withUrl(request, call.url, siteOf);
}

/** The request at its next URL. @see https://fetch.spec.whatwg.org/#main-fetch */
export function withUrl(request: Request, url: string, siteOf: SiteOf): Request {
  const target = originOf(url);
  return {
    ...request,
    url: withoutFragment(url),
    isCrossOrigin: request.isCrossOrigin || target !== request.origin || target === "null",
    site: farther(request.site, siteBetween(request.origin, target, siteOf)),
  };
}

/** The `Origin` that the request carries. @see https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export function serializeRequestOrigin({ origin, hasTaintedOrigin }: Request): string {
  return hasTaintedOrigin ? "null" : origin;
}

/** True when the browser asks first. @see https://fetch.spec.whatwg.org/#main-fetch */
export function needsPreflight({ isCrossOrigin, method, headers }: Request): boolean {
  return isCrossOrigin && (!isCorsSafelistedMethod(method) || corsUnsafeRequestHeaderNames(headers).length > 0);
}

/**
 * A preflight's headers as Chromium sends them, in its order.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function preflightRequestHeaders(request: Request, agent: Agent): Header[] {
  const names = corsUnsafeRequestHeaderNames(request.headers);
  return headersOf([
    ["Host", hostOf(request)],
    ["Connection", "keep-alive"],
    ["Accept", "*/*"],
    ["Access-Control-Request-Method", request.method],
    ["Access-Control-Request-Headers", names.length > 0 && names.join(",")],
    ["Origin", serializeRequestOrigin(request)],
    ["User-Agent", agent.userAgent],
    ["Sec-Fetch-Mode", isTrustworthy(request) && "cors"],
    ["Sec-Fetch-Site", isTrustworthy(request) && request.site],
    ["Sec-Fetch-Dest", isTrustworthy(request) && "empty"],
    ["Referer", referrerOf(request)],
    ["Accept-Encoding", encodingsOf(request)],
    ["Accept-Language", agent.languages],
  ]);
}

/** The actual request's headers, in the same way, with the cookie for its host; without client hints. */
export function actualRequestHeaders(request: Request, agent: Agent, cookie: string | null): Header[] {
  const { method, body, isCrossOrigin, site, credentials } = request;
  const wantsStorage = isTrustworthy(request) && site === "cross-site" && credentials === "include";
  const sendsOrigin = isCrossOrigin || (method !== "GET" && method !== "HEAD");
  const own: [string, string | false][] = [
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
      ["Host", hostOf(request)],
      ["Connection", "keep-alive"],
      ["Content-Length", length],
    ]),
    ...request.headers,
    ...headersOf(own.filter(([name]) => getHeader(request.headers, name) === null)),
  ];
}

/** What the browser adds of its own. */
export interface Agent {
  readonly userAgent: string;
  readonly languages: string;
  /** Length of a text in UTF-8. */
  readonly byteLength: (text: string) => number;
}

function headersOf(pairs: readonly (readonly [string, string | false])[]): Header[] {
  return pairs.flatMap(([name, value]) => (value === false ? [] : [{ name, value }]));
}

function hostOf({ url }: Request): string {
  return new URL(url).host;
}

/** Fetch metadata is sent to trustworthy URLs only. */
function isTrustworthy({ url }: Request): boolean {
  return isPotentiallyTrustworthyOrigin(originOf(url));
}

function encodingsOf(request: Request): string {
  return isTrustworthy(request) ? "gzip, deflate, br, zstd" : "gzip, deflate";
}

/** By the default policy, `strict-origin-when-cross-origin`, the page's origin, and nothing on the way from https to http. */
function referrerOf({ origin, url }: Request): string | false {
  if (!/^https?:/.test(origin)) return false;
  return isPotentiallyTrustworthyOrigin(origin) && !isPotentiallyTrustworthyOrigin(originOf(url))
    ? false
    : `${origin}/`;
}

const farness: readonly Site[] = ["same-origin", "same-site", "cross-site"];

function farther(a: Site, b: Site): Site {
  return farness.indexOf(a) > farness.indexOf(b) ? a : b;
}

function siteBetween(origin: string, target: string, siteOf: SiteOf): Site {
  if (origin === target && origin !== "null") return "same-origin";
  if (!URL.canParse(origin) || !URL.canParse(target)) return "cross-site";
  const [from, to] = [new URL(origin), new URL(target)];
  return from.protocol === to.protocol && siteOf(from.hostname) === siteOf(to.hostname) ? "same-site" : "cross-site";
}
