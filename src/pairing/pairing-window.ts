import type { Exchange } from "../exchange.ts";
import { createListOrder, isBefore } from "./list-order.ts";
import { createGroups, endOf, type Group, isRelated, type Related } from "./related.ts";
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
  /** True where an exchange was listed so late that others which may belong to it had left. */
  readonly wasLate: () => boolean;
}

/** A window without exchanges; it holds at most about `limit` of them. */
export function createPairingWindow(limit = maxExchanges): PairingWindow {
  const order = createListOrder();
  let latestStart = Number.NEGATIVE_INFINITY;
  let earliestStart = Number.POSITIVE_INFINITY;
  /** When the last of those ended that have left. */
  let leftUntil = Number.NEGATIVE_INFINITY;
  let isFull = false;
  let isLate = false;
  /** What has left and is not taken yet. */
  let left: Exchange[] = [];

  const mayStillGrow = (end: number, time: number) =>
    !(end + (order.isOfStarts() ? maxGap : maxDelayOutOfOrder) < time);
  const groups = createGroups(mayStillGrow);

  const leave = (group: Group) => {
    leftUntil = Math.max(leftUntil, endOf(group));
    groups.take(group, left);
  };

  const leaveWhere = (mayLeave: (end: number) => boolean) => {
    leftUntil = Math.max(leftUntil, groups.takeWhere(mayLeave, left));
  };

  /** Lets go of what ended first, until half of the window is free. */
  const makeRoom = () => {
    for (const group of groups.all().toSorted((a, b) => endOf(a) - endOf(b))) {
      if (groups.size() <= limit / 2) break;
      const isOld = endOf(group) + maxGap < latestStart;
      if (!isOld && isRelated(group) && group.exchanges.length > limit / 4) leaveEarlierHalf(group);
      else {
        if (!isOld) isFull = true;
        leave(group);
      }
    }
  };

  const leaveEarlierHalf = (related: Related) => {
    const ordered = related.exchanges.toSorted(byStart);
    const { cut, isIdle } = bestCut(ordered);
    if (!isIdle) isFull = true;
    const earlier = ordered.slice(0, cut);
    for (const exchange of earlier) left.push(exchange);
    leftUntil = Math.max(leftUntil, latestEnd(earlier, latestStart));
    const later = ordered.slice(cut);
    groups.keep(related, later, latestEnd(later, latestStart));
  };

  const takeLeft = () => {
    const taken = left;
    left = [];
    return taken.sort(byIndex);
  };

  return {
    add(exchange) {
      const start = timeOf(exchange.startedAt, latestStart);
      const end = timeOf(exchange.endedAt, latestStart);
      // Another recording begins, or the clock was set back.
      if (end < latestStart - maxDelayOutOfOrder) {
        if (!(end + looseTolerance < earliestStart)) isLate = true;
        leaveWhere(() => true);
        latestStart = start;
        earliestStart = start;
        leftUntil = Number.NEGATIVE_INFINITY;
      } else if (isBefore(start, latestStart) && start < leftUntil + looseTolerance) isLate = true;
      order.add(start, end, latestStart);
      latestStart = Math.max(latestStart, start);
      earliestStart = Math.min(earliestStart, start);
      groups.add(exchange, start, end);
      if (groups.size() > limit) makeRoom();
    },
    takeSettled() {
      const isSettled = (end: number) => !mayStillGrow(end, latestStart);
      if (isSettled(groups.earliestEnd())) leaveWhere(isSettled);
      return takeLeft();
    },
    takeAll() {
      leaveWhere(() => true);
      return takeLeft();
    },
    wasFull: () => isFull,
    wasLate: () => isLate,
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
 * Milliseconds by which an exchange may be listed after one that started later, in a recording that is not known to be in the order
 * of starts: as long as a request usually takes at most.
 */
const maxDelayOutOfOrder = 300_000;

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

function latestEnd(exchanges: readonly Exchange[], latest: number): number {
  return exchanges.reduce((end, { endedAt }) => Math.max(end, timeOf(endedAt, latest)), Number.NEGATIVE_INFINITY);
}

function byIndex(a: Exchange, b: Exchange): number {
  return a.index - b.index;
}
