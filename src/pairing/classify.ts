import type { Exchange, Recording } from "../exchange.ts";
import { hasHeader } from "../fetch/headers.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import { originHeaderOf, requestHeadersOf } from "../fetch/recorded-exchange.ts";
import { linkedUrlsOf, staysAtOwnOrigin } from "./own-origin.ts";

/** The exchanges that may belong to a cross-origin fetch, each list in the recording's order. */
export interface ClassifiedExchanges {
  readonly preflights: readonly Exchange[];
  readonly actuals: readonly Exchange[];
}

/** Separates preflights from actual requests, and leaves out what is not subject to CORS. */
export function classify(exchanges: readonly Exchange[], pages: Recording["pages"]): ClassifiedExchanges {
  const preflights: Exchange[] = [];
  const others: Exchange[] = [];
  for (const exchange of exchanges) (isPreflight(exchange) ? preflights : others).push(exchange);
  const linkedUrls = linkedUrlsOf(preflights, others);
  const actuals: Exchange[] = [];
  for (const exchange of others) {
    if (!staysAtOwnOrigin(exchange, linkedUrls, pages) && mayBeFetch(exchange)) actuals.push(exchange);
  }
  return { preflights, actuals };
}

/**
 * True when the recording labels an exchange as a preflight, or labels nothing and the request has a preflight's
 * header.
 */
export function isPreflight(exchange: Exchange): boolean {
  const { resourceType, initiator } = exchange;
  if (resourceType === "preflight") return true;
  return initiator.type === "" && resourceType === "" && isCorsPreflightRequest(exchange);
}

/** False for navigations and sockets, which are not subject to CORS, and for URLs that never reach a server. */
function mayBeFetch(exchange: Exchange): boolean {
  const { resourceType, url, method, initiator } = exchange;
  if (resourceType === "document" || resourceType === "websocket") return false;
  if (!url.startsWith("http") && /^(wss?|data|blob|about|chrome|devtools|chrome-extension|moz-extension):/.test(url))
    return false;
  if (resourceType === "fetch" || resourceType === "xhr") return true;
  const { mode, hasWebSocketKey } = requestHeadersOf(exchange);
  if (mode === "navigate" || mode === "websocket") return false;
  // A WebSocket handshake is a `GET` with a key over HTTP/1.1, and a `CONNECT` as for a proxy's tunnel over HTTP/2.
  if (method === "CONNECT" || hasWebSocketKey) return false;
  return resourceType !== "" || initiator.type !== "" || mode !== null || mayBeFetchByHeaders(exchange);
}

/** True for a request with an `Origin`, or without the `Upgrade-Insecure-Requests` that navigations send. */
function mayBeFetchByHeaders(exchange: Exchange): boolean {
  return originHeaderOf(exchange) !== null || !hasHeader(exchange.requestHeaders, "Upgrade-Insecure-Requests");
}
