import type { Step } from "../causes/cause.ts";
import { causesIn } from "../causes/index.ts";
import { type CorsFetch, lastHop } from "../exchange.ts";
import { type Hit, judge, withMode } from "./check-response.ts";
import { chromeName, nothing, unique, type Verdict } from "./outcome.ts";

/** What a response shows under one credentials mode. */
export interface World {
  readonly credentials: Step["credentials"];
  readonly hits: readonly Hit[];
}

/**
 * What the decisive response shows under each credentials mode that the recording leaves open. The check asks more of a
 * response to a request with credentials: one that passes so passes without.
 */
export function worldsOf({ credentials }: CorsFetch, judged: Step | null): World[] {
  if (credentials !== "unknown") return [judgeWith(credentials, judged)];
  const include = judgeWith("include", judged);
  return [include.hits.length === 0 ? { credentials: "omit", hits: [] } : judgeWith("omit", judged), include];
}

export function judgeWith(credentials: World["credentials"], judged: Step | null): World {
  return { credentials, hits: judged ? judge(withMode(judged, credentials)) : [] };
}

export function emptyStep(fetch: CorsFetch): Omit<Step, "exchange"> {
  const { origin, method } = lastHop(fetch);
  return {
    name: "actual",
    origin,
    credentials: "omit",
    method,
    headerNames: [],
    crossOrigin: true,
    pageOrigin: fetch.origin,
  };
}

export function refused(fetch: CorsFetch, refusing: readonly World[]): Verdict {
  const hits = mergeHits(refusing);
  const firsts = refusing.flatMap(({ hits: [first] }) => (first ? [first] : []));
  const [first] = firsts;
  const sure = first !== undefined && firsts.every(({ cause }) => cause === first.cause);
  const [only] = refusing;
  return {
    ...nothing(fetch),
    outcome: "refused",
    credentials: refusing.length === 1 && only ? only.credentials : fetch.credentials,
    hits,
    blocking: Math.max(
      0,
      hits.findIndex(({ hit }) => hit.cause === first?.cause),
    ),
    certainty: sure ? "certain" : "possible",
    alternatives: sure || !first ? [] : otherNames(first, firsts),
  };
}

/** A refusal for which the recording leaves another explanation. */
export function doubted(fetch: CorsFetch, refusing: readonly World[]): Verdict {
  const verdict = refused(fetch, refusing);
  const hits = verdict.hits.map(({ hit }) => ({ hit, certainty: "possible" as const }));
  return { ...verdict, credentials: fetch.credentials, certainty: "possible", hits };
}

export function endsAtTarget(worlds: readonly World[]): boolean {
  return worlds.every(({ hits: [first] }) => first?.cause.check === "redirect-url");
}

/** Chromium's name of what stops the browser in each of these. */
export function firstNames(refusing: readonly World[]): string[] {
  return refusing.flatMap(({ hits: [first] }) => (first ? [chromeName(first)] : []));
}

/** The hits of all worlds in the browser's order; certain where every world has them. */
export function mergeHits(worlds: readonly World[]): Verdict["hits"] {
  const merged: { readonly hit: Hit; count: number }[] = [];
  for (const { hits } of worlds) {
    for (const hit of hits) {
      const known = merged.find(({ hit: { cause } }) => cause === hit.cause);
      if (known) known.count++;
      else merged.push({ hit, count: 1 });
    }
  }
  return merged
    .sort((a, b) => placeOf(a.hit) - placeOf(b.hit))
    .map(({ hit, count }) => ({ hit, certainty: count === worlds.length ? "certain" : "possible" }));
}

function placeOf({ cause, step }: Hit): number {
  return causesIn(step.exchange.browser).indexOf(cause);
}

function otherNames(first: Hit, others: readonly Hit[]): string[] {
  return unique(others.map(chromeName)).filter((name) => name !== chromeName(first));
}
