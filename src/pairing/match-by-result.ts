import type { ActualCandidate, ActualResult, PreflightCandidate, PreflightResult } from "./candidates.ts";
import { addPair, isPaired, isTaken, type Pairs } from "./pairs.ts";
import {
  endsBefore,
  endsFarFrom,
  isAnsweredAfterEndOf,
  maxDistanceOnIdleMachine,
  startsAfter,
  strictTolerance,
  tolerances,
} from "./timing.ts";

/** Pairs what may belong together by the results of both; results that contradict each other come last. */
export function matchByResult(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  pairs: Pairs,
): void {
  matchResults(preflights, actuals, pairs, true);
}

/** The same without pairs whose results contradict each other, or whose ends are far apart. */
export function matchByCompatibleResult(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  pairs: Pairs,
): void {
  matchResults(preflights, actuals, pairs, false);
}

function matchResults(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  pairs: Pairs,
  allowContradictions: boolean,
): void {
  if (preflights.length === 0 || actuals.length === 0) return;
  const isOpen = (results: readonly PreflightResult[]) => (preflight: PreflightCandidate) =>
    results.includes(preflight.result) && !isPaired(pairs, preflight);
  const isFree = (results: readonly ActualResult[]) => (actual: ActualCandidate) =>
    results.includes(actual.result) && !isTaken(pairs, actual);
  const match = (preflightResults: readonly PreflightResult[], actualResults: readonly ActualResult[]) => {
    for (const tolerance of tolerances) {
      if (!preflights.some(isOpen(preflightResults)) || !actuals.some(isFree(actualResults))) return;
      const open = preflights.filter(isOpen(preflightResults));
      const free = actuals.filter(isFree(actualResults));
      const isClose = tolerance === strictTolerance || !allowContradictions;
      matchInOrder(open, free, { tolerance, isClose }, pairs);
    }
  };
  match(["no-response"], ["network-error"]);
  match(["no-response", "fails"], ["unsent"]);
  // An unsent request always has a failed preflight, an answered one may have used a cached one.
  const undecided = preflights.filter(isOpen(["passes-without-credentials"])).length;
  const unsent = actuals.filter(isFree(["unsent"])).length;
  if (unsent > 0 && undecided > unsent) match(["passes-without-credentials", "passes"], ["unsent", "answered"]);
  else match(["passes-without-credentials"], ["unsent"]);
  match(["passes", "passes-without-credentials"], ["answered"]);
  match(["passes", "passes-without-credentials"], ["network-error"]);
  match(["fails", "passes", "passes-without-credentials", "no-response"], ["unknown"]);
  if (!allowContradictions) return;
  match(["fails", "no-response"], ["network-error"]);
  match(["passes", "passes-without-credentials"], ["unsent", "answered"]);
  match(["fails"], ["answered"]);
}

/**
 * Pairs both lists, each in the order of its starts, first with first, as far as the times allow. Where `isClose`, a request
 * starts before its preflight does, and ends near it.
 */
function matchInOrder(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  { tolerance, isClose }: { readonly tolerance: number; readonly isClose: boolean },
  pairs: Pairs,
): void {
  let next = 0;
  for (const preflight of preflights) {
    let actual = actuals[next];
    while (actual && isOver(actual, preflight, tolerance)) actual = actuals[++next];
    if (!actual) return;
    // The requests of a redirected fetch follow one another, so their times tell them apart.
    const isStrict = isClose || preflight.isLaterHop;
    if (startsAfter(actual, preflight, isStrict ? strictTolerance : tolerance)) continue;
    if (isClose && endsFarFrom(actual, preflight, maxDistanceOnIdleMachine)) continue;
    addPair(pairs, preflight, actual);
    next++;
  }
}

/** True where the request ended too early for the preflight to be its own. */
function isOver(actual: ActualCandidate, preflight: PreflightCandidate, tolerance: number): boolean {
  return endsBefore(actual, preflight, tolerance) || isAnsweredAfterEndOf(actual.exchange, preflight.exchange);
}
