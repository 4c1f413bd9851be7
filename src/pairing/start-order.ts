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
  const all = exchanges.filter(({ initiator }) => initiator.type !== "preflight");
  const isExact = all.every((exchange, at) => at === 0 || !startsBefore(exchange, all[at - 1]?.startedAt ?? 0));
  const requests = isExact ? all : all.toSorted(byStart);
  const ranks: number[] = [];
  requests.forEach(({ index }, rank) => {
    ranks[index] = rank;
  });
  return {
    isExact,
    rankOf: ({ index }) => ranks[index],
    startAt: (rank) => requests[rank]?.startedAt,
    votes: new Map(),
  };
}

/** True when an exchange started before `time`, by more than rounding explains. */
export function startsBefore({ startedAt }: Exchange, time: number): boolean {
  return startedAt < time - 1;
}

/** The order of the requests of a recording that is read in parts. */
export interface GrowingStartOrder extends StartOrder {
  /** Takes the next exchange of the recording. */
  readonly add: (exchange: Exchange) => void;
}

/**
 * An order that remembers the latest requests. Where an exchange turns out to be listed out of order, the places of later ones
 * are not known.
 */
export function createStartOrder(): GrowingStartOrder {
  const indexes = new Float64Array(rememberedRequests).fill(-1);
  const ranks = new Float64Array(rememberedRequests);
  const starts = new Float64Array(rememberedRequests);
  let count = 0;
  let latest = Number.NaN;
  let isExact = true;
  return {
    get isExact() {
      return isExact;
    },
    rankOf({ index }) {
      const slot = index % rememberedRequests;
      return isExact && indexes[slot] === index ? ranks[slot] : undefined;
    },
    startAt: (rank) =>
      isExact && rank >= 0 && rank < count && rank >= count - rememberedRequests
        ? starts[rank % rememberedRequests]
        : undefined,
    votes: new Map(),
    add(exchange) {
      if (exchange.initiator.type === "preflight") return;
      if (startsBefore(exchange, latest)) isExact = false;
      latest = exchange.startedAt;
      const slot = exchange.index % rememberedRequests;
      indexes[slot] = exchange.index;
      ranks[slot] = count;
      starts[count % rememberedRequests] = exchange.startedAt;
      count += 1;
    },
  };
}

/** More than are open at one time. */
const rememberedRequests = 1 << 15;
