import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import type { History, PreflightFacts } from "./history.ts";
import { serverFact } from "./server-fact.ts";

/** The preflights for a method at a URL; undefined where there are none. */
export function preflightFacts(history: History, method: string, url: string): PreflightFacts | undefined {
  const { tallies } = history;
  if (tallies) return tallies.preflightFacts(method, url);
  return factsByRequest(history.ofUrl(url)).get(requestKey(method, url));
}

const factsByRequest = serverFact((exchanges) => {
  const facts = new Map<string, PreflightFacts>();
  for (const exchange of exchanges) addPreflight(exchange, facts);
  return facts;
});

/** Adds an exchange to the facts, and returns its key as `requestKey` gives it; null where it is no preflight. */
export function addPreflight(exchange: Exchange, facts: Map<string, PreflightFacts>): string | null {
  if (!isCorsPreflightRequest(exchange)) return null;
  const requestedMethod = getHeader(exchange.requestHeaders, "Access-Control-Request-Method") ?? "";
  const key = requestKey(requestedMethod, exchange.url);
  const known = facts.get(key);
  if (!known || mayBeSpared(exchange, known.first)) facts.set(key, withPreflight(known, exchange));
  return key;
}

/** The key of the preflights for a method at a URL. */
export function requestKey(method: string, url: string): string {
  return `${method} ${url}`;
}

/**
 * False for a preflight at the same time as the first, and for other header names: the browser asks for these anyway.
 */
function mayBeSpared(preflight: Exchange, first: Exchange): boolean {
  return !(preflight.startedAt < first.endedAt) && requestedHeaders(preflight) === requestedHeaders(first);
}

function requestedHeaders({ requestHeaders }: Exchange): string | null {
  return getHeader(requestHeaders, "Access-Control-Request-Headers");
}

function withPreflight(facts: PreflightFacts | undefined, preflight: Exchange): PreflightFacts {
  const milliseconds = Math.max(0, preflight.endedAt - preflight.startedAt) || 0;
  return {
    first: facts?.first ?? preflight,
    count: (facts?.count ?? 0) + 1,
    milliseconds: (facts?.milliseconds ?? 0) + milliseconds,
    cacheDisabled: facts?.cacheDisabled || getHeader(preflight.requestHeaders, "Pragma") === "no-cache",
  };
}
