import type { Exchange } from "../exchange.ts";
import { isRedirect } from "../fetch/status.ts";
import { byStart, looseTolerance } from "./timing.ts";

/**
 * The exchanges of a recording that later ones may still belong to. Exchanges may belong together where they have the same URL,
 * where one redirects to the URL of the other, or where they have the same request number, as long as not more than the largest
 * tolerance of pairing lies between them. So all of them leave the window together, once this time has passed.
 */
export interface PairingWindow {
  /** Takes the next exchange of the recording. */
  readonly add: (exchange: Exchange) => void;
  /** Removes the exchanges that nothing can belong to any more, and returns them in the recording's order. */
  readonly takeSettled: () => Exchange[];
  /** Removes all exchanges, and returns them in the recording's order. */
  readonly takeAll: () => Exchange[];
  /** True where more exchanges were open at one time than a window holds, so that some had to leave it early. */
  readonly wasFull: () => boolean;
}

/** Exchanges that may belong together. */
interface Related {
  exchanges: Exchange[];
  keys: string[];
  /** When the last of them ended. */
  end: number;
}

/** A window without exchanges; it holds at most about `limit` of them. */
export function createPairingWindow(limit = maxExchanges): PairingWindow {
  const byKey = new Map<string, Related>();
  const open = new Set<Related>();
  let size = 0;
  let latestStart = Number.NEGATIVE_INFINITY;
  let isInOrder = true;
  let isFull = false;

  const take = (taken: Iterable<Related>): Exchange[] => {
    const exchanges: Exchange[] = [];
    for (const related of taken) {
      for (const key of related.keys) if (byKey.get(key) === related) byKey.delete(key);
      open.delete(related);
      size -= related.exchanges.length;
      for (const exchange of related.exchanges) exchanges.push(exchange);
    }
    return exchanges;
  };

  const mayStillGrow = ({ end }: Related, time: number) => !(end + (isInOrder ? maxGap : maxDelayOutOfOrder) < time);

  const merge = (into: Related, other: Related) => {
    for (const exchange of other.exchanges) into.exchanges.push(exchange);
    for (const key of other.keys) {
      into.keys.push(key);
      byKey.set(key, into);
    }
    into.end = Math.max(into.end, other.end);
    open.delete(other);
  };

  /** Lets go of what ended first, until half of the window is free. */
  const makeRoom = (): Exchange[] => {
    const left: Exchange[] = [];
    for (const related of [...open].sort((a, b) => a.end - b.end)) {
      if (size <= limit / 2) break;
      const isOld = related.end + maxGap < latestStart;
      const isLarge = related.exchanges.length > limit / 4;
      if (isLarge && !isOld) for (const exchange of takeEarlierHalf(related)) left.push(exchange);
      else {
        if (!isOld) isFull = true;
        for (const exchange of take([related])) left.push(exchange);
      }
    }
    return left;
  };

  const takeEarlierHalf = (related: Related): Exchange[] => {
    const ordered = related.exchanges.toSorted(byStart);
    const { cut, isIdle } = bestCut(ordered);
    if (!isIdle) isFull = true;
    related.exchanges = ordered.slice(cut);
    related.end = endOf(related.exchanges, latestStart);
    size -= cut;
    return ordered.slice(0, cut);
  };

  /** What had to leave the window before it settled. */
  let early: Exchange[] = [];

  return {
    add(exchange) {
      const start = timeOf(exchange.startedAt, latestStart);
      const end = timeOf(exchange.endedAt, latestStart);
      // Another recording begins, or the clock was set back.
      if (end < latestStart - maxDelayOutOfOrder) {
        for (const one of take([...open])) early.push(one);
        latestStart = start;
      }
      if (start < latestStart - 1) isInOrder = false;
      latestStart = Math.max(latestStart, start);
      const own: Related = { exchanges: [exchange], keys: [], end };
      open.add(own);
      size += 1;
      let related = own;
      for (const key of keysOf(exchange)) {
        const known = byKey.get(key);
        if (known === related) continue;
        if (known && mayStillGrow(known, start)) {
          const [large, small] =
            known.exchanges.length < related.exchanges.length ? [related, known] : [known, related];
          merge(large, small);
          related = large;
        }
        related.keys.push(key);
        byKey.set(key, related);
      }
      if (size > limit) for (const one of makeRoom()) early.push(one);
    },
    takeSettled() {
      const settled = take([...open].filter((related) => !mayStillGrow(related, latestStart)));
      const taken = early.length === 0 ? settled : [...early, ...settled];
      early = [];
      return taken.sort(byIndex);
    },
    takeAll() {
      const taken = [...early, ...take([...open])];
      early = [];
      return taken.sort(byIndex);
    },
    wasFull: () => isFull,
  };
}

/** Several times as many as a browser has open at once. */
const maxExchanges = 8000;

/**
 * Milliseconds between the end of one exchange and the start of another that may belong to it: the largest tolerance of pairing,
 * and what rounding adds.
 */
const maxGap = looseTolerance + 500;

/**
 * Milliseconds by which an exchange may be listed after one that started later, in a recording that is not in the order of starts:
 * as long as a request usually takes at most.
 */
const maxDelayOutOfOrder = 300_000;

function keysOf(exchange: Exchange): string[] {
  const { url, redirectUrl, requestId, initiator } = exchange;
  const keys = [url];
  if (redirectUrl !== "" && isRedirect(exchange)) keys.push(redirectUrl);
  // The prefix makes it no URL.
  if (requestId !== "") keys.push(`# ${requestId}`);
  if (initiator.requestId !== "") keys.push(`# ${initiator.requestId}`);
  return keys;
}

/** The time, or the latest known one where it is not recorded. */
function timeOf(time: number, latest: number): number {
  return Number.isNaN(time) ? latest : time;
}

/**
 * Where to cut exchanges in the order of their starts: at the longest time in which none of them was open, or else in which none of
 * them started, because a preflight starts right after its request.
 */
function bestCut(ordered: readonly Exchange[]): { readonly cut: number; readonly isIdle: boolean } {
  let [idleCut, longestIdle, cut, longest] = [0, 0, ordered.length >> 1, 0];
  let [end, start] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [at, { startedAt, endedAt }] of ordered.entries()) {
    const isCandidate = at >= ordered.length / 4;
    if (isCandidate && startedAt - end > longestIdle) [idleCut, longestIdle] = [at, startedAt - end];
    if (isCandidate && startedAt - start > longest) [cut, longest] = [at, startedAt - start];
    end = Math.max(end, endedAt);
    start = startedAt;
  }
  return idleCut > 0 ? { cut: idleCut, isIdle: true } : { cut, isIdle: false };
}

function endOf(exchanges: readonly Exchange[], latest: number): number {
  return exchanges.reduce((end, { endedAt }) => Math.max(end, timeOf(endedAt, latest)), Number.NEGATIVE_INFINITY);
}

function byIndex(a: Exchange, b: Exchange): number {
  return a.index - b.index;
}
