import { sortUnlessSorted } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
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
): ReadonlyMap<ActualCandidate, readonly Exchange[]> {
  if (numbering.isComplete) return none;
  const stopping = preflights.filter(({ result }) => result !== "passes");
  const first = stopping[0];
  if (!first || stopping.every((preflight) => hasSameResponse(preflight, first))) return none;
  sortUnlessSorted(stopping, byEnd);
  const ambiguousPreflights = new Map<ActualCandidate, readonly Exchange[]>();
  const stopped = sortUnlessSorted(
    actuals.filter(({ exchange }) => exchange.status === 0),
    byEnd,
  );
  let from = 0;
  for (const actual of stopped) {
    const { endedAt } = actual.exchange;
    const isTooEarly = ({ exchange }: PreflightCandidate) =>
      exchange.endedAt < endedAt - maxDistanceOnBusyMachine.later;
    for (let first = stopping[from]; first && isTooEarly(first); first = stopping[from]) from++;
    const near: Exchange[] = [];
    for (let at = from; at < Math.min(from + maxPreflights, stopping.length); at++) {
      const preflight = stopping[at] as PreflightCandidate;
      if (preflight.exchange.endedAt > endedAt + maxDistanceOnBusyMachine.earlier) break;
      const distance = Math.abs(numbering.rankOf(preflight) - actual.rank);
      if (distance > maxRankDistance || !hasRequestedHeaders(actual, preflight)) continue;
      if (isOpenDuring(actual.exchange, preflight.exchange)) near.push(preflight.exchange);
    }
    if (near.length > 0) ambiguousPreflights.set(actual, near);
  }
  return ambiguousPreflights;
}

const none: ReadonlyMap<ActualCandidate, readonly Exchange[]> = new Map();

/** Requests of several threads may be recorded a few places away from where their numbers are. */
const maxRankDistance = 4;

/** Limits the search in bursts of requests that all end at once. */
const maxPreflights = 200;

/** True for preflights with the same response, as far as CORS is concerned. */
function hasSameResponse({ exchange: a }: PreflightCandidate, { exchange: b }: PreflightCandidate): boolean {
  const ofA = corsHeadersOf(a);
  const ofB = corsHeadersOf(b);
  return (
    a.status === b.status &&
    a.error === b.error &&
    ofA.allowOrigin === ofB.allowOrigin &&
    ofA.allowCredentials === ofB.allowCredentials &&
    ofA.allowMethods === ofB.allowMethods &&
    ofA.allowHeaders === ofB.allowHeaders
  );
}
