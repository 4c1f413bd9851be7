import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/exchange.ts";
import { RecordedExchange } from "../../src/fetch/recorded-exchange.ts";
import { createPairingWindow } from "../../src/pairing/pairing-window.ts";

// When the exchanges of a recording that is read in parts leave the window, and which of them leave it together.

const start = Date.UTC(2026, 10, 30);
const url = "https://api.example/a";
const other = "https://api.example/b";

interface Recorded extends Partial<Omit<Exchange, "startedAt" | "endedAt">> {
  /** Milliseconds after the start of the recording; NaN where the time is not recorded. */
  readonly at: number;
  readonly takes?: number;
}

function exchange(index: number, { at, takes = 10, ...fields }: Recorded): Exchange {
  const times = { startedAt: start + at, endedAt: start + at + takes };
  return Object.assign(new RecordedExchange(), { index, url, status: 200, ...times, ...fields });
}

/** One long exchange and ten that started later and ended earlier, as only a list in the order of the starts has them. */
const listedByStart: readonly Recorded[] = Array.from({ length: 11 }, (_, n) => ({
  at: n - 60_000,
  takes: n === 0 ? 500 : 10,
  url: `https://earlier.example/${n}`,
}));

/** A window that knows that the recording is in the order of the starts; it is empty once a minute has passed. */
function windowInOrder() {
  const window = createPairingWindow();
  for (const [n, recorded] of listedByStart.entries()) window.add(exchange(n - listedByStart.length, recorded));
  return window;
}

/** The indexes of the exchanges that are settled after each of these, in a recording that is in the order of the starts. */
function settledAfterEach(...all: readonly Recorded[]): number[][] {
  return settledIn(windowInOrder(), all);
}

function settledIn(window: ReturnType<typeof createPairingWindow>, all: readonly Recorded[]): number[][] {
  return all.map((recorded, index) => {
    window.add(exchange(index, recorded));
    return indexesOf(window.takeSettled()).filter((one) => one >= 0);
  });
}

function indexesOf(exchanges: readonly Exchange[]): number[] {
  return exchanges.map(({ index }) => index);
}

/** A request to somewhere else, which shows that the time has come. */
const later = (at: number): Recorded => ({ at, url: `https://other.example/${at}` });
const redirect = { status: 302, redirectUrl: other };

describe("an exchange leaves the window", () => {
  test("once more than 1.5 seconds have passed since it ended", () => {
    expect(settledAfterEach({ at: 0, takes: 100 }, later(1600), later(1601))).toEqual([[], [], [0]]);
  });

  test("once, and none is left in the end", () => {
    const window = windowInOrder();
    window.add(exchange(0, { at: 0 }));
    expect(indexesOf(window.takeSettled())).toHaveLength(listedByStart.length);
    for (const [index, recorded] of [later(5000), later(5001)].entries()) window.add(exchange(index + 1, recorded));
    expect(indexesOf(window.takeSettled())).toEqual([0]);
    expect(indexesOf(window.takeSettled())).toEqual([]);
    window.add(exchange(3, later(5000)));
    expect(indexesOf(window.takeAll())).toEqual([1, 2, 3]);
    expect(indexesOf(window.takeAll())).toEqual([]);
    expect(window.wasFull()).toBe(false);
  });

  test("in the order of the recording", () => {
    const long = { at: 0, takes: 2000, url: other };
    expect(settledAfterEach(long, { at: 1 }, { at: 500 }, later(9000))).toEqual([[], [], [], [0, 1, 2]]);
  });

  test("by the time of the one before, where its own is not recorded", () => {
    expect(settledAfterEach({ at: 0 }, { at: Number.NaN, url: other }, later(1510), later(1511))).toEqual([
      [],
      [],
      [1],
      [0],
    ]);
  });
});

