import type { Exchange } from "./exchange.ts";
import { getHeader } from "./fetch/headers.ts";
import { isLocalNetworkBlock } from "./fetch/local-network.ts";
import { lazy } from "./fetch/memo.ts";
import { originOf } from "./fetch/origin.ts";
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
  /** Foreign origins that were each allowed by name and with credentials; empty when a success allowed another or none. */
  readonly everyOriginWithCredentials: readonly string[];
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

/** What exchanges show together; each fact is looked for when it is first asked for. */
export function sightingsOf(exchanges: readonly Exchange[]): Sightings {
  const firstAllowing = (isKind: (exchange: Exchange) => boolean) =>
    lazy(() => exchanges.find((exchange) => isKind(exchange) && allowOriginOf(exchange) !== null) ?? null);
  const allowingPreflight = firstAllowing(isPreflight);
  const allowingSuccess = firstAllowing((exchange) => isOkStatus(exchange.status) && !isPreflight(exchange));
  const allowingError = firstAllowing((exchange) => exchange.status >= 400 && !isPreflight(exchange));
  const answersByOrigin = lazy(() => {
    const echoing = exchanges.filter((exchange) => exchange.status > 0 && isEchoed(exchange));
    const [origin] = echoing.map(originSent);
    return echoing.some((exchange) => originSent(exchange) !== origin);
  });
  const everyOriginWithCredentials = lazy(() => originsWithCredentials(exchanges));
  const silentWithoutOrigin = lazy(() => exchanges.some(isSilentWithoutOrigin));
  const withOrigin = lazy(() => {
    const sent = exchanges.filter((exchange) => exchange.status > 0 && originSent(exchange) !== null);
    return { count: sent.length, crashed: sent.filter(({ status }) => status === 500).length };
  });
  const localNetworkBlock = lazy(() => exchanges.some(isLocalNetworkBlock));
  const preflights = lazy(() => preflightsOf(exchanges));
  return {
    get allowingPreflight() {
      return allowingPreflight();
    },
    get allowingSuccess() {
      return allowingSuccess();
    },
    get allowingError() {
      return allowingError();
    },
    get answersByOrigin() {
      return answersByOrigin();
    },
    get everyOriginWithCredentials() {
      return everyOriginWithCredentials();
    },
    get silentWithoutOrigin() {
      return silentWithoutOrigin();
    },
    get withOrigin() {
      return withOrigin();
    },
    get localNetworkBlock() {
      return localNetworkBlock();
    },
    get preflights() {
      return preflights();
    },
  };
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

function originsWithCredentials(exchanges: readonly Exchange[]): string[] {
  const foreign = exchanges.filter((exchange) => {
    const origin = originSent(exchange);
    return origin !== null && isOkStatus(exchange.status) && exchange.wireHeaders && origin !== originOf(exchange.url);
  });
  const allowsCredentials = ({ responseHeaders }: Exchange) =>
    getHeader(responseHeaders, "Access-Control-Allow-Credentials") === "true";
  if (!foreign.every(isEchoed)) return [];
  return [...new Set(foreign.filter(allowsCredentials).map((exchange) => originSent(exchange) ?? ""))];
}

function isSilentWithoutOrigin(exchange: Exchange): boolean {
  if (!isOkStatus(exchange.status) || !exchange.wireHeaders) return false;
  return originSent(exchange) === null && allowOriginOf(exchange) === null;
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

function preflightsOf(exchanges: readonly Exchange[]): Map<string, PreflightSightings> {
  const preflights = new Map<string, PreflightSightings>();
  for (const exchange of exchanges) {
    const requested = methodRequested(exchange);
    if (requested !== null) addPreflight(preflights, preflightKey(requested, exchange.url), exchange);
  }
  return preflights;
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
