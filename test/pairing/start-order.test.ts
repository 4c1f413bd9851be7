import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/exchange.ts";
import { RecordedExchange } from "../../src/fetch/recorded-exchange.ts";
import { createStartOrder, startOrderOf } from "../../src/pairing/start-order.ts";

// The order in which the requests of a recording started, known from all of it or from what was read of it so far.

interface Recorded {
  readonly at: number;
  readonly takes?: number;
  readonly type?: string;
}

function exchangesOf(all: readonly Recorded[]): Exchange[] {
  return all.map(({ at, takes = 10, type = "script" }, index) =>
    Object.assign(new RecordedExchange(), {
      index,
      startedAt: at,
      endedAt: at + takes,
      initiator: { type, url: "", requestId: "", stack: null },
    }),
  );
}

function growingOrderOf(exchanges: readonly Exchange[]) {
  const order = createStartOrder();
  for (const exchange of exchanges) order.add(exchange);
  return order;
}

describe.each([
  ["a whole recording", startOrderOf],
  ["a recording that is read in parts", growingOrderOf],
])("the order of %s", (_, orderOf) => {
  const ranksOf = (...all: readonly Recorded[]) => {
    const exchanges = exchangesOf(all);
    const { rankOf, startAt, isExact } = orderOf(exchanges);
    return { isExact, ranks: exchanges.map((exchange) => rankOf(exchange)), starts: [startAt(0), startAt(1)] };
  };

  test("is the recording's, where that lists requests by their starts", () => {
    expect(ranksOf({ at: 0 }, { at: 0, takes: 1 }, { at: 5 })).toEqual({
      isExact: true,
      ranks: [0, 1, 2],
      starts: [0, 0],
    });
  });

  test("leaves out preflights", () => {
    expect(ranksOf({ at: 1 }, { at: 2, type: "preflight" }, { at: 3 })).toEqual({
      isExact: true,
      ranks: [0, undefined, 1],
      starts: [1, 3],
    });
    expect(ranksOf({ at: 9 }, { at: 0, type: "preflight" }).isExact).toBe(true);
  });

  test("is the recording's although rounding moves a start by a millisecond, and not if by more", () => {
    expect(ranksOf({ at: 5 }, { at: 4 })).toEqual({ isExact: true, ranks: [0, 1], starts: [5, 4] });
    expect(ranksOf({ at: 5 }, { at: 3 })).toEqual({ isExact: false, ranks: [1, 0], starts: [3, 5] });
  });

  test("is else that of the starts, of the ends, and of the recording", () => {
    const { ranks } = ranksOf({ at: 9, takes: 3 }, { at: 9, takes: 2 }, { at: 9, takes: 2 }, { at: 1 }, { at: 20 });
    expect(ranks).toEqual([3, 1, 2, 0, 4]);
  });

  test("has no request at a place behind the last", () => {
    expect(ranksOf({ at: 5 }).starts).toEqual([5, undefined]);
  });
});

test("an order that is read in parts is that of the whole recording", () => {
  const recorded = fc.record({
    at: fc.integer({ min: 0, max: 40 }),
    takes: fc.integer({ min: 0, max: 3 }),
    type: fc.constantFrom("script", "script", "script", "preflight"),
  });
  fc.assert(
    fc.property(fc.array(recorded, { maxLength: 30 }), (all) => {
      const exchanges = exchangesOf(all);
      const [whole, inParts] = [startOrderOf(exchanges), growingOrderOf(exchanges)];
      expect(inParts.isExact).toBe(whole.isExact);
      for (const [rank, exchange] of exchanges.entries()) {
        expect(inParts.rankOf(exchange)).toBe(whole.rankOf(exchange));
        expect(inParts.startAt(rank)).toBe(whole.startAt(rank));
      }
    }),
    { numRuns: 100, seed: 20261130 },
  );
});

test("an order that is read in parts has those whose starts are recorded by their starts, whatever is not recorded", () => {
  const at = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 40 }) }, fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.uniqueArray(at, { maxLength: 30 }), fc.nat(30), (all, place) => {
      const exchanges = exchangesOf(all.toSpliced(place, 0, Number.NaN).map((start) => ({ at: start })));
      const { rankOf } = growingOrderOf(exchanges);
      const byStart = exchanges
        .filter(({ startedAt }) => !Number.isNaN(startedAt))
        .sort((a, b) => a.startedAt - b.startedAt);
      const ranks = byStart.map((exchange) => rankOf(exchange) ?? Number.NaN);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect(ranks).not.toContain(Number.NaN);
    }),
    { numRuns: 300, seed: 20261130 },
  );
});

describe("an order that is read in parts forgets", () => {
  const many = 40_000;
  const remembered = 16_384;

  test("all but the latest requests, and counts on", () => {
    const exchanges = exchangesOf(Array.from({ length: many }, (_, at) => ({ at })));
    const { rankOf, startAt } = growingOrderOf(exchanges);
    const [first, oldest, last] = [exchanges[many - remembered - 1], exchanges[many - remembered], exchanges.at(-1)];
    if (!first || !oldest || !last) throw new Error("the recording is too short");
    expect([rankOf(first), rankOf(oldest), rankOf(last)]).toEqual([undefined, many - remembered, many - 1]);
    expect(startAt(many - remembered - 1)).toBeUndefined();
    expect([startAt(many - remembered), startAt(many - 1), startAt(many)]).toEqual([
      many - remembered,
      many - 1,
      undefined,
    ]);
  });

  test("the earliest requests of a recording in another order, too", () => {
    const exchanges = exchangesOf(Array.from({ length: many }, (_, at) => ({ at: 2 * at - (at % 2) * 6 })));
    const { rankOf, startAt, isExact } = growingOrderOf(exchanges);
    const whole = startOrderOf(exchanges);
    expect(isExact).toBe(false);
    for (const exchange of exchanges.slice(-remembered)) expect(rankOf(exchange)).toBe(whole.rankOf(exchange));
    for (const exchange of exchanges.slice(0, 5)) expect(rankOf(exchange)).toBeUndefined();
    expect([startAt(0), startAt(many - 10)]).toEqual([undefined, whole.startAt(many - 10)]);
  });

  test("votes by halves, and those of which less than one is left", () => {
    const { votes, add } = createStartOrder();
    votes.set("7", new Map([[100, 5]]));
    votes.set("8", new Map([[200, 1]]));
    const exchanges = exchangesOf(Array.from({ length: 8192 }, (_, at) => ({ at })));
    for (const exchange of exchanges.slice(0, 4095)) add(exchange);
    expect(votes.get("7")?.get(100)).toBe(5);
    for (const exchange of exchanges.slice(4095, 4096)) add(exchange);
    expect([votes.get("7")?.get(100), votes.get("8")?.get(200)]).toEqual([2.5, undefined]);
    for (const exchange of exchanges.slice(4096)) add(exchange);
    expect(votes.get("7")?.get(100)).toBe(1.25);
  });
});