describe("exchanges leave the window together", () => {
  const together = (first: Partial<Exchange>, second: Partial<Exchange>) =>
    settledAfterEach({ at: 0, ...first }, { at: 1000, ...second }, later(1600), later(2511)).slice(2);
  const one = [[], [0, 1]];
  const two = [[0], [1]];

  test("that have one URL", () => {
    expect(together({}, {})).toEqual(one);
    expect(together({}, { url: other })).toEqual(two);
  });

  test("of which one redirects to the URL of the other, or both to one URL", () => {
    expect(together(redirect, { url: other })).toEqual(one);
    expect(together({ url: other }, redirect)).toEqual(one);
    expect(together(redirect, { ...redirect, url: "https://api.example/c" })).toEqual(one);
    expect(together({ ...redirect, status: 200 }, { url: other })).toEqual(two);
  });

  test("that have one request id, such as a preflight and its request", () => {
    const preflight = { initiator: { type: "preflight", url: "", stack: null, requestId: "7.1" } };
    expect(together({ requestId: "7.1" }, { url: other, requestId: "7.1" })).toEqual(one);
    expect(together({ requestId: "7.1" }, { url: other, ...preflight })).toEqual(one);
    expect(together(preflight, { url: other, ...preflight })).toEqual(one);
    expect(together({ requestId: "7.1" }, { url: other, requestId: "7.2" })).toEqual(two);
  });

  test("that belong together only through a third", () => {
    const third = { ...redirect, url };
    expect(
      settledAfterEach({ at: 0 }, { at: 1, url: other }, { at: 1000, ...third }, later(1600), later(2511)),
    ).toEqual([[], [], [], [], [0, 1, 2]]);
    expect(
      settledAfterEach({ at: 0 }, { at: 1, url: other }, { at: 2, url: other }, { at: 1000, ...third }, later(1600)),
    ).toEqual([[], [], [], [], []]);
  });

  test("that belong to one of those that a third has brought together", () => {
    const second = { at: 1, url: other, requestId: "7.1" };
    const last = { at: 1000, url: "https://api.example/c", requestId: "7.1" };
    const all = [{ at: 0 }, second, { at: 2, ...redirect }, last, later(1600), later(2511)];
    expect(settledAfterEach(...all).at(-1)).toEqual([0, 1, 2, 3]);
  });

  test("that have the request id of one whose URL another has", () => {
    const last = { at: 1000, url: "https://api.example/c", requestId: "7.1" };
    const all = [{ at: 0, requestId: "7.1" }, { at: 1 }, last, later(1600), later(2511)];
    expect(settledAfterEach(...all)).toEqual([[], [], [], [], [0, 1, 2]]);
  });

  test("that have the URL of one that has left since", () => {
    const all = [{ at: 0 }, { at: 5000 }, { at: 5100, takes: 5000 }, later(7000), later(11_601)];
    expect(settledAfterEach(...all)).toEqual([[], [0], [], [], [1, 2, 3]]);
  });

  test("and others with the same URL do not wait for them, if they come later", () => {
    expect(settledAfterEach({ at: 0 }, { at: 1511 }, later(1600), later(3022))).toEqual([[], [0], [], [1]]);
    expect(settledAfterEach({ at: 0, takes: 5000 }, { at: 1511 }, later(6500), later(6501))).toEqual([
      [],
      [],
      [],
      [0, 1],
    ]);
  });
});

describe("a recording that has not shown its order", () => {
  const fiveMinutes = 300_000;
  const nested = (count: number) => listedByStart.slice(0, count + 1);
  const settled = (before: readonly Recorded[]) =>
    settledIn(createPairingWindow(), [
      ...before,
      { at: 0 },
      later(1511),
      later(fiveMinutes + 10),
      later(fiveMinutes + 11),
    ]).map((indexes) => indexes.includes(before.length));

  test("keeps an exchange for five minutes", () => {
    expect(settled([])).toEqual([false, false, false, true]);
    const byStartAndEnd = Array.from({ length: 50 }, (_, n) => later(n - 100));
    expect(settled(byStartAndEnd).slice(-4)).toEqual([false, false, false, true]);
  });

  test("has shown it after ten exchanges that end more than 10 ms before one that started earlier", () => {
    expect(settled(nested(10)).slice(-4)).toEqual([false, true, false, false]);
    expect(settled(nested(9)).slice(-4)).toEqual([false, false, false, true]);
    const late = nested(10).map((one, n) => ({ ...one, takes: n === 0 ? 20 : 20 - n }));
    expect(settled(late).slice(-4)).toEqual([false, false, false, true]);
  });

  test("and shows another one as soon as an exchange starts before one that is listed before it", () => {
    const inverted = [...nested(10), { at: -50_000, url: other }, { at: -50_002, url: other }];
    expect(settled(inverted).slice(-4)).toEqual([false, false, false, true]);
  });
});

