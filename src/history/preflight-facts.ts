import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import { requestHeadersOf } from "../fetch/recorded-exchange.ts";
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
  const requestedMethod = requestHeadersOf(exchange).requestedMethod ?? "";
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

function requestedHeaders(preflight: Exchange): string | null {
  return requestHeadersOf(preflight).requestedHeaders;
}

function withPreflight(facts: PreflightFacts | undefined, preflight: Exchange): PreflightFacts {
  const milliseconds = Math.max(0, preflight.endedAt - preflight.startedAt) || 0;
  if (!facts) return { first: preflight, count: 1, milliseconds, cacheDisabled: false };
  return {
    first: facts.first,
    count: facts.count + 1,
    milliseconds: facts.milliseconds + milliseconds,
    cacheDisabled: facts.cacheDisabled || [facts.first, preflight].some(disablesCache),
  };
}

function disablesCache({ requestHeaders }: Exchange): boolean {
  return getHeader(requestHeaders, "Pragma") === "no-cache";
}
