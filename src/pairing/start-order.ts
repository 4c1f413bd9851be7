import { lazy } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { byStart } from "./timing.ts";

/** Renderer process → offset → how many pairs of a preflight and a request that may belong together have it. */
export type Votes = Map<string, Map<number, number>>;

/** The order in which the requests of a recording started, preflights left out. */
export interface StartOrder {
  /** True when the order is that of the requests' creation; false when it is known to a millisecond only. */
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
 * of the ends, and the order of their starts is known to a millisecond only.
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
function startsBefore({ startedAt }: Exchange, time: number): boolean {
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
  let count = 0;
  let latest = Number.NaN;
  let listed = createRing();
  /** The latest requests by their starts, where the recording lists them in another order; the places before them. */
  let sorted: ListedRequest[] | null = null;
  let placesBefore = 0;
  return {
    get isExact() {
      return sorted === null;
    },
    rankOf({ index, startedAt, endedAt }) {
      if (!sorted) return listed.rankOf(index);
      const at = placeIn(sorted, { index, startedAt, endedAt });
      return sorted[at]?.index === index ? placesBefore + at : undefined;
    },
    startAt: (rank) => (sorted ? sorted[rank - placesBefore] : listed.at(rank))?.startedAt,
    votes,
    add(exchange) {
      if (exchange.initiator.type === "preflight") return;
      const { index, startedAt, endedAt } = exchange;
      if (!sorted && startsBefore(exchange, latest)) {
        sorted = listed.all().sort(byStart);
        placesBefore = count - sorted.length;
        listed = createRing();
      }
      latest = startedAt;
      if (sorted) {
        const request = { index, startedAt, endedAt };
        sorted.splice(placeIn(sorted, request), 0, request);
        if (sorted.length > 2 * rememberedRequests) {
          sorted = sorted.slice(rememberedRequests);
          placesBefore += rememberedRequests;
        }
      } else listed.add({ index, startedAt, endedAt });
      count += 1;
      if (count % votePeriod === 0) for (const [process, counts] of votes) votes.set(process, halve(counts));
    },
  };
}

type ListedRequest = Pick<Exchange, "index" | "startedAt" | "endedAt">;

/** Where a request is, or belongs, in a list that is sorted by the starts. */
function placeIn(sorted: readonly ListedRequest[], request: ListedRequest): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = sorted[middle];
    if (other && byStart(other, request) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The latest requests in the order in which they are listed, and their places. */
function createRing() {
  const requests: ListedRequest[] = [];
  const rankByIndex = new Map<number, number>();
  let count = 0;
  const at = (rank: number): ListedRequest | undefined =>
    rank >= count - rememberedRequests && rank < count ? requests[rank % rememberedRequests] : undefined;
  return {
    at,
    rankOf: (index: number) => rankByIndex.get(index),
    all: () => requests.toSorted((a, b) => a.index - b.index),
    add(request: ListedRequest) {
      const slot = count % rememberedRequests;
      const forgotten = requests[slot];
      if (forgotten) rankByIndex.delete(forgotten.index);
      requests[slot] = request;
      rankByIndex.set(request.index, count);
      count += 1;
    },
  };
}

/** Requests after which a vote counts half: those that are not recorded move the offset of all later ones. */
const votePeriod = 4096;

function halve(counts: ReadonlyMap<number, number>): Map<number, number> {
  const halves = [...counts].map(([offset, count]) => [offset, count / 2] as const);
  return new Map(halves.filter(([, count]) => count >= 1));
}

/** More than are open at one time. */
const rememberedRequests = 1 << 14;
