import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { atPath, captured, openStore } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

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

describe("while a long recording is diagnosed in steps", () => {
  const entries = Array.from({ length: 5000 }, (_, index) =>
    atPath(`/item/${index}`, refused.slice(0, 1), index),
  ).flat();

  async function reading() {
    vi.useRealTimers();
    const { devtools, store } = openStore(entries);
    const counted: number[] = [];
    store.counts.subscribe(({ all }) => counted.push(all));
    await new Promise((started) => setTimeout(started, 60));
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