describe("an exchange that is listed too late", () => {
  const wasLate = (all: readonly Recorded[], window = createPairingWindow()) => {
    settledIn(window, all);
    return window.wasLate();
  };
  const minute = 60_000;

  test("is one that others have left too early for, at most a second apart", () => {
    const listed = (at: number) => [{ at: 0, takes: 10 }, later(300_011), { at, takes: 400_000 }];
    expect(wasLate(listed(1009))).toBe(true);
    expect(wasLate(listed(1010))).toBe(false);
  });

  test("is none in the order of starts, however much leaves", () => {
    const inOrder = Array.from({ length: 100 }, (_, n) => ({ at: n * 700, takes: 600, url: `${url}/${n}` }));
    expect(wasLate(inOrder, windowInOrder())).toBe(false);
    expect(wasLate([...inOrder, { at: 0, takes: 10 * minute }], windowInOrder())).toBe(true);
  });

  test("may go back to times that the recording has shown already, but not to earlier ones", () => {
    const hour = 60 * minute;
    expect(wasLate([{ at: 0 }, { at: hour }, { at: minute }])).toBe(true);
    expect(wasLate([{ at: hour }, { at: 0 }, later(minute)])).toBe(false);
    const endingBefore = (milliseconds: number) => ({ at: hour - 10 * minute, takes: 10 * minute - milliseconds });
    expect(wasLate([{ at: hour }, endingBefore(1001)])).toBe(false);
    expect(wasLate([{ at: hour }, { at: 2 * hour }, endingBefore(1001)])).toBe(false);
    expect(wasLate([{ at: hour }, { at: 2 * hour }, endingBefore(1000)])).toBe(true);
  });

  test("is one that others have left too early for because the window was full", () => {
    const full = [0, 20, 40, 60, 80, 600, 620, 640, 660].map((at) => ({ at }));
    expect(wasLate([...full, { at: 30, url: other }], createPairingWindow(8))).toBe(true);
    const ofOtherUrls = full.map(({ at }) => later(at));
    expect(wasLate([...ofOtherUrls, { at: 30, url: other }], createPairingWindow(8))).toBe(true);
    expect(wasLate([...ofOtherUrls, { at: 30, url: other }])).toBe(false);
  });
});

describe("a recording in another order than that of the starts", () => {
  test("keeps an exchange for five minutes", () => {
    const fiveMinutes = 300_000;
    expect(
      settledAfterEach(
        { at: 2 },
        { at: 0, url: other },
        later(fiveMinutes),
        later(fiveMinutes + 11),
        later(fiveMinutes + 13),
      ),
    ).toEqual([[], [], [], [1], [0]]);
  });

  test("is in order where times are rounded by a millisecond", () => {
    expect(settledAfterEach({ at: 1 }, { at: 0, url: other }, later(2000))).toEqual([[], [], [0, 1]]);
  });

  test("is another recording where it goes back by more than that", () => {
    const hour = 3_600_000;
    expect(settledAfterEach({ at: hour }, { at: hour + 1 }, { at: 0 })).toEqual([[], [], [0, 1]]);
    expect(settledAfterEach({ at: 300_010 }, { at: 0, url: other })).toEqual([[], []]);
    expect(settledAfterEach({ at: 300_011 }, { at: 0, url: other })).toEqual([[], [0]]);
  });

  test("goes on from the time of the later recording", () => {
    const hour = 3_600_000;
    expect(settledAfterEach({ at: hour }, { at: 0 }, later(1510), later(1511))).toEqual([[], [0], [], [1]]);
  });
});

