import type { ActualCandidate, PreflightCandidate } from "./candidates.ts";

/** Pairs both, so that neither is matched again. */
export function addPair(preflight: PreflightCandidate, actual: ActualCandidate): void {
  preflight.actual = actual;
  actual.isTaken = true;
}

export function isUnpaired({ actual }: PreflightCandidate): boolean {
  return actual === null;
}

export function isFree({ isTaken }: ActualCandidate): boolean {
  return !isTaken;
}
