import type { Exchange, Header } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { withoutFragment } from "../fetch/origin.ts";
import type { CdpHop, CdpRequest } from "./cdp-request.ts";
import { readInitiator } from "./chrome-initiator.ts";
import { type Fields, fieldsOf, numberOf, textOf } from "./fields.ts";
import { redirectUrlOf } from "./redirect-url.ts";

/** One hop as an exchange; `actual` is the request that a preflight is for. */
export function toExchange(cdpRequest: CdpRequest, hop: CdpHop, actual: CdpRequest | undefined): Exchange {
  if (hop.exchange) return hop.exchange;
  const { sent, response, failed } = hop;
  const request = fieldsOf(sent.request);
  const initiator = readInitiator(sent.initiator);
  const isPreflight = initiator.type === "preflight";
  const context = actual?.hops[0]?.context ?? hop.context;
  const url = withoutFragment(textOf(request.url));
  const requestExtra = requestExtraOf(cdpRequest, hop);
  const responseExtra = responseExtraOf(cdpRequest, hop);
  const responseHeaders = readHeaders(responseExtra?.headers ?? response?.headers);
  const status = statusOf(responseExtra?.statusCode ?? response?.status);
  const startedAt = typeof sent.wallTime === "number" ? sent.wallTime * 1000 : Number.NaN;
  const duration = ((hop.endedAt ?? Number.NaN) - numberOf(sent.timestamp)) * 1000;
  const exchange: Exchange = {
    index: hop.index,
    browser: "chromium",
    method: textOf(request.method) || "GET",
    url,
    requestHeaders: readHeaders(requestExtra?.headers ?? request.headers),
    hasWireHeaders: requestExtra !== undefined,
    mayHaveBeenSent: status > 0 || requestExtra !== undefined,
    status,
    responseHeaders,
    responseText: hop.bodyStart ?? null,
    redirectUrl: redirectUrlOf(status, responseHeaders, url, getHeader(responseHeaders, "Location") ?? ""),
    error: failed ? textOf(failed.errorText) : null,
    resourceType: isPreflight ? "preflight" : textOf(sent.type).toLowerCase(),
    initiator,
    startedAt,
    endedAt: duration > 0 ? startedAt + duration : startedAt,
    page: context === "page" ? textOf(actual?.hops[0]?.sent.loaderId ?? sent.loaderId) : "",
    serverAddress: textOf(response?.remoteIPAddress),
    fetchedViaServiceWorker: response?.fromServiceWorker === true,
    hasUntrustedCertificate: false,
    requestId: isPreflight ? "" : cdpRequest.id,
    context,
    credentials: hasCookies(requestExtra) ? "include" : "unknown",
    corsError: failed ? corsErrorOf(failed) : undefined,
    isIntercepted: isIntercepted(hop) && /^https?:/.test(url),
  };
  if (isComplete(hop, requestExtra, responseExtra)) hop.exchange = exchange;
  return exchange;
}

function requestExtraOf({ hops, requestExtras }: CdpRequest, hop: CdpHop): Fields | undefined {
  return hop.hasExtraInfo === false ? undefined : requestExtras[extraIndexOf(hops, hop)];
}

/** Extra information of another status belongs to another hop: an event between the two is missing. */
function responseExtraOf({ hops, responseExtras }: CdpRequest, hop: CdpHop): Fields | undefined {
  if (hop.hasExtraInfo === false) return undefined;
  const extra = responseExtras[extraIndexOf(hops, hop)];
  if (!extra || !hop.response || extra.statusCode === 304) return extra;
  return extra.statusCode === hop.response.status ? extra : undefined;
}

/** The place of a hop among those with extra information. */
function extraIndexOf(hops: readonly CdpHop[], hop: CdpHop): number {
  return hops.slice(0, hops.indexOf(hop)).filter(({ hasExtraInfo }) => hasExtraInfo !== false).length;
}

/** Headers from the protocol's shape: one field a name, with a line feed between the values of several lines. */
function readHeaders(headers: unknown): Header[] {
  return Object.entries(fieldsOf(headers)).flatMap(([name, value]) =>
    textOf(value)
      .split("\n")
      .map((line) => ({ name, value: line })),
  );
}

function statusOf(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}

/** True when cookies were looked up, sent or held back, which is done only for a request with credentials. */
function hasCookies(requestExtra: Fields | undefined): boolean {
  return Array.isArray(requestExtra?.associatedCookies) && requestExtra.associatedCookies.length > 0;
}

function corsErrorOf({ corsErrorStatus }: Fields): string | null {
  const { corsError } = fieldsOf(corsErrorStatus);
  return typeof corsError === "string" ? corsError : null;
}

/**
 * True for a response that came neither from the network nor from a cache or a service worker: the program that
 * controls the browser has sent it.
 */
function isIntercepted({ response, isRedirected, hasExtraInfo, isFromMemoryCache }: CdpHop): boolean {
  if (!response || isRedirected || isFromMemoryCache || hasExtraInfo !== false) return false;
  if (textOf(response.remoteIPAddress) !== "") return false;
  return !response.fromDiskCache && !response.fromServiceWorker && !response.fromPrefetchCache;
}

/** True once no event can change the hop any more. */
function isComplete(hop: CdpHop, requestExtra: Fields | undefined, responseExtra: Fields | undefined): boolean {
  if (hop.failed) return responseExtra !== undefined;
  const hasEnded = hop.isFinished === true || hop.isRedirected === true;
  return hasEnded && (hop.hasExtraInfo === false || (requestExtra !== undefined && responseExtra !== undefined));
}
