import { groupBy } from "../collections.ts";
import { type ActualCandidate, byEnd, type CandidateGroup, type PreflightCandidate } from "./candidates.ts";
import { matchByCompatibleResult } from "./match-by-result.ts";
import { mayBelong, mayBelongByNames } from "./may-belong.ts";
import { addPair, isFree, isUnpaired } from "./pairs.ts";
import { actualAtRank, maxOffsets, type Numbering, type RequestOrder, rankByOffset } from "./request-numbers.ts";

/** Pairs each preflight with the request that the group's numbering names, where nothing contradicts that. */
export function matchByNumbering(
  { preflights, actuals }: CandidateGroup,
  { startAt }: RequestOrder,
  { rankOf }: Numbering,
): void {
  const actualsByStart = groupBy(actuals, ({ rank }) => startAt(rank));
  for (const [start, bucket] of groupBy(preflights, (preflight) => startAt(rankOf(preflight)))) {
    const named = actualsByStart.get(start) ?? [];
    if (!isInOrder(bucket, named, rankOf)) continue;
    for (const preflight of bucket) {
      const actual = actualAtRank(named, rankOf(preflight));
      if (actual && isFree(actual) && mayBelongByNames(preflight, actual)) addPair(preflight, actual);
    }
  }
}

/**
 * Pairs each preflight with the request that the group's numbering names, or else the recording's likeliest offsets. Chromium
 * numbers requests as they start, so a preflight's number names its request once the offset is known.
 */
export function matchByOffsets(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  { startAt, isExact, offsets }: RequestOrder,
  numbering: Numbering,
): void {
  const actualsByStart = groupBy(actuals, ({ rank }) => startAt(rank));
  for (let choice = -1; choice < maxOffsets; choice++) {
    const rankOf = choice < 0 ? numbering.rankOf : rankByOffset((process) => offsets.get(process)?.[choice]);
    for (const [start, bucket] of groupBy(preflights.filter(isUnpaired), (preflight) => startAt(rankOf(preflight)))) {
      const free = start === undefined ? [] : (actualsByStart.get(start) ?? []).filter(isFree);
      if (isExact && isInOrder(bucket, free, rankOf)) {
        for (const preflight of bucket) {
          const named = actualAtRank(free, rankOf(preflight));
          if (named) matchByCompatibleResult([preflight], [named]);
        }
      } else {
        // Within one millisecond, a request that was never sent ends just after its own preflight does.
        matchByCompatibleResult(bucket.toSorted(byEnd), free.toSorted(byEnd));
      }
    }
  }
}

/**
 * False when the number of a preflight names a request of one millisecond that cannot be its own, and another one of these can:
 * events then brought these requests in the order of their ends.
 */
function isInOrder(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  rankOf: Numbering["rankOf"],
): boolean {
  return preflights.every((preflight) => {
    const isFitting = (actual: ActualCandidate | undefined) => actual && mayBelong(preflight, actual);
    return isFitting(actualAtRank(actuals, rankOf(preflight))) || !actuals.some(isFitting);
  });
}