describe("a window that is full", () => {
  /** What leaves a window of this size early, in the order in which it does, and whether the window says that it was full. */
  function fill(limit: number, all: readonly Recorded[]) {
    const window = createPairingWindow(limit);
    const early = all.map((recorded, index) => {
      window.add(exchange(index, recorded));
      return indexesOf(window.takeSettled());
    });
    return { early, wasFull: window.wasFull(), left: indexesOf(window.takeAll()) };
  }
  const each = (count: number, recorded: (index: number) => Recorded) =>
    Array.from({ length: count }, (_, i) => recorded(i));

  test("lets go of what ended first, until half of it is free", () => {
    const open = each(9, (index) => ({ at: index, takes: 500 - index * 2, url: `${url}/${index}` }));
    const { early, wasFull, left } = fill(8, open);
    expect(early.slice(0, 8).flat()).toEqual([]);
    expect(early[8]).toEqual([4, 5, 6, 7, 8]);
    expect(left).toEqual([0, 1, 2, 3]);
    expect(wasFull).toBe(true);
  });

  test("lets go of what belongs together at once, unless that is more than a quarter of it", () => {
    const open = each(10, (index) => ({ at: index, takes: 500, url: `${url}/${index >> 1}` }));
    const { early, left } = fill(8, open);
    expect(early[8]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(left).toEqual([6, 7, 8, 9]);
  });

  test("lets go of the group that began first, of those that ended at one time", () => {
    const open = each(9, (index) => ({ at: index, takes: 500 - index, url: `${url}/${index === 8 ? 0 : index}` }));
    const { early, left } = fill(8, open);
    expect(early[8]).toEqual([0, 1, 2, 3, 8]);
    expect(left).toEqual([4, 5, 6, 7]);
  });

  test("was not full of what no later exchange can belong to, in a recording in another order", () => {
    const hour = (index: number) => ({ at: index === 0 ? 10 : index * 2000, url: `${url}/${index}` });
    const { early, wasFull, left } = fill(8, [{ at: 20, url: other }, ...each(8, hour)]);
    expect(early.flat()).toEqual([0, 1, 2, 3, 4]);
    expect(left).toEqual([5, 6, 7, 8]);
    expect(wasFull).toBe(false);
  });

  test("cuts many exchanges of one URL at the longest time in which none of them was open", () => {
    const times = [0, 20, 40, 60, 80, 600, 620, 640, 660];
    const { early, wasFull, left } = fill(
      8,
      times.map((at) => ({ at })),
    );
    expect(early.at(-1)).toEqual([0, 1, 2, 3, 4]);
    expect(left).toEqual([5, 6, 7, 8]);
    expect(wasFull).toBe(false);
  });

  test("and has room again after a cut, and lets go of the rest in its time", () => {
    const times = [0, 20, 40, 60, 80, 600, 620, 640, 660];
    const all = [...times.map((at) => ({ at })), later(300_670), later(300_671)];
    const { early, wasFull, left } = fill(8, all);
    expect(early.slice(8)).toEqual([[0, 1, 2, 3, 4], [], [5, 6, 7, 8]]);
    expect(left).toEqual([9, 10]);
    expect(wasFull).toBe(false);
  });

  test("and is full again as soon as it was before", () => {
    const times = [0, 20, 40, 60, 80, 600, 620, 640, 660, 680, 700, 720, 740, 1500];
    const { early, left } = fill(
      8,
      times.map((at) => ({ at })),
    );
    expect(early[8]).toEqual([0, 1, 2, 3, 4]);
    expect(early[13]).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    expect(left).toEqual([13]);
  });

  test("or where none of them started, if they overlap", () => {
    const times = [0, 20, 40, 60, 80, 600, 620, 640, 660];
    const { early, wasFull, left } = fill(
      8,
      times.map((at) => ({ at, takes: 1000 })),
    );
    expect(early.at(-1)).toEqual([0, 1, 2, 3, 4]);
    expect(left).toEqual([5, 6, 7, 8]);
    expect(wasFull).toBe(true);
  });

  test("and never cuts off less than a quarter of them", () => {
    const times = [0, 900, 920, 940, 960, 1000, 1020, 1040, 1060];
    expect(
      fill(
        8,
        times.map((at) => ({ at })),
      ).early.at(-1),
    ).toEqual([0, 1, 2, 3, 4]);
    expect(
      fill(
        8,
        times.map((at) => ({ at, takes: 2000 })),
      ).early.at(-1),
    ).toEqual([0, 1, 2, 3, 4]);
  });
});
