import type { Exchange } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import { corsHeadersOf, originHeaderOf } from "../fetch/recorded-exchange.ts";
import { isOkStatus } from "../fetch/status.ts";
import type { CountWithOrigin, History } from "./history.ts";
import { serverFact } from "./server-fact.ts";

// What all exchanges with one URL, or with one server, show together.

/** The first preflight whose response has an `Access-Control-Allow-Origin`, or null. */
export const firstPreflightWithAllowOrigin = serverFact((exchanges) =>
  firstWithAllowOrigin(exchanges, isCorsPreflightRequest),
);

/**
 * The first exchange with a 2xx status and `Access-Control-Allow-Origin`, preflights left out; null if there is none.
 */
export const firstSuccessWithAllowOrigin = serverFact((exchanges) =>
  firstWithAllowOrigin(exchanges, (exchange) => isOkStatus(exchange.status) && !isCorsPreflightRequest(exchange)),
);

/**
 * The first exchange with a status from 400 and `Access-Control-Allow-Origin`, preflights left out; null if there is
 * none.
 */
export const firstErrorWithAllowOrigin = serverFact((exchanges) =>
  firstWithAllowOrigin(exchanges, (exchange) => exchange.status >= 400 && !isCorsPreflightRequest(exchange)),
);

function firstWithAllowOrigin(
  exchanges: readonly Exchange[],
  isKind: (exchange: Exchange) => boolean,
): Exchange | null {
  return exchanges.find((exchange) => isKind(exchange) && allowOriginOf(exchange) !== null) ?? null;
}

/** True when responses named at least two different origins, each the origin that the request was sent with. */
export const allowsSeveralOriginsByName = serverFact((exchanges) => {
  const echoing = exchanges.filter((exchange) => exchange.status > 0 && echoesOrigin(exchange));
  const [origin] = echoing.map(originHeaderOf);
  return echoing.some((exchange) => originHeaderOf(exchange) !== origin);
});

/**
 * The other origins that the server allowed by name and with credentials. Empty when a successful response allowed
 * another origin than the one that was sent, or none.
 */
export const originsAllowedWithCredentials = serverFact((exchanges): string[] => {
  const server = originOf(exchanges[0]?.url ?? "");
  const origins = new Set<string>();
  for (const exchange of exchanges) {
    if (!isOkStatus(exchange.status) || !exchange.hasWireHeaders) continue;
    const origin = originHeaderOf(exchange);
    if (origin === null || origin === server) continue;
    if (allowOriginOf(exchange) !== origin) return [];
    if (corsHeadersOf(exchange).allowCredentials === "true") origins.add(origin);
  }
  return [...origins];
});

/** True when a request without `Origin` got a 2xx response without `Access-Control-Allow-Origin`. */
export const lacksAllowOriginWithoutOrigin = serverFact((exchanges) =>
  exchanges.some(
    (exchange) =>
      isOkStatus(exchange.status) &&
      exchange.hasWireHeaders &&
      originHeaderOf(exchange) === null &&
      allowOriginOf(exchange) === null,
  ),
);

/** How the server of this URL responded to requests with an `Origin`. */
export function countWithOrigin({ tallies, ofServer }: History, url: string): CountWithOrigin {
  return tallies ? tallies.countWithOrigin(url) : countAmong(ofServer(url));
}

const countAmong = serverFact((exchanges): CountWithOrigin => {
  const sent = exchanges.filter(isAnsweredWithOrigin);
  return { count: sent.length, crashed: sent.filter(({ status }) => status === 500).length };
});

/** True for a request with an `Origin` that got a response. */
export function isAnsweredWithOrigin(exchange: Exchange): boolean {
  return exchange.status > 0 && originHeaderOf(exchange) !== null;
}

/** The first segments of the paths that scripts fetched with success, each as `firstPathSegment` gives it. */
export const firstPathSegmentsFetched = serverFact((exchanges) => {
  const fetched = exchanges.filter(
    ({ status, resourceType }) => isOkStatus(status) && /^(fetch|xhr)$/.test(resourceType),
  );
  return new Set(fetched.map(({ url }) => firstPathSegment(url)));
});

/** The first segment of a URL's path, with its slash: `/api` of `https://app.example/api/orders`; "" without a path. */
export function firstPathSegment(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*(\/[^/?#]*)?/i.exec(url)?.[1] ?? "";
}

function allowOriginOf(exchange: Exchange): string | null {
  return corsHeadersOf(exchange).allowOrigin;
}

function echoesOrigin(exchange: Exchange): boolean {
  const origin = originHeaderOf(exchange);
  return origin !== null && origin === allowOriginOf(exchange);
}
