import type { NetworkRequest } from "./fetch.ts";
import type { Header } from "./headers.ts";
import type { RandomFetch } from "./random-fetches.ts";

// The request headers that Chromium's DevTools record: those that went out, or else those that the page asked for.

/** A fetch with the requests that it became, and its place in the recording. */
export interface RecordedFetch {
  readonly random: RandomFetch;
  readonly sent: readonly NetworkRequest[];
  readonly id: number;
  readonly now: number;
  readonly pageref: string;
}

/** The headers that went out, in the order in which DevTools sort them. */
export function wireHeaders(recorded: RecordedFetch, request: NetworkRequest): readonly Header[] {
  const { page, context, recording } = recorded.random;
  const { host, pathname, search, protocol } = new URL(request.url);
  const site = siteOf(request, context === "sandboxed" ? "null" : page);
  const isTrustworthy = protocol === "https:" || isLoopback(request.url);
  const referer = refererOf(recorded);
  const hasCookie = request.includesCredentials && recording.hasCookies;
  const hasStorageAccess = request.includesCredentials && site === "cross-site" && isTrustworthy;
  const sent: Readonly<Record<string, string | false>> = {
    ...(recording.isHttp2 && protocol === "https:"
      ? { ":authority": host, ":method": request.method, ":path": pathname + search, ":scheme": "https" }
      : { Host: host, Connection: "keep-alive" }),
    Accept: "*/*",
    Cookie: hasCookie && "sid=1",
    Origin: request.origin ?? false,
    Referer: referer !== "" && referer,
    "Sec-Fetch-Dest": isTrustworthy && "empty",
    "Sec-Fetch-Mode": isTrustworthy && "cors",
    "Sec-Fetch-Site": isTrustworthy && site,
    "Sec-Fetch-Storage-Access": hasStorageAccess && (recording.hasCookies ? "active" : "none"),
    "User-Agent": userAgent,
  };
  const own = new Set(request.headers.map(({ name }) => name.toLowerCase()));
  const added = Object.entries(sent).flatMap(([name, value]) =>
    value === false || own.has(name.toLowerCase()) ? [] : [{ name, value }],
  );
  const all = [...added, ...request.headers];
  if (!recording.isHttp2 || protocol !== "https:") return all;
  return all.map(({ name, value }) => ({ name: name.toLowerCase(), value }));
}

/** The headers as the page asked for them. A worker's have fewer. */
export function provisionalHeaders(recorded: RecordedFetch, request: NetworkRequest): readonly Header[] {
  const isWorker = recorded.random.context === "worker";
  return [
    ...(isWorker ? [] : [{ name: "sec-ch-ua-platform", value: '"Linux"' }]),
    { name: "Referer", value: refererOf(recorded) },
    { name: "User-Agent", value: userAgent },
    ...request.headers,
  ];
}

function refererOf({ random }: RecordedFetch): string {
  return random.context === "sandboxed" || random.recording.hidesReferrer ? "" : `${random.page}/`;
}

/** @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header; the servers here have no public suffix but one label */
function siteOf(request: NetworkRequest, origin: string): string {
  if (origin === "null" || request.origin === "null") return "cross-site";
  const [from, to] = [new URL(origin), new URL(request.url)];
  if (from.origin === to.origin) return request.isCors ? "cross-site" : "same-origin";
  const site = ({ protocol, hostname }: URL) =>
    `${protocol}${/^[\d.]+$/.test(hostname) ? hostname : hostname.split(".").slice(-2).join(".")}`;
  return site(from) === site(to) ? "same-site" : "cross-site";
}

export function isLoopback(url: string): boolean {
  return ["localhost", "127.0.0.1"].includes(new URL(url).hostname);
}

const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36";
