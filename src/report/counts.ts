import type { Diagnosis } from "../diagnosis.ts";
import { isAllowed, isBlocked, isFailed, isRefused, isUnknown } from "../diagnosis.ts";
import type { CountedFetches, CountedRefusal, DiagnosedSource } from "./format.ts";

/** How many fetches of a source ended in which way. */
export interface FetchCounts {
  readonly all: number;
  readonly refused: number;
  readonly failed: number;
  readonly unknown: number;
  readonly allowed: number;
  /** Those of the unknown ones that the browser kept from the page. */
  readonly unknownBlocked: number;
  /** Those of the blocked ones that a baseline accepts. */
  readonly accepted: number;
}

/** Counts the fetches of a source: those with a diagnosis, those that are counted with one, and those that are only counted. */
export function countsOf({ diagnoses, accepted, counted }: Counted): FetchCounts {
  const of = (isCounted: (diagnosis: Diagnosis) => boolean) => fetchCount(diagnoses.filter(isCounted));
  const among = (isCounted: (refusal: CountedRefusal) => boolean) =>
    (counted?.blocked ?? []).filter(isCounted).reduce((sum, { count }) => sum + count, 0);
  const [refused, failed, unknown, allowed] = [
    of(isRefused) + (counted?.refused ?? 0),
    of(isFailed) + (counted?.failed ?? 0),
    of(isUnknown) + (counted?.unknown ?? 0),
    of(isAllowed) + (counted?.allowed ?? 0),
  ];
  return {
    all: refused + failed + unknown + allowed,
    refused,
    failed,
    unknown,
    allowed,
    unknownBlocked:
      of((diagnosis) => isUnknown(diagnosis) && isBlocked(diagnosis)) + among(({ outcome }) => outcome === "unknown"),
    accepted: fetchCount([...(accepted ?? [])]) + among(({ isAccepted }) => isAccepted),
  };
}

type Counted = Pick<DiagnosedSource, "diagnoses" | "accepted" | "counted">;

/** What is only counted in several sources together. */
export function countedIn(sources: readonly DiagnosedSource[]): { readonly counted?: CountedFetches } {
  const [first, ...others] = sources.flatMap(({ counted }) => counted ?? []);
  if (!first) return {};
  const add = (one: CountedFetches, other: CountedFetches) => ({
    refused: one.refused + other.refused,
    failed: one.failed + other.failed,
    unknown: one.unknown + other.unknown,
    allowed: one.allowed + other.allowed,
    blocked: [...one.blocked, ...other.blocked],
  });
  return { counted: others.reduce(add, first) };
}

/** How many fetches had no response when the recordings of these sources ended. */
export function pendingIn(sources: readonly DiagnosedSource[]): number {
  return sources.reduce((sum, { pending = 0 }) => sum + pending, 0);
}

/** How many fetches these diagnoses stand for. */
export function fetchCount(diagnoses: readonly Diagnosis[]): number {
  return diagnoses.reduce((sum, { alike }) => sum + 1 + (alike?.count ?? 0), 0);
}

/** True where a source has blocked fetches that no baseline accepts, among those that are only counted. */
export function countsNewlyBlocked({ counted }: Pick<DiagnosedSource, "counted">): boolean {
  return counted?.blocked.some(({ isAccepted }) => !isAccepted) ?? false;
}
