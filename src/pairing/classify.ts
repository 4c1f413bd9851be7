import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";

/** The exchanges that may belong to a cross-origin fetch, each list in the recording's order. */
export interface ClassifiedExchanges {
  readonly preflights: readonly Exchange[];
  readonly actuals: readonly Exchange[];
}

/** Separates preflights from actual requests, and leaves out what is not subject to CORS. */
export function classify(exchanges: readonly Exchange[]): ClassifiedExchanges {
  const preflights: Exchange[] = [];
  const actuals: Exchange[] = [];
  for (const exchange of exchanges) {
    if (isPreflight(exchange)) preflights.push(exchange);
    else if (mayBeFetch(exchange)) actuals.push(exchange);
  }
  return { preflights, actuals };
}

/**
 * True when the recording labels an exchange as a preflight, or labels nothing and the request has a preflight's
 * header.
 */
export function isPreflight(exchange: Exchange): boolean {
  const { resourceType, initiator } = exchange;
  if (resourceType === "preflight" || initiator.type === "preflight") return true;
  return initiator.type === "" && resourceType === "" && isCorsPreflightRequest(exchange);
}

/** False for navigations and sockets, which are not subject to CORS, and for URLs that never reach a server. */
function mayBeFetch({ resourceType, url, method, requestHeaders, initiator }: Exchange): boolean {
  if (resourceType === "document" || resourceType === "websocket") return false;
  if (!url.startsWith("http") && /^(wss?|data|blob|about|chrome|devtools|chrome-extension|moz-extension):/.test(url))
    return false;
  if (resourceType === "fetch" || resourceType === "xhr") return true;
  const mode = getHeader(requestHeaders, "Sec-Fetch-Mode");
  if (mode === "navigate" || mode === "websocket" || opensSocketOrTunnel(method, requestHeaders)) return false;
  return resourceType !== "" || initiator.type !== "" || mode !== null || mayBeFetchByHeaders(requestHeaders);
}

/**
 * True for a WebSocket handshake: a `GET` with a key over HTTP/1.1, a `CONNECT` as for a proxy's tunnel over HTTP/2.
 */
function opensSocketOrTunnel(method: string, headers: Exchange["requestHeaders"]): boolean {
  return method === "CONNECT" || getHeader(headers, "Sec-WebSocket-Key") !== null;
}

/** True for a request with an `Origin`, or without the `Upgrade-Insecure-Requests` that navigations send. */
function mayBeFetchByHeaders(headers: Exchange["requestHeaders"]): boolean {
  return getHeader(headers, "Origin") !== null || getHeader(headers, "Upgrade-Insecure-Requests") === null;
}
