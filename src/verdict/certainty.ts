import { causesIn } from "../causes/index.ts";
import { groupBy, unique } from "../collections.ts";
import type { Certainty } from "../diagnosis.ts";
import type { CorsFetch } from "../exchange.ts";
import type { CauseMatch } from "./check-response.ts";
import { blockingNames, type ModeResult } from "./credentials-modes.ts";
import { chromeName, type PossibleMatch, unknownVerdict, type Verdict } from "./outcome.ts";

// Decides what is `certain` and what is `possible`. Nothing else in the engine decides it, except that each reason,
// look-alike and stack says how strong its own evidence is.

/**
 * The verdict on a fetch that the browser refused. What stopped the browser is certain where every credentials mode that
 * is still open stops it for the same cause. Another match is certain where every one of these modes shows it.
 */
export function refusedVerdict(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  const matches = mergeMatches(refusing);
  const [result] = refusing;
  const first = result?.matches[0];
  const isSame = refusing.every(({ matches: [own] }) => own?.cause === first?.cause);
  return {
    ...unknownVerdict(fetch),
    outcome: "refused",
    credentials: refusing.length === 1 && result ? result.credentials : fetch.credentials,
    matches,
    blocking: matches.findIndex(({ match }) => match === first),
    certainty: isSame ? "certain" : "possible",
    alternatives: isSame ? [] : unique(blockingNames(refusing)).slice(1),
  };
}

/** The verdict on a fetch that the browser refused, where the recording leaves another explanation than these causes. */
export function possiblyRefusedVerdict(
  fetch: CorsFetch,
  refusing: readonly ModeResult[],
  otherNames: readonly string[] = [],
): Verdict {
  return asPossible({ ...refusedVerdict(fetch, refusing), credentials: fetch.credentials }, otherNames);
}

/** The verdict with nothing certain any more, and with these names among its alternatives. */
export function asPossible(verdict: Verdict, otherNames: readonly string[]): Verdict {
  return {
    ...withPossibleBlocking(verdict, otherNames),
    matches: possibleMatches(verdict.matches.map(({ match }) => match)),
  };
}

/** The verdict with doubt about what stopped the browser, and none about what the headers show. */
export function withPossibleBlocking(verdict: Verdict, otherNames: readonly string[] = []): Verdict {
  const first = verdict.matches[verdict.blocking];
  return {
    ...verdict,
    certainty: verdict.certainty && "possible",
    alternatives: unique([...verdict.alternatives, ...otherNames]).filter(
      (name) => !first || name !== chromeName(first.match),
    ),
  };
}

/** Marks every match as possible. */
export function possibleMatches(matches: readonly CauseMatch[]): PossibleMatch[] {
  return matches.map((match) => ({ match, certainty: "possible" }));
}

/** The weaker of two certainties. */
export function weaker(a: Certainty, b: Certainty): Certainty {
  return a === "possible" ? a : b;
}

/** The matches of all results in the browser's order; a match is certain where every result has it. */
export function mergeMatches(results: readonly ModeResult[]): PossibleMatch[] {
  const [first] = results;
  // As in most refusals: they depend on no credentials.
  if (first && results.every(({ matches }) => matches === first.matches))
    return first.matches.map((match) => ({ match, certainty: "certain" }));
  const byCause = groupBy(
    results.flatMap(({ matches }) => matches),
    ({ cause }) => cause,
  );
  return [...byCause.values()]
    .sort(([a], [b]) => orderOf(a) - orderOf(b))
    .map((same) => ({ match: same[0], certainty: same.length === results.length ? "certain" : "possible" }));
}

function orderOf({ cause, step }: CauseMatch): number {
  return causesIn(step.exchange.browser).indexOf(cause);
}
