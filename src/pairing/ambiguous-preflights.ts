import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { type ActualCandidate, byEnd, type CandidateGroup, type PreflightCandidate } from "./candidates.ts";
import { hasRequestedHeaders } from "./may-belong.ts";
import type { Numbering } from "./request-numbers.ts";
import { isOpenDuring, maxDistanceOnBusyMachine } from "./timing.ts";

/**
 * For each request without a response, the preflights that may have stopped it. Empty where the numbers leave no doubt,
 * and where all preflights that may have stopped a request got the same response: then any of them explains it.
 */
export function ambiguousPreflightsIn(
  { preflights, actuals }: CandidateGroup,
  numbering: Numbering,
): Map<ActualCandidate, readonly Exchange[]> {
  const ambiguousPreflights = new Map<ActualCandidate, readonly Exchange[]>();
  if (numbering.isComplete) return ambiguousPreflights;
  const stopping = preflights.filter(({ result }) => result !== "passes").sort(byEnd);
  if (new Set(stopping.map(responseKey)).size < 2) return ambiguousPreflights;
  const stopped = actuals.filter(({ exchange }) => exchange.status === 0).sort(byEnd);
  let from = 0;
  for (const actual of stopped) {
    const { endedAt } = actual.exchange;
    const isTooEarly = ({ exchange }: PreflightCandidate) =>
      exchange.endedAt < endedAt - maxDistanceOnBusyMachine.later;
    for (let first = stopping[from]; first && isTooEarly(first); first = stopping[from]) from++;
    const near: Exchange[] = [];
    for (const preflight of stopping.slice(from, from + maxPreflights)) {
      if (preflight.exchange.endedAt > endedAt + maxDistanceOnBusyMachine.earlier) break;
      const distance = Math.abs((numbering.rankOf.get(preflight) ?? actual.rank) - actual.rank);
      if (distance > maxRankDistance || !hasRequestedHeaders(actual, preflight)) continue;
      if (isOpenDuring(actual.exchange, preflight.exchange)) near.push(preflight.exchange);
    }
    if (near.length > 0) ambiguousPreflights.set(actual, near);
  }
  return ambiguousPreflights;
}

/** Requests of several threads may be recorded a few places away from where their numbers are. */
const maxRankDistance = 4;

/** Limits the search in bursts of requests that all end at once. */
const maxPreflights = 200;

/** Equal for preflights with the same response, as far as CORS is concerned. */
function responseKey({ exchange: { status, error, responseHeaders } }: PreflightCandidate): string {
  const values = ["Origin", "Credentials", "Methods", "Headers"].map((name) =>
    getHeader(responseHeaders, `Access-Control-Allow-${name}`),
  );
  return [status, error, ...values].join("\n");
}
