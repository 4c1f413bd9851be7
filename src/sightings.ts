import type { Exchange } from "./exchange.ts";
import { getHeader } from "./fetch/headers.ts";
import { isLocalNetworkBlock } from "./fetch/local-network.ts";
import { isOkStatus } from "./fetch/status.ts";

/** What all exchanges with one URL, or with one server, show together. */
export interface Sightings {
  /** The first preflight whose response names an allowed origin. */
  readonly allowingPreflight: Exchange | null;
  /** The first response with a 2xx status, other than a preflight's, that names an allowed origin. */
  readonly allowingSuccess: Exchange | null;
  /** The first response with a status of 400 or more, other than a preflight's, that names an allowed origin. */
  readonly allowingError: Exchange | null;
  /** True when responses named at least two different origins, each the one that had asked. */
  readonly answersByOrigin: boolean;
  /** True when a request without `Origin` got a 2xx response without `Access-Control-Allow-Origin`. */
  readonly silentWithoutOrigin: boolean;
  /** How many requests said their origin, and how many of these were answered with a status of 500. */
  readonly withOrigin: { readonly count: number; readonly crashed: number };
  /** True when Chromium's local network access checks ended one. */
  readonly localNetworkBlock: boolean;
  /** Preflights by URL and requested method. */
  readonly preflights: ReadonlyMap<string, PreflightSightings>;
}

/** The preflights for one method at one URL that ask for the same headers as the first of them, one after the other. */
export interface PreflightSightings {
  readonly first: Exchange;
  readonly count: number;
  readonly milliseconds: number;
  /** True when DevTools' "Disable cache" made the browser ask each time. */
  readonly cacheDisabled: boolean;
}

/** The key of `Sightings.preflights`. */
export function preflightKey(method: string, url: string): string {
  return `${method} ${url}`;
}

/** Gathers what exchanges show together, in one pass. */
export function sightingsOf(exchanges: readonly Exchange[]): Sightings {
  let allowingPreflight: Exchange | null = null;
  let allowingSuccess: Exchange | null = null;
  let allowingError: Exchange | null = null;
  let silentWithoutOrigin = false;
  let localNetworkBlock = false;
  const echoed = new Set<string>();
  const withOrigin = { count: 0, crashed: 0 };
  const preflights = new Map<string, PreflightSightings>();
  for (const exchange of exchanges) {
    const { method, url, requestHeaders, responseHeaders, status } = exchange;
    const allowOrigin = getHeader(responseHeaders, "Access-Control-Allow-Origin");
    const origin = getHeader(requestHeaders, "Origin");
    const requested = method === "OPTIONS" ? getHeader(requestHeaders, "Access-Control-Request-Method") : null;
    if (requested !== null) addPreflight(preflights, preflightKey(requested, url), exchange);
    if (allowOrigin !== null) {
      if (requested !== null) allowingPreflight ??= exchange;
      else if (isOkStatus(status)) allowingSuccess ??= exchange;
      else if (status >= 400) allowingError ??= exchange;
    }
    if (origin !== null && status > 0) {
      withOrigin.count++;
      if (status === 500) withOrigin.crashed++;
      if (allowOrigin === origin && echoed.size < 2) echoed.add(origin);
    }
    if (origin === null && isOkStatus(status) && allowOrigin === null && exchange.wireHeaders)
      silentWithoutOrigin = true;
    localNetworkBlock ||= isLocalNetworkBlock(exchange);
  }
  return {
    allowingPreflight,
    allowingSuccess,
    allowingError,
    answersByOrigin: echoed.size > 1,
    silentWithoutOrigin,
    withOrigin,
    localNetworkBlock,
    preflights,
  };
}

/** First segments of the paths that scripts fetched with success. */
export function fetchedFolders(exchanges: readonly Exchange[]): Set<string> {
  const fetched = exchanges.filter(
    ({ status, resourceType }) => isOkStatus(status) && /^(fetch|xhr)$/.test(resourceType),
  );
  return new Set(fetched.map(({ url }) => folderOf(url)));
}

/** The first segment of a URL's path: `/api` of `https://app.example/api/orders`. */
export function folderOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*(\/[^/?#]*)?/i.exec(url)?.[1] ?? "";
}

function addPreflight(preflights: Map<string, PreflightSightings>, key: string, exchange: Exchange): void {
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
