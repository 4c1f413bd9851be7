import { lazy } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { byStart } from "./timing.ts";

/** Renderer process → offset → how many pairs of a preflight and a request that may belong together have it. */
export type Votes = Map<string, Map<number, number>>;

/** The order in which the requests of a recording started, preflights left out. */
export interface StartOrder {
  /**
   * True when the order may be that of the requests' creation, also within a millisecond; false when it is known to a
   * millisecond only.
   */
  readonly isExact: boolean;
  /** The place of a request in this order; undefined for a preflight, and where it is not known any more. */
  readonly rankOf: (exchange: Exchange) => number | undefined;
  /** When the request at a place started; undefined where there is none. */
  readonly startAt: (rank: number) => number | undefined;
  /** What pairs of preflights and requests say of the requests' numbers. */
  readonly votes: Votes;
}

/**
 * The order of all requests of a whole recording. `getHAR()` lists them so, and its order is exact; events come in the order
 * of the ends, and the order of their starts is known to a millisecond only. Where events were sorted by their starts, the
 * requests of one millisecond are still in the order of their ends.
 */
export function startOrderOf(exchanges: readonly Exchange[]): StartOrder {
  const all: Exchange[] = [];
  let isExact = true;
  let latest = Number.NaN;
  for (const exchange of exchanges) {
    if (exchange.initiator.type === "preflight") continue;
    if (startsBefore(exchange, latest)) isExact = false;
    latest = exchange.startedAt;
    all.push(exchange);
  }
  const requests = isExact ? all : all.toSorted(byStart);
  const ranks = lazy(() => {
    const rankByIndex: number[] = [];
    requests.forEach(({ index }, rank) => {
      rankByIndex[index] = rank;
    });
    return rankByIndex;
  });
  return {
    isExact,
    rankOf: ({ index }) => ranks()[index],
    startAt: (rank) => requests[rank]?.startedAt,
    votes: new Map(),
  };
}

/** True when an exchange started before `time`, by more than rounding explains. */
function startsBefore({ startedAt }: Pick<Exchange, "startedAt">, time: number): boolean {
  return startedAt < time - 1;
}

/** The order of the requests of a recording that is read in parts. */
export interface GrowingStartOrder extends StartOrder {
  /** Takes the next exchange of the recording. */
  readonly add: (exchange: Exchange) => void;
}

/** An order that remembers the latest requests only: the places of earlier ones are undefined. */
export function createStartOrder(): GrowingStartOrder {
  const votes: Votes = new Map();
  const latestRequests = createRequestList();
  let count = 0;
  let latest = Number.NEGATIVE_INFINITY;
  let isExact = true;
  /** The places before those of the latest requests. */
  let placesBefore = 0;
  const firstPlace = () => (isExact ? Math.max(0, latestRequests.length() - rememberedRequests) : 0);
  const forget = (number: number) => {
    latestRequests.removeFirst(number);
    placesBefore += number;
  };
  return {
    get isExact() {
      return isExact;
    },
    rankOf(request) {
      const place = isExact ? latestRequests.placeByIndex(request) : latestRequests.placeByStart(request);
      const isKnown = place >= firstPlace() && latestRequests.at(place)?.index === request.index;
      return isKnown ? placesBefore + place : undefined;
    },
    startAt(rank) {
      const place = rank - placesBefore;
      return place < firstPlace() ? undefined : latestRequests.at(place)?.startedAt;
    },
    votes,
    add(exchange) {
      const { index, initiator, endedAt } = exchange;
      if (initiator.type === "preflight") return;
      // A start that is not recorded has no place among the others, and nothing could be found behind it.
      const startedAt = Number.isNaN(exchange.startedAt) ? latest : exchange.startedAt;
      const request = { index, startedAt, endedAt };
      if (isExact && startsBefore(request, latest)) {
        forget(firstPlace());
        latestRequests.sortByStart();
        isExact = false;
      }
      latest = startedAt;
      latestRequests.insert(isExact ? latestRequests.length() : latestRequests.placeByStart(request), request);
      if (latestRequests.length() > 2 * rememberedRequests) forget(rememberedRequests);
      count += 1;
      if (count % votePeriod === 0) for (const [process, counts] of votes) votes.set(process, halve(counts));
    },
  };
}

type ListedRequest = Pick<Exchange, "index" | "startedAt" | "endedAt">;

/**
 * Up to twice `rememberedRequests` and one more. They are numbers in three arrays, because three objects for each of 32,000 requests
 * make every garbage collection longer.
 */
function createRequestList() {
  const indexes = new Float64Array(2 * rememberedRequests + 1);
  const [starts, ends] = [indexes.slice(), indexes.slice()];
  let length = 0;
  const requestAt = (place: number): ListedRequest => ({
    index: indexes[place] as number,
    startedAt: starts[place] as number,
    endedAt: ends[place] as number,
  });
  const put = (place: number, { index, startedAt, endedAt }: ListedRequest) => {
    indexes[place] = index;
    starts[place] = startedAt;
    ends[place] = endedAt;
  };
  return {
    length: () => length,
    at: (place: number) => (place < length ? requestAt(place) : undefined),
    /** Where a request is, or belongs, in a list in the order of the indexes. */
    placeByIndex: ({ index }: ListedRequest) => placeIn(length, (place) => (indexes[place] as number) < index),
    /** The same in a list in the order of the starts. */
    placeByStart: (request: ListedRequest) => placeIn(length, (place) => byStart(requestAt(place), request) < 0),
    insert(place: number, request: ListedRequest) {
      if (place < length) for (const column of [indexes, starts, ends]) column.copyWithin(place + 1, place, length);
      put(place, request);
      length += 1;
    },
    removeFirst(number: number) {
      for (const column of [indexes, starts, ends]) column.copyWithin(0, number, length);
      length -= number;
    },
    sortByStart() {
      const sorted = Array.from({ length }, (_, place) => requestAt(place)).sort(byStart);
      for (const [place, request] of sorted.entries()) put(place, request);
    },
  };
}

/** The first place in a sorted list for which this is false. Mostly, that is near the end. */
function placeIn(length: number, isBefore: (place: number) => boolean): number {
  let [from, to] = [0, length];
  for (let step = 1; from < to; step *= 2) {
    const place = Math.max(0, to - step);
    if (isBefore(place)) {
      from = place + 1;
      break;
    }
    to = place;
  }
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Requests after which a vote counts half: those that are not recorded move the offset of all later ones. */
const votePeriod = 4096;

function halve(counts: ReadonlyMap<number, number>): Map<number, number> {
  const halves = [...counts].map(([offset, count]) => [offset, count / 2] as const);
  return new Map(halves.filter(([, count]) => count >= 1));
}

/** More than are open at one time. */
const rememberedRequests = 1 << 14;
