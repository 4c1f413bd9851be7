import type { Step } from "../causes/cause.ts";
import { causesIn } from "../causes/index.ts";
import { type CorsFetch, lastHop } from "../exchange.ts";
import { type CauseMatch, checkResponse, underCredentialsMode } from "./check-response.ts";
import { chromeName, unique, unknownVerdict, type Verdict } from "./outcome.ts";

/** What a response shows under one credentials mode. */
export interface ModeResult {
  readonly credentials: Step["credentials"];
  readonly matches: readonly CauseMatch[];
}

/**
 * What the decisive response shows under each credentials mode that the recording leaves open. The check asks more of a
 * response to a request with credentials: one that passes so passes without.
 */
export function modeResults({ credentials }: CorsFetch, judged: Step | null): ModeResult[] {
  if (credentials !== "unknown") return [modeResult(credentials, judged)];
  const include = modeResult("include", judged);
  return [include.matches.length === 0 ? { credentials: "omit", matches: [] } : modeResult("omit", judged), include];
}

export function modeResult(credentials: ModeResult["credentials"], judged: Step | null): ModeResult {
  return { credentials, matches: judged ? checkResponse(underCredentialsMode(judged, credentials)) : [] };
}

export function actualStepOf(fetch: CorsFetch): Omit<Step, "exchange"> {
  const { origin, method } = lastHop(fetch);
  return {
    name: "actual",
    origin,
    credentials: "omit",
    method,
    headerNames: [],
    isCrossOrigin: true,
    pageOrigin: fetch.origin,
  };
}

export function refusedVerdict(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  const matches = mergeMatches(refusing);
  const firsts = refusing.flatMap(({ matches: [first] }) => (first ? [first] : []));
  const [first] = firsts;
  const sure = first !== undefined && firsts.every(({ cause }) => cause === first.cause);
  const [only] = refusing;
  return {
    ...unknownVerdict(fetch),
    outcome: "refused",
    credentials: refusing.length === 1 && only ? only.credentials : fetch.credentials,
    matches,
    blocking: Math.max(
      0,
      matches.findIndex(({ match }) => match.cause === first?.cause),
    ),
    certainty: sure ? "certain" : "possible",
    alternatives: sure || !first ? [] : otherNames(first, firsts),
  };
}

/** A refusal for which the recording leaves another explanation. */
export function possiblyRefusedVerdict(fetch: CorsFetch, refusing: readonly ModeResult[]): Verdict {
  const verdict = refusedVerdict(fetch, refusing);
  const matches = verdict.matches.map(({ match }) => ({ match, certainty: "possible" as const }));
  return { ...verdict, credentials: fetch.credentials, certainty: "possible", matches };
}

export function endsAtTarget(results: readonly ModeResult[]): boolean {
  return results.every(({ matches: [first] }) => first?.cause.check === "redirect-url");
}

/** Chromium's name of what stops the browser in each of these. */
export function blockingNames(refusing: readonly ModeResult[]): string[] {
  return refusing.flatMap(({ matches: [first] }) => (first ? [chromeName(first)] : []));
}

/** The matches of all results in the browser's order; certain where every result has them. */
export function mergeMatches(results: readonly ModeResult[]): Verdict["matches"] {
  const merged: { readonly match: CauseMatch; count: number }[] = [];
  for (const { matches } of results) {
    for (const match of matches) {
      const known = merged.find(({ match: { cause } }) => cause === match.cause);
      if (known) known.count++;
      else merged.push({ match, count: 1 });
    }
  }
  return merged
    .sort((a, b) => placeOf(a.match) - placeOf(b.match))
    .map(({ match, count }) => ({ match, certainty: count === results.length ? "certain" : "possible" }));
}

function placeOf({ cause, step }: CauseMatch): number {
  return causesIn(step.exchange.browser).indexOf(cause);
}

function otherNames(first: CauseMatch, others: readonly CauseMatch[]): string[] {
  return unique(others.map(chromeName)).filter((name) => name !== chromeName(first));
}
