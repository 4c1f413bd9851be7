import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { atPath, captured, openStore } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");
const allowed = captured("preflight-ok").slice(1);

test("5,000 fetches are diagnosed once, and not again for each event", async () => {
  vi.useRealTimers();
  const entries = Array.from({ length: 5000 }, (_, index) =>
    atPath(`/item/${index}`, refused.slice(0, 1), index),
  ).flat();
  const { devtools, store } = openStore(entries);
  expect(store.isLoading.value).toBe(true);
  await vi.waitFor(() => expect(store.rows.value).toHaveLength(1), 20_000);
  expect(store.isLoading.value).toBe(false);
  const seen = vi.fn();
  store.counts.subscribe(seen);
  devtools.finish(...atPath("/late", refused, 9000));
  await vi.waitFor(() => expect(store.counts.value.all).toBeGreaterThan(5000), 20_000);
  expect(seen).toHaveBeenCalledTimes(2);
});

const entries = Array.from({ length: 5000 }, (_, index) => atPath(`/item/${index}`, refused.slice(-1), index)).flat();

describe("a long recording", () => {
  afterEach(() => void vi.restoreAllMocks());

  /** The frames that the browser draws when the test wants it. */
  function withFrames(): (() => void)[] {
    const frames: (() => void)[] = [];
    vi.spyOn(globalThis, "requestAnimationFrame").mockImplementation((draw) => frames.push(() => draw(0)));
    return frames;
  }

  test("is read only after the panel was drawn", async () => {
    const frames = withFrames();
    const { store } = openStore(entries);
    await vi.advanceTimersByTimeAsync(500);
    expect(store.isLoading.value).toBe(true);
    for (const draw of frames) draw();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.isLoading.value).toBe(false);
  });

  test("is read too where the panel is hidden, and nothing is drawn", async () => {
    withFrames();
    const { store } = openStore(entries);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.isLoading.value).toBe(false);
  });
});

describe("of a page that loads", () => {
  const passed = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => atPath(`/passed/${from + index}`, allowed, from + index)).flat();

  /** Two requests each 100 milliseconds, for that time; returns what the panel counted meanwhile. */
  async function load(milliseconds: number) {
    const { devtools, store } = openStore([]);
    // DevTools' log is read once at the start.
    await vi.advanceTimersByTimeAsync(100);
    const counted: number[] = [];
    store.counts.subscribe(({ all }) => counted.push(all));
    for (let time = 0; time < milliseconds; time += 100) {
      devtools.finish(...passed(time / 50, time / 50 + 2));
      await vi.advanceTimersByTimeAsync(100);
    }
    return { devtools, store, counted };
  }

  test("delivered responses are diagnosed once it is at rest", async () => {
    const { store, counted } = await load(1500);
    expect(counted).toEqual([0]);
    await vi.advanceTimersByTimeAsync(300);
    expect(store.counts.value).toMatchObject({ refused: 0, all: 30 });
    expect(counted).toEqual([0, 30]);
  });

  test("they are diagnosed every two seconds where it is never at rest", async () => {
    const { counted } = await load(7000);
    expect(counted.length).toBeGreaterThan(3);
    expect(counted.length).toBeLessThan(6);
  });

  test("a refused request is shown at once, with all that came before", async () => {
    const { devtools, store } = await load(1000);
    devtools.finish(...atPath("/refused", refused, 1000));
    await vi.advanceTimersByTimeAsync(10);
    expect(store.counts.value).toMatchObject({ refused: 1, all: 21 });
  });
});

test("the fetches of a flood are shown while it goes on", async () => {
  vi.useRealTimers();
  const { devtools, store } = openStore(entries.slice(0, 10));
  const ended = Date.now() + 3000;
  let sent = 10;
  while (Date.now() < ended && store.counts.value.all < 300) {
    for (const entry of entries.slice(sent, sent + 20)) devtools.finish(entry);
    sent = Math.min(sent + 20, entries.length);
    await new Promise((passed) => setTimeout(passed, 1));
  }
  expect(store.counts.value.all).toBeGreaterThanOrEqual(300);
});

describe("while a long recording is diagnosed in steps", () => {
  async function reading() {
    vi.useRealTimers();
    const { devtools, store, session } = openStore(entries);
    const counted: number[] = [];
    store.counts.subscribe(({ all }) => counted.push(all));
    const { log } = session.recorder;
    // A diagnosis takes the log at its start. What waits for that goes on after its first slice.
    await new Promise<void>((started) => {
      vi.spyOn(session.recorder, "log").mockImplementation(() => {
        started();
        return log();
      });
    });
    return { devtools, store, counted };
  }

  test("a new fetch is shown together with the others", async () => {
    const { devtools, store, counted } = await reading();
    devtools.finish(...atPath("/late", refused, 9000));
    await vi.waitFor(() => expect(store.isLoading.value).toBe(false), 20_000);
    await vi.waitFor(() => expect(store.rows.value.map(({ path }) => path)).toContain("/late"), 20_000);
    expect(store.counts.value.all).toBe(5001);
    expect(counted.filter((count) => count !== 0 && count < 5000)).toEqual([]);
  });

  test("clearing shows nothing of it", async () => {
    const { store, counted } = await reading();
    store.clear();
    await vi.waitFor(() => expect(store.isLoading.value).toBe(false), 20_000);
    await new Promise((done) => setTimeout(done, 500));
    expect(new Set(counted)).toEqual(new Set([0]));
  });
});
