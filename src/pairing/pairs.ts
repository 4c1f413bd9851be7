import type { ActualCandidate, PreflightCandidate } from "./candidates.ts";

/** The pairs of one group that are found so far. */
export interface Pairs {
  readonly actualOf: Map<PreflightCandidate, ActualCandidate>;
  readonly taken: Set<ActualCandidate>;
}

export function addPair({ actualOf, taken }: Pairs, preflight: PreflightCandidate, actual: ActualCandidate): void {
  actualOf.set(preflight, actual);
  taken.add(actual);
}

export function isPaired({ actualOf }: Pairs, preflight: PreflightCandidate): boolean {
  return actualOf.has(preflight);
}

export function isTaken({ taken }: Pairs, actual: ActualCandidate): boolean {
  return taken.has(actual);
}
