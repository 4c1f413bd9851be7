import { groupBy } from "../collections.ts";
import { type ActualCandidate, type CandidateGroup, type PreflightCandidate, signatureKey } from "./candidates.ts";
import { matchByNumbering, matchByOffsets } from "./match-by-number.ts";
import { matchByResult } from "./match-by-result.ts";
import { hasHeaders } from "./may-belong.ts";
import { isPaired, isTaken, type Pairs } from "./pairs.ts";
import type { Numbering, RequestOrder } from "./request-numbers.ts";

/**
 * Preflight → its actual request, for one group. The most reliable match comes first, and each takes from what the ones
 * before have left: the group's numbering, equal signatures, the header names that preflights ask for, and then
 * anything.
 */
export function matchGroup(
  group: CandidateGroup,
  order: RequestOrder,
  numbering: Numbering,
): ReadonlyMap<PreflightCandidate, ActualCandidate> {
  const pairs: Pairs = { actualOf: new Map(), taken: new Set() };
  const unpaired = () => group.preflights.filter((preflight) => !isPaired(pairs, preflight));
  const free = () => group.actuals.filter((actual) => !isTaken(pairs, actual));
  const match = (preflights: readonly PreflightCandidate[], actuals: readonly ActualCandidate[]) => {
    if (preflights.length === 0 || actuals.length === 0) return;
    matchByOffsets(preflights, actuals, order, pairs);
    matchByResult(preflights, actuals, pairs);
  };
  matchByNumbering(group, numbering, pairs);
  if (pairs.taken.size === group.preflights.length) return pairs.actualOf;
  const freeBySignature = groupBy(free(), signatureKey);
  for (const [signature, bucket] of groupBy(unpaired(), signatureKey)) {
    match(bucket, freeBySignature.get(signature) ?? []);
  }
  const rest = unpaired();
  if (rest.length === 0 || pairs.taken.size === group.actuals.length) return pairs.actualOf;
  const restByNames = groupBy(rest, ({ nameList }) => nameList);
  if (restByNames.size * free().length <= maxComparisons) {
    for (const bucket of restByNames.values()) {
      const [{ names }] = bucket;
      match(
        bucket,
        free().filter((actual) => hasHeaders(actual, names)),
      );
    }
  }
  match(unpaired(), free());
  return pairs.actualOf;
}

/** Limits the search by header names, which is quadratic only when every request of one URL sends other names. */
const maxComparisons = 1_000_000;
