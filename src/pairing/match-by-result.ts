import type { ActualCandidate, ActualResult, PreflightCandidate, PreflightResult } from "./candidates.ts";
import { haveCompatibleResults } from "./may-belong.ts";
import { addPair, isFree, isUnpaired } from "./pairs.ts";
import {
  endsBefore,
  endsFarFrom,
  isAnsweredAfterEndOf,
  looseTolerance,
  maxDistanceOnIdleMachine,
  startsAfter,
  strictTolerance,
  tolerances,
} from "./timing.ts";

/** Pairs what may belong together by the results of both; results that contradict each other come last. */
export function matchByResult(preflights: readonly PreflightCandidate[], actuals: readonly ActualCandidate[]): void {
  matchResults(preflights, actuals, true);
}

/** The same without pairs whose results contradict each other, or whose ends are far apart. */
export function matchByCompatibleResult(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
): void {
  matchResults(preflights, actuals, false);
}

function matchResults(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  allowContradictions: boolean,
): void {
  const preflight = preflights[0];
  const actual = actuals[0];
  if (!preflight || !actual) return;
  if (preflights.length === 1 && actuals.length === 1) {
    // The loose tolerance allows whatever the strict one does.
    const times = { tolerance: looseTolerance, isClose: !allowContradictions };
    if (mayHaveResults(preflight, actual, allowContradictions)) matchInOrder(preflights, actuals, times);
    return;
  }
  const match = (preflightResults: readonly PreflightResult[], actualResults: readonly ActualResult[]) => {
    const isOpen = (one: PreflightCandidate) => isUnpaired(one) && preflightResults.includes(one.result);
    const isFreeFor = (one: ActualCandidate) => isFree(one) && actualResults.includes(one.result);
    for (const tolerance of tolerances) {
      if (!preflights.some(isOpen) || !actuals.some(isFreeFor)) return;
      const open = preflights.filter(isOpen);
      const free = actuals.filter(isFreeFor);
      const isClose = tolerance === strictTolerance || !allowContradictions;
      matchInOrder(open, free, { tolerance, isClose });
    }
  };
  match(["no-response"], ["network-error"]);
  match(["no-response", "fails"], ["unsent"]);
  // An unsent request always has a failed preflight, an answered one may have used a cached one.
  const undecided = preflights.filter((one) => isUnpaired(one) && one.result === "passes-without-credentials").length;
  const unsent = actuals.filter((one) => isFree(one) && one.result === "unsent").length;
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

/** True when one of the steps above pairs these results. */
function mayHaveResults(preflight: PreflightCandidate, actual: ActualCandidate, allowContradictions: boolean): boolean {
  if (allowContradictions) return preflight.result !== "no-response" || actual.result !== "answered";
  return haveCompatibleResults(preflight, actual);
}

/**
 * Pairs both lists, each in the order of its starts, first with first, as far as the times allow. Where `isClose`, a request
 * starts before its preflight does, and ends near it.
 */
function matchInOrder(
  preflights: readonly PreflightCandidate[],
  actuals: readonly ActualCandidate[],
  { tolerance, isClose }: { readonly tolerance: number; readonly isClose: boolean },
): void {
  let next = 0;
  for (const preflight of preflights) {
    let actual = actuals[next];
    while (actual && isOver(actual, preflight, tolerance)) actual = actuals[++next];
    if (!actual) return;
    // The requests of a redirected fetch follow one another, so their times tell them apart.
    const isStrict = isClose || preflight.hop !== undefined;
    if (startsAfter(actual, preflight, isStrict ? strictTolerance : tolerance)) continue;
    if (isClose && endsFarFrom(actual, preflight, maxDistanceOnIdleMachine)) continue;
    addPair(preflight, actual);
    next++;
  }
}

/** True where the request ended too early for the preflight to be its own. */
function isOver(actual: ActualCandidate, preflight: PreflightCandidate, tolerance: number): boolean {
  return endsBefore(actual, preflight, tolerance) || isAnsweredAfterEndOf(actual.exchange, preflight.exchange);
}
