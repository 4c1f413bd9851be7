import type { CorsFetch, Exchange, Header } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { locationUrl } from "../fetch/http-redirect-fetch.ts";
import { withoutFragment } from "../fetch/origin.ts";
import { readInitiator } from "./chrome-har.ts";
import { type Fields, fieldsOf } from "./fields.ts";

/** Everything that was told of one request id. */
export interface CdpRequest {
  readonly id: string;
  readonly hops: CdpHop[];
  /** What went over the wire and came back, in the order of the hops; hops without a network request have none. */
  readonly requestExtras: Fields[];
  readonly responseExtras: Fields[];
}

/** The request that a page made, or one that a redirect led to. */
export interface CdpHop {
  /** `requestWillBeSent`. */
  readonly sent: Fields;
  readonly caller: CorsFetch["context"];
  /** Place among all hops, in the order in which they were told. */
  readonly index: number;
  response?: Fields;
  /** Whether the wire's own headers of this hop are told or will be; undefined while that is open. */
  hasExtraInfo?: boolean;
  redirected?: boolean;
  /** True when the memory cache answered. */
  stored?: boolean;
  finished?: boolean;
  /** `loadingFailed`. */
  failed?: Fields;
  /** In the protocol's seconds. */
  endedAt?: number;
  /** What became of it, once nothing can change that any more. */
  exchange?: Exchange;
}

/** True once a request has its answer or has failed; the body of an answer may still be on its way. */
export function isEnded({ hops }: CdpRequest): boolean {
  const last = hops.at(-1);
  return last !== undefined && (last.response !== undefined || last.failed !== undefined || last.finished === true);
}

/** One hop as an exchange; `asking` is the request that a preflight is for. */
export function toExchange(message: CdpRequest, hop: CdpHop, asking: CdpRequest | undefined): Exchange {
  if (hop.exchange) return hop.exchange;
  const { sent, response, failed, caller } = hop;
  const request = fieldsOf(sent.request);
  const initiator = readInitiator(sent.initiator);
  const preflight = initiator.type === "preflight";
  const context = asking?.hops[0]?.caller ?? caller;
  const url = withoutFragment(text(request.url));
  const requestExtra = requestExtraOf(message, hop);
  const responseExtra = responseExtraOf(message, hop);
  const responseHeaders = linesOf(responseExtra?.headers ?? response?.headers);
  const status = statusOf(responseExtra?.statusCode ?? response?.status);
  const startedAt = typeof sent.wallTime === "number" ? sent.wallTime * 1000 : Number.NaN;
  const took = ((hop.endedAt ?? Number.NaN) - numberOf(sent.timestamp)) * 1000;
  const exchange: Exchange = {
    index: hop.index,
    browser: "chromium",
    method: text(request.method) || "GET",
    url,
    requestHeaders: linesOf(requestExtra?.headers ?? request.headers),
    hasWireHeaders: requestExtra !== undefined,
    mayHaveBeenSent: status > 0 || requestExtra !== undefined,
    status,
    responseHeaders,
    responseText: null,
    redirectUrl: withoutFragment(locationUrl(status, responseHeaders, url)?.url || resolve(responseHeaders, url)),
    error: failed ? text(failed.errorText) : null,
    resourceType: preflight ? "preflight" : text(sent.type).toLowerCase(),
    initiator,
    startedAt,
    endedAt: took > 0 ? startedAt + took : startedAt,
    page: context === "page" ? text(asking?.hops[0]?.sent.loaderId ?? sent.loaderId) : "",
    serverAddress: text(response?.remoteIPAddress),
    fetchedViaServiceWorker: response?.fromServiceWorker === true,
    hasUntrustedCertificate: false,
    requestId: preflight ? "" : message.id,
    context: context,
    credentials: hasCookies(requestExtra) ? "include" : "unknown",
    corsError: failed ? corsErrorOf(failed) : undefined,
    isIntercepted: isIntercepted(hop) && /^https?:/.test(url),
  };
  if (isComplete(hop, requestExtra, responseExtra)) hop.exchange = exchange;
  return exchange;
}

/** An answer from nowhere: not from the network, a cache or a service worker, so from whoever drives the browser. */
function isIntercepted({ response, redirected, hasExtraInfo, stored }: CdpHop): boolean {
  if (!response || redirected || stored || hasExtraInfo !== false || text(response.remoteIPAddress) !== "")
    return false;
  return !response.fromDiskCache && !response.fromServiceWorker && !response.fromPrefetchCache;
}

/** Cookies are looked up, and some of them held back, only for a request that carries credentials. */
function hasCookies(requestExtra: Fields | undefined): boolean {
  return Array.isArray(requestExtra?.associatedCookies) && requestExtra.associatedCookies.length > 0;
}

function corsErrorOf({ corsErrorStatus }: Fields): string | null {
  const { corsError } = fieldsOf(corsErrorStatus);
  return typeof corsError === "string" ? corsError : null;
}

function isComplete({ failed, finished, redirected, hasExtraInfo }: CdpHop, sent?: Fields, received?: Fields): boolean {
  if (failed) return received !== undefined;
  return (finished === true || redirected === true) && (hasExtraInfo === false || (!!sent && !!received));
}

function requestExtraOf({ hops, requestExtras }: CdpRequest, hop: CdpHop): Fields | undefined {
  if (hop.hasExtraInfo === false) return undefined;
  return requestExtras[placeOf(hops, hop)];
}

/** One of another status is another hop's: something that should have come between is missing. */
function responseExtraOf({ hops, responseExtras }: CdpRequest, hop: CdpHop): Fields | undefined {
  if (hop.hasExtraInfo === false) return undefined;
  const extra = responseExtras[placeOf(hops, hop)];
  if (!extra || !hop.response || extra.statusCode === 304) return extra;
  return extra.statusCode === hop.response.status ? extra : undefined;
}

/** Place among the hops of which the wire's own headers are told. */
function placeOf(hops: readonly CdpHop[], hop: CdpHop): number {
  return hops.slice(0, hops.indexOf(hop)).filter(({ hasExtraInfo }) => hasExtraInfo !== false).length;
}

/** Headers as the protocol has them: one field a name, with a line feed between the values of several lines. */
function linesOf(headers: unknown): Header[] {
  return Object.entries(fieldsOf(headers)).flatMap(([name, value]) =>
    text(value)
      .split("\n")
      .map((line) => ({ name, value: line })),
  );
}

function resolve(headers: readonly Header[], base: string): string {
  const location = getHeader(headers, "Location") ?? "";
  return location !== "" && URL.canParse(location, base) ? new URL(location, base).href : location;
}

function statusOf(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
