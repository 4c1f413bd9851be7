import { groupBy } from "../collections.ts";
import {
  type ActualCandidate,
  type CandidateGroup,
  callerKey,
  hasSameSignature,
  type PreflightCandidate,
  type Signature,
} from "./candidates.ts";
import { matchByNumbering, matchByOffsets } from "./match-by-number.ts";
import { matchByResult } from "./match-by-result.ts";
import { hasHeaders } from "./may-belong.ts";
import { isFree, isUnpaired } from "./pairs.ts";
import type { Numbering, RequestOrder } from "./request-numbers.ts";

/**
 * Pairs the preflights of one group with their actual requests. The most reliable match comes first, and each takes from
 * what the ones before have left: the group's numbering, equal signatures, the header names that preflights ask for, and
 * then anything.
 */
export function matchGroup(group: CandidateGroup, order: RequestOrder, numbering: Numbering): void {
  const unpaired = () => group.preflights.filter(isUnpaired);
  const free = () => group.actuals.filter(isFree);
  const match: Match = (preflights, actuals) => {
    // One of each is paired by the results, whatever the numbers say.
    if (preflights.length > 1 || actuals.length > 1) matchByOffsets(preflights, actuals, order, numbering);
    matchByResult(preflights, actuals);
  };
  matchByNumbering(group, order, numbering);
  if (!group.preflights.some(isUnpaired)) return;
  matchSameSignatures(unpaired(), free(), match);
  const rest = unpaired();
  if (rest.length === 0) return;
  const restByNames = groupBy(rest, nameListOf);
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
}

type Match = (preflights: readonly PreflightCandidate[], actuals: readonly ActualCandidate[]) => void;

/** Matches those with equal signatures. In most groups, all that have the same header names have the same caller too. */
function matchSameSignatures(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  match: Match,
): void {
  const preflightsByNames = groupBy(preflights, nameListOf);
  const sameNames = actuals.filter(({ nameList }) => preflightsByNames.has(nameList));
  for (const [nameList, actuals] of groupBy(sameNames, nameListOf)) {
    const preflights = preflightsByNames.get(nameList) ?? [];
    const isOfFirstCaller = (one: Signature) => hasSameSignature(one, actuals[0]);
    if (preflights.every(isOfFirstCaller) && actuals.every(isOfFirstCaller)) match(preflights, actuals);
    else {
      const byCaller = groupBy(actuals, callerKey);
      for (const [caller, bucket] of groupBy(preflights, callerKey)) match(bucket, byCaller.get(caller) ?? []);
    }
  }
}

function nameListOf({ nameList }: Signature): string {
  return nameList;
}

/** Limits the search by header names, which is quadratic only when every request of one URL sends other names. */
const maxComparisons = 1_000_000;
