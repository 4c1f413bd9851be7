import { groupBy, lazy } from "../collections.ts";
import type { ActualCandidate, CandidateGroup, PreflightCandidate, RequestNumber } from "./candidates.ts";
import { mayBelong, mayBelongByNames } from "./may-belong.ts";
import type { StartOrder, Votes } from "./start-order.ts";

/** The order in which requests started, and how it relates to Chromium's request numbers. */
export interface RequestOrder extends Pick<StartOrder, "isExact" | "startAt"> {
  readonly offsets: Offsets;
}

/** Renderer process → what to subtract from a request number to get a rank, the likeliest first. */
export type Offsets = ReadonlyMap<string, readonly number[]>;

/** Counts the offset of one pair. */
export function vote(votes: Votes, { process, number }: RequestNumber, rank: number): void {
  if (Number.isNaN(number)) return;
  let ofProcess = votes.get(process);
  if (!ofProcess) {
    ofProcess = new Map();
    votes.set(process, ofProcess);
  }
  ofProcess.set(number - rank, (ofProcess.get(number - rank) ?? 0) + 1);
}

/** Counts the offsets of all pairs of a group that may belong together: most of these have the right offset. */
export function voteInGroup({ preflights, actuals }: CandidateGroup, votes: Votes): void {
  for (const preflight of preflights.slice(0, maxVotingPreflights)) {
    if (preflight.hop) continue;
    for (const actual of actuals.slice(0, maxVotingActuals)) {
      if (mayBelong(preflight, actual)) vote(votes, preflight, actual.rank);
    }
  }
}

const maxVotingPreflights = 64;
const maxVotingActuals = 128;

/** The offset of each process with the most votes, and up to two others that have more than half as many. */
export function likeliestOffsets(votes: Votes): Offsets {
  return new Map([...votes].map(([process, counts]) => [process, likeliestOf(counts)]));
}

function likeliestOf(counts: ReadonlyMap<number, number>): number[] {
  const [first, ...others] = [...counts].sort((a, b) => b[1] - a[1]).slice(0, maxOffsets);
  if (!first) return [];
  return [first, ...others.filter(([, count]) => count * 2 > first[1])].map(([offset]) => offset);
}

export const maxOffsets = 3;

/** Which request each preflight of a group names by its number. */
export interface Numbering {
  /** The rank of a preflight's request; NaN where no offset explains the group. */
  readonly rankOf: (preflight: PreflightCandidate) => number;
  /** True when each preflight names a request that may be its own. */
  readonly isComplete: boolean;
}

/**
 * The numbering by the offset that explains most of a group: the likeliest of the recording or, for many preflights,
 * one of the group's own. Requests that are not recorded, such as those that a policy stopped, have numbers too, and
 * change the offset of all later ones.
 */
export function numberingOf(group: CandidateGroup, { isExact, offsets }: RequestOrder): Numbering {
  if (!isExact) return { rankOf: () => Number.NaN, isComplete: false };
  const ownOffsets = lazy(() => {
    const votes: Votes = new Map();
    voteInGroup(group, votes);
    return likeliestOffsets(votes);
  });
  const numbered = group.preflights.filter(({ hop }) => !hop);
  let isComplete = numbered.length === group.preflights.length;
  const offsetOf = new Map<string, number>();
  for (const [process, members] of groupBy(numbered, (preflight) => preflight.process)) {
    const own = members.length < minPreflightsForOwnOffset ? [] : (ownOffsets().get(process) ?? []);
    let best = { offset: Number.NaN, explained: -1 };
    for (const offset of new Set([...(offsets.get(process)?.slice(0, 1) ?? []), ...own])) {
      const explained = countExplained(members, offset, group.actuals);
      if (explained > best.explained) best = { offset, explained };
    }
    if (best.explained < members.length) isComplete = false;
    if (best.explained >= members.length * 0.8) offsetOf.set(process, best.offset);
  }
  return { rankOf: rankByOffset((process) => offsetOf.get(process)), isComplete };
}

/** The rank that a preflight's number names, by the offset of its process; NaN where that is unknown. */
export function rankByOffset(offsetOf: (process: string) => number | undefined): Numbering["rankOf"] {
  return ({ number, process, hop }) => (hop ? Number.NaN : number - (offsetOf(process) ?? Number.NaN));
}

/** How many preflights name a request that may be their own where this is subtracted from their numbers. */
function countExplained(
  preflights: readonly PreflightCandidate[],
  offset: number,
  actuals: readonly ActualCandidate[],
): number {
  let count = 0;
  for (const preflight of preflights) {
    const named = actualAtRank(actuals, preflight.number - offset);
    if (named && mayBelongByNames(preflight, named)) count++;
  }
  return count;
}

/** Fewer preflights than these may be explained by a wrong offset as well. */
const minPreflightsForOwnOffset = 8;

/** The last of the requests with this rank, in a list that is sorted by the ranks. */
export function actualAtRank(actuals: readonly ActualCandidate[], rank: number): ActualCandidate | undefined {
  let [from, to] = [0, actuals.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((actuals[middle] as ActualCandidate).rank <= rank) from = middle + 1;
    else to = middle;
  }
  const found = actuals[from - 1];
  return found?.rank === rank ? found : undefined;
}
