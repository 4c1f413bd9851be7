import { groupBy } from "../collections.ts";
import { type ActualCandidate, byEnd, type CandidateGroup, type PreflightCandidate } from "./candidates.ts";
import { matchByCompatibleResult } from "./match-by-result.ts";
import { hasRequestedHeaders, mayBelong, mayBelongByResult } from "./may-belong.ts";
import { addPair, isFree, isUnpaired } from "./pairs.ts";
import { actualAtRank, maxOffsets, type Numbering, type RequestOrder } from "./request-numbers.ts";

/** Pairs each preflight with the request that the group's numbering names, where nothing contradicts that. */
export function matchByNumbering({ preflights, actuals }: CandidateGroup, { rankOf }: Numbering): void {
  for (const preflight of preflights) {
    const named = actualAtRank(actuals, rankOf(preflight));
    if (!named || named.isTaken) continue;
    if (mayBelongByResult(preflight, named) && hasRequestedHeaders(named, preflight)) addPair(preflight, named);
  }
}

/**
 * Pairs each preflight with the request that the recording's likeliest offsets name. Chromium numbers requests as they
 * start, so a preflight's number names its request once the offset is known.
 */
export function matchByOffsets(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  { startAt, isExact, offsets }: RequestOrder,
): void {
  const rankOf = ({ number, process, isLaterHop }: PreflightCandidate, choice: number) =>
    isLaterHop ? Number.NaN : number - (offsets.get(process)?.[choice] ?? Number.NaN);
  const isByRank = isExact && isConsistent(preflights, actuals, (preflight) => rankOf(preflight, 0));
  // Where the order is not exact, requests of one millisecond have one place.
  const placeOf = (rank: number) => (isByRank ? rank : startAt(rank));
  const actualsByPlace = groupBy(actuals, ({ rank }) => placeOf(rank));
  for (let choice = 0; choice < maxOffsets; choice++) {
    const named = preflights.filter((one) => isUnpaired(one) && !Number.isNaN(rankOf(one, choice)));
    if (named.length === 0) return;
    for (const [place, bucket] of groupBy(named, (preflight) => placeOf(rankOf(preflight, choice)))) {
      const free = place === undefined ? [] : (actualsByPlace.get(place) ?? []).filter(isFree);
      // Within one millisecond, a request that was never sent ends just after its own preflight does.
      if (free.length > 1) matchByCompatibleResult(bucket.toSorted(byEnd), free.toSorted(byEnd));
      else matchByCompatibleResult(bucket, free);
    }
  }
}

/** False when a preflight's number names a request that cannot be its own: the list is not in the order of creation. */
function isConsistent(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  rankOf: (preflight: PreflightCandidate) => number,
): boolean {
  return preflights.every((preflight) => {
    const named = actualAtRank(actuals, rankOf(preflight));
    return named === undefined || mayBelong(preflight, named);
  });
}
