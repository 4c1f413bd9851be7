import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isBlockedByLocalNetworkAccess } from "../fetch/local-network-access.ts";
import { originOf } from "../fetch/origin.ts";
import { isOkStatus } from "../fetch/status.ts";
import { mayBeStored } from "./cache-control.ts";

// What all exchanges with one URL, or with one server, show together.

/** The first preflight whose response names an allowed origin. */
export const allowingPreflight = serverFact((exchanges) => firstAllowing(exchanges, isPreflight));

/** The first response with a 2xx status, other than a preflight's, that names an allowed origin. */
export const allowingSuccess = serverFact((exchanges) =>
  firstAllowing(exchanges, (exchange) => isOkStatus(exchange.status) && !isPreflight(exchange)),
);

/** The first response with a status of 400 or more, other than a preflight's, that names an allowed origin. */
export const allowingError = serverFact((exchanges) =>
  firstAllowing(exchanges, (exchange) => exchange.status >= 400 && !isPreflight(exchange)),
);

/** True when responses named at least two different origins, each the one that had asked. */
export const answersByOrigin = serverFact((exchanges) => {
  const echoing = exchanges.filter((exchange) => exchange.status > 0 && isEchoed(exchange));
  const [origin] = echoing.map(originSent);
  return echoing.some((exchange) => originSent(exchange) !== origin);
});

/** Foreign origins that were each allowed by name and with credentials; empty when a success allowed another or none. */
export const originsWithCredentials = serverFact((exchanges) => allowedWithCredentials(exchanges));

/** True when a request without `Origin` got a 2xx response without `Access-Control-Allow-Origin`. */
export const silentWithoutOrigin = serverFact((exchanges) => exchanges.some(isSilentWithoutOrigin));

/** How many requests said their origin, and how many of these were answered with a status of 500. */
export const withOrigin = serverFact((exchanges) => {
  const sent = exchanges.filter((exchange) => exchange.status > 0 && originSent(exchange) !== null);
  return { count: sent.length, crashed: sent.filter(({ status }) => status === 500).length };
});

/** True when Chromium's local network access checks ended one. */
export const localNetworkBlock = serverFact((exchanges) => exchanges.some(isBlockedByLocalNetworkAccess));

/** The successes that a browser's cache may have kept. */
export const storedResponses = serverFact((exchanges) => exchanges.filter(isStored));

/** First segments of the paths that scripts fetched with success. */
export const fetchedFolders = serverFact((exchanges) => {
  const fetched = exchanges.filter(
    ({ status, resourceType }) => isOkStatus(status) && /^(fetch|xhr)$/.test(resourceType),
  );
  return new Set(fetched.map(({ url }) => folderOf(url)));
});

/** The preflights for a method at a URL; undefined where there are none. */
export function preflightsFor(method: string, url: string, exchanges: readonly Exchange[]): PreflightFacts | undefined {
  return preflightsByRequest(exchanges).get(preflightKey(method, url));
}

const preflightsByRequest = serverFact((exchanges) => preflightsOf(exchanges));

/** The preflights for one method at one URL that ask for the same headers as the first of them, one after the other. */
export interface PreflightFacts {
  readonly first: Exchange;
  readonly count: number;
  readonly milliseconds: number;
  /** True when DevTools' "Disable cache" made the browser ask each time. */
  readonly cacheDisabled: boolean;
}

/** Something that exchanges show together; what a long list shows is gathered once, however many fetches ask. */
function serverFact<T>(gather: (exchanges: readonly Exchange[]) => T): (exchanges: readonly Exchange[]) => T {
  const known = new WeakMap<readonly Exchange[], { readonly value: T }>();
  return (exchanges) => {
    if (exchanges.length < longList) return gather(exchanges);
    let gathered = known.get(exchanges);
    if (!gathered) {
      gathered = { value: gather(exchanges) };
      known.set(exchanges, gathered);
    }
    return gathered.value;
  };
}

const longList = 8;

function firstAllowing(exchanges: readonly Exchange[], isKind: (exchange: Exchange) => boolean): Exchange | null {
  return exchanges.find((exchange) => isKind(exchange) && allowOriginOf(exchange) !== null) ?? null;
}

function isPreflight(exchange: Exchange): boolean {
  return methodRequested(exchange) !== null;
}

function methodRequested({ method, requestHeaders }: Exchange): string | null {
  return method === "OPTIONS" ? getHeader(requestHeaders, "Access-Control-Request-Method") : null;
}

function allowOriginOf({ responseHeaders }: Exchange): string | null {
  return getHeader(responseHeaders, "Access-Control-Allow-Origin");
}

function originSent({ requestHeaders }: Exchange): string | null {
  return getHeader(requestHeaders, "Origin");
}

function isEchoed(exchange: Exchange): boolean {
  const origin = originSent(exchange);
  return origin !== null && origin === allowOriginOf(exchange);
}

function allowedWithCredentials(exchanges: readonly Exchange[]): string[] {
  const foreign = exchanges.filter((exchange) => {
    const origin = originSent(exchange);
    return (
      origin !== null && isOkStatus(exchange.status) && exchange.hasWireHeaders && origin !== originOf(exchange.url)
    );
  });
  const allowsCredentials = ({ responseHeaders }: Exchange) =>
    getHeader(responseHeaders, "Access-Control-Allow-Credentials") === "true";
  if (!foreign.every(isEchoed)) return [];
  return [...new Set(foreign.filter(allowsCredentials).map((exchange) => originSent(exchange) ?? ""))];
}

function isSilentWithoutOrigin(exchange: Exchange): boolean {
  if (!isOkStatus(exchange.status) || !exchange.hasWireHeaders) return false;
  return originSent(exchange) === null && allowOriginOf(exchange) === null;
}

function isStored({ method, status, responseHeaders }: Exchange): boolean {
  return method === "GET" && status === 200 && mayBeStored(responseHeaders);
}

/** The first segment of a URL's path: `/api` of `https://app.example/api/orders`. */
export function folderOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*(\/[^/?#]*)?/i.exec(url)?.[1] ?? "";
}

function preflightKey(method: string, url: string): string {
  return `${method} ${url}`;
}

function preflightsOf(exchanges: readonly Exchange[]): Map<string, PreflightFacts> {
  const preflights = new Map<string, PreflightFacts>();
  for (const exchange of exchanges) {
    const requested = methodRequested(exchange);
    if (requested !== null) addPreflight(preflights, preflightKey(requested, exchange.url), exchange);
  }
  return preflights;
}

function addPreflight(preflights: Map<string, PreflightFacts>, key: string, exchange: Exchange): void {
  const known = preflights.get(key);
  // Requests at the same time each ask, and so do other header names: no answer to the first would spare these.
  if (
    known &&
    (exchange.startedAt < known.first.endedAt || requestedHeaders(exchange) !== requestedHeaders(known.first))
  ) {
    return;
  }
  const milliseconds = Math.max(0, exchange.endedAt - exchange.startedAt) || 0;
  preflights.set(key, {
    first: known?.first ?? exchange,
    count: (known?.count ?? 0) + 1,
    milliseconds: (known?.milliseconds ?? 0) + milliseconds,
    cacheDisabled: known?.cacheDisabled || getHeader(exchange.requestHeaders, "Pragma") === "no-cache",
  });
}

function requestedHeaders({ requestHeaders }: Exchange): string | null {
  return getHeader(requestHeaders, "Access-Control-Request-Headers");
}
