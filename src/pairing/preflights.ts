import { groupBy, sortUnlessSorted } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { ambiguousPreflightsIn } from "./ambiguous-preflights.ts";
import {
  actualCandidate,
  byNumber,
  byRank,
  type CandidateGroup,
  preflightCandidate,
  requestNumberOf,
} from "./candidates.ts";
import { matchGroup } from "./match-group.ts";
import { likeliestOffsets, numberingOf, vote, voteInGroup } from "./request-numbers.ts";
import { type SameRequests, sameRequests } from "./same-requests.ts";
import type { StartOrder } from "./start-order.ts";
import { byStart, isOpenDuring } from "./timing.ts";

/** Which preflight belongs to which request. */
export interface PreflightMatches {
  /** Actual request → its own preflight. */
  readonly preflightOf: ReadonlyMap<Exchange, Exchange>;
  /** Actual request → other preflights that may be its own as well, with other responses. */
  readonly ambiguousPreflightsOf: ReadonlyMap<Exchange, readonly Exchange[]>;
}

/** Matches by Chromium's request ids where the recording has both, else by everything else that is recorded. */
export function matchPreflights(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  order: StartOrder,
): PreflightMatches {
  if (!actuals.some(isIdentified)) return matchWithoutIds(preflights, actuals, order);
  const identified = groupBy(actuals.filter(isIdentified), ({ requestId }) => requestId);
  const matchedById = new Map<Exchange, Exchange>();
  const otherPreflights: Exchange[] = [];
  for (const preflight of preflights) {
    const hops = identified.get(preflight.initiator.requestId);
    const own = hops?.find((hop) => hop.url === preflight.url && !matchedById.has(hop));
    if (own) matchedById.set(own, preflight);
    else if (!hops) otherPreflights.push(preflight);
  }
  const otherActuals = actuals.filter((actual) => !isIdentified(actual));
  if (otherActuals.length === 0) return { preflightOf: matchedById, ambiguousPreflightsOf: new Map() };
  const { preflightOf, ambiguousPreflightsOf } = matchWithoutIds(otherPreflights, otherActuals, order);
  return { preflightOf: new Map([...matchedById, ...preflightOf]), ambiguousPreflightsOf };
}

function isIdentified({ requestId }: Exchange): boolean {
  return requestId !== "";
}

/**
 * HAR links no request to its preflight, so they are matched by URL, method, header names, origin and page. Where these
 * are equal, Chromium's request numbers and the results of both decide; where those are equal too, the order of starts.
 */
function matchWithoutIds(
  preflights: readonly Exchange[],
  actuals: readonly Exchange[],
  startOrder: StartOrder,
): PreflightMatches {
  const { votes, rankOf } = startOrder;
  const hops = hopsAmong(preflights);
  const preflightOf = new Map<Exchange, Exchange>();
  const groups: CandidateGroup[] = [];
  for (const same of sameRequests(preflights, actuals)) {
    const preflight = same.preflights[0];
    const actual = same.actuals[0];
    if (!preflight || !actual) continue;
    const isOnly = same.preflights.length === 1 && same.actuals.length === 1;
    if (isOnly && isOpenDuring(actual, preflight)) {
      preflightOf.set(actual, preflight);
      if (!hops.get(preflight)) vote(votes, requestNumberOf(preflight), rankOf(actual) ?? 0);
    } else {
      groups.push(candidateGroup(same, rankOf, hops));
    }
  }
  for (const group of groups) voteInGroup(group, votes);
  const order = { ...startOrder, isExact: startOrder.isExact, offsets: likeliestOffsets(votes) };
  const ambiguousPreflightsOf = new Map<Exchange, readonly Exchange[]>();
  for (const group of groups) {
    const numbering = numberingOf(group, order);
    matchGroup(group, order, numbering);
    for (const { exchange, actual } of group.preflights) if (actual) preflightOf.set(actual.exchange, exchange);
    for (const [actual, ambiguousPreflights] of ambiguousPreflightsIn(group, numbering)) {
      ambiguousPreflightsOf.set(actual.exchange, ambiguousPreflights);
    }
  }
  return { preflightOf, ambiguousPreflightsOf };
}

/** Each preflight whose number others have too → its place among these in the order of their starts, from 0. */
function hopsAmong(preflights: readonly Exchange[]): ReadonlyMap<Exchange, number> {
  const firsts = new Map<string, Exchange>();
  const repeated = new Map<string, Exchange[]>();
  for (const preflight of preflights) {
    const { requestId } = preflight.initiator;
    if (requestId === "") continue;
    const first = firsts.get(requestId);
    if (!first) firsts.set(requestId, preflight);
    else {
      const same = repeated.get(requestId) ?? [first];
      same.push(preflight);
      repeated.set(requestId, same);
    }
  }
  return new Map([...repeated.values()].flatMap((same) => same.sort(byStart).map((one, place) => [one, place])));
}

function candidateGroup(
  { preflights, actuals }: SameRequests,
  rankOf: StartOrder["rankOf"],
  hops: ReadonlyMap<Exchange, number>,
): CandidateGroup {
  const actualCandidates = actuals.map((actual) => actualCandidate(actual, rankOf(actual)));
  const checkCredentials = actualCandidates.some(({ result }) => result === "unsent");
  const candidates = preflights.map((preflight) =>
    preflightCandidate(preflight, { checkCredentials, hop: hops.get(preflight) }),
  );
  return { preflights: sortUnlessSorted(candidates, byNumber), actuals: sortUnlessSorted(actualCandidates, byRank) };
}
