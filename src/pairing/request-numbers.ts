import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import {
  type ActualCandidate,
  byEnd,
  type CandidateGroup,
  groupBy,
  type Pairs,
  type PreflightCandidate,
  type RequestNumber,
} from "./candidates.ts";
import { mayBelong, mayBeOne, onBusyMachine, overlap } from "./timing.ts";

/** For each renderer process: what was subtracted from a request number to get a rank, and how often. */
export type Votes = Map<string, Map<number, number>>;

export function vote(votes: Votes, { process, number }: RequestNumber, rank: number): void {
  if (Number.isNaN(number)) return;
  const ofProcess = votes.get(process) ?? new Map<number, number>();
  votes.set(process, ofProcess);
  ofProcess.set(number - rank, (ofProcess.get(number - rank) ?? 0) + 1);
}

/** The votes of requests with one URL: of all that may belong together, most do at the right offset. */
export function voteOf({ preflights, actuals }: CandidateGroup, votes: Votes): void {
  for (const preflight of preflights.slice(0, 64)) {
    for (const actual of actuals.slice(0, 128)) if (mayBelong(preflight, actual)) vote(votes, preflight, actual.rank);
  }
}

/** What to subtract from a request number to get a place in the list, for each renderer process, the likeliest first. */
export type Offsets = ReadonlyMap<string, readonly number[]>;

export function likeliestOffsets(votes: Votes): Map<string, number[]> {
  const likeliest = (counts: [number, number][]) => {
    const [first, ...others] = counts.sort((a, b) => b[1] - a[1]).slice(0, 3);
    return [first, ...others.filter(([, count]) => first && count * 2 > first[1])].flatMap((found) => found?.[0] ?? []);
  };
  return new Map([...votes].map(([process, counts]) => [process, likeliest([...counts])]));
}

/** What the numbers of a group's preflights say: which request each names, and whether that is beyond doubt. */
export interface Numbering {
  /** Preflight → place of its request; empty where no offset explains the group. */
  readonly rankOf: ReadonlyMap<PreflightCandidate, number>;
  /** True where each names a request that may be its own. */
  readonly complete: boolean;
}

/**
 * The offset that explains a group: the likeliest of the recording, or, for many preflights, one of their own, since
 * requests that no recording holds, as one that a policy stopped, have numbers too, and move the offset of all later ones.
 */
export function numberingOf(group: CandidateGroup, likeliest: Offsets, exact: boolean): Numbering {
  const { preflights, actuals } = group;
  const rankOf = new Map<PreflightCandidate, number>();
  let complete = exact;
  if (!exact) return { rankOf, complete };
  const byRank = new Map(actuals.map((actual) => [actual.rank, actual]));
  const votes: Votes = new Map();
  voteOf(group, votes);
  const ofGroup = likeliestOffsets(votes);
  for (const [process, members] of groupBy(preflights, (preflight) => preflight.process)) {
    const isExplained = (offset: number) => (preflight: PreflightCandidate) => {
      const named = byRank.get(preflight.number - offset);
      return named !== undefined && isLike(preflight, named) && mayBeOne(preflight, named);
    };
    const own = members.length < fewPreflights ? [] : (ofGroup.get(process) ?? []);
    const choices = [...(likeliest.get(process)?.slice(0, 1) ?? []), ...own].map((offset) => ({
      offset,
      explained: members.filter(isExplained(offset)).length,
    }));
    const [best] = choices.sort((a, b) => b.explained - a.explained);
    if (!best || best.explained < members.length) complete = false;
    if (!best || best.explained < members.length * 0.8) continue;
    for (const preflight of members) rankOf.set(preflight, preflight.number - best.offset);
  }
  return { rankOf, complete };
}

/** So few may be explained by a wrong offset as well. */
const fewPreflights = 8;

/** Pairs what the numbers name. */
export function matchNamed(
  { preflights, actuals }: CandidateGroup,
  { rankOf }: Numbering,
  pairs: Pairs,
  taken: Set<ActualCandidate>,
): void {
  const byRank = new Map(actuals.map((actual) => [actual.rank, actual]));
  for (const preflight of preflights) {
    const named = byRank.get(rankOf.get(preflight) ?? Number.NaN);
    if (!named || taken.has(named) || !isLike(preflight, named) || !mayBeOne(preflight, named)) continue;
    pairs.set(preflight, named);
    taken.add(named);
  }
}

/**
 * For each request that was stopped, the preflights that may have stopped it. Where all of a group got one answer, it
 * matters to nobody which is whose.
 */
export function ambiguousPreflightsIn(
  { preflights, actuals }: CandidateGroup,
  numbering: Numbering,
): Map<ActualCandidate, readonly Exchange[]> {
  const ambiguousPreflights = new Map<ActualCandidate, readonly Exchange[]>();
  if (numbering.complete) return ambiguousPreflights;
  const stopping = preflights.filter(({ result }) => result !== "passes").sort(byEnd);
  if (new Set(stopping.map(answerOf)).size < 2) return ambiguousPreflights;
  const open = actuals.filter(({ exchange }) => exchange.status === 0).sort(byEnd);
  let from = 0;
  for (const actual of open) {
    const isOver = ({ exchange }: PreflightCandidate) =>
      exchange.endedAt < actual.exchange.endedAt - onBusyMachine.later;
    for (let first = stopping[from]; first && isOver(first); first = stopping[from]) from++;
    const near: Exchange[] = [];
    for (const preflight of stopping.slice(from, from + maxAmbiguousPreflights)) {
      if (preflight.exchange.endedAt > actual.exchange.endedAt + onBusyMachine.earlier) break;
      const distance = Math.abs((numbering.rankOf.get(preflight) ?? actual.rank) - actual.rank);
      if (distance > farthestRank || !isLike(preflight, actual)) continue;
      if (overlap(actual.exchange, preflight.exchange)) near.push(preflight.exchange);
    }
    if (near.length > 0) ambiguousPreflights.set(actual, near);
  }
  return ambiguousPreflights;
}

/** Requests of several threads may stand a few places from where their numbers are. */
const farthestRank = 4;

/** Bounds the search in bursts of requests that all end at once. */
const maxAmbiguousPreflights = 200;

/** Equal for preflights with the same answer. */
function answerOf({ exchange: { status, error, responseHeaders } }: PreflightCandidate): string {
  const values = ["Origin", "Credentials", "Methods", "Headers"].map((name) =>
    getHeader(responseHeaders, `Access-Control-Allow-${name}`),
  );
  return [status, error, ...values].join("\n");
}

/** Whether the request has the header names that the preflight asks for. */
function isLike({ names, signature }: PreflightCandidate, actual: ActualCandidate): boolean {
  if (signature === actual.signature) return true;
  return names.every((name) => getHeader(actual.exchange.requestHeaders, name) !== null);
}
