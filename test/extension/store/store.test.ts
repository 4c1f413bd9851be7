import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createDeferred } from "../../../extension/store/deferred.ts";
import { createStore } from "../../../extension/store/store.ts";
import { recognition } from "../../../src/index.ts";
import { atPath, captured, detail, fakeSession, idle, openStore, recognizing } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");
test("a closed store neither listens nor saves", async () => {
  const { devtools, store, settings } = openStore([]);
  store.close();
  devtools.finish(...refused);
  store.filter.value = "all";
  await vi.advanceTimersByTimeAsync(50);
  expect(store.rows.value).toEqual([]);
  expect(settings.values.filter).toBe("refused");
});

describe("until the recognition is loaded", () => {
  const withoutHeaders = captured("preflight-missing-acao").map((entry) => ({
    ...entry,
    response: { ...entry.response, headers: [] },
  }));
  const [first, second] = [atPath("/first", withoutHeaders), atPath("/second", withoutHeaders, 1000)];

  test("rows say what the browser decided; then they say why, and the selection stays", async () => {
    const { session } = fakeSession([...first, ...second]);
    const later = createDeferred(async () => recognition);
    const store = createStore(session, idle, detail, later);
    const complete = createStore(session, idle, detail, recognizing);
    const shown = () => store.rows.value.map(({ title, outcome, path }) => [title, outcome, path]);
    expect([store.isLoading.value, shown()]).toEqual([true, []]);
    await vi.advanceTimersByTimeAsync(150);
    expect(store.isLoading.value).toBe(false);
    expect(shown()).toEqual(
      complete.rows.value.map(({ diagnosis, path }) => [diagnosis.verdict?.title, "refused", path]),
    );
    store.select(store.rows.value[1]?.key ?? "");
    await later.load();
    expect(shown()).toEqual(complete.rows.value.map(({ title, path }) => [title, "refused", path]));
    expect(complete.rows.value[0]?.diagnosis.reasons[0]?.title).toBe(store.rows.value[0]?.title);
    expect(store.selection.value?.row.path).toBe("/second");
    expect([...session.refusals.values()].map(({ diagnosis }) => diagnosis.reasons.length > 0)).toEqual([true, true]);
  });

  test("rows are drawn with their reasons where that is loaded soon, and without a recording nothing waits", async () => {
    const later = createDeferred(async () => recognition);
    const store = createStore(fakeSession(first).session, idle, detail, later);
    expect(store.rows.value).toEqual([]);
    await later.load();
    await vi.advanceTimersByTimeAsync(1);
    expect(store.rows.value.map(({ diagnosis }) => diagnosis.reasons.length > 0)).toEqual([true]);
    const missing = createDeferred(async () => recognition);
    expect(createStore(fakeSession([]).session, idle, detail, missing).isLoading.value).toBe(false);
  });

  describe("a long recording", () => {
    const entries = Array.from({ length: 700 }, (_, at) =>
      atPath(`/p${"ab".repeat(at % 26)}${"c".repeat(at / 26)}`, withoutHeaders, at),
    ).flat();

    /** The store, and after each diagnosis how many of its rows have a reason. */
    async function openLong() {
      const later = createDeferred(async () => recognition);
      const { session } = fakeSession(entries);
      // Until then, the recorder reports changes.
      await vi.advanceTimersByTimeAsync(10_000);
      const store = createStore(session, idle, detail, later);
      const withReasons: number[] = [];
      store.diagnosedLog.subscribe(() =>
        withReasons.push(store.rows.value.filter(({ diagnosis }) => diagnosis.reasons.length > 0).length),
      );
      return { later, store, withReasons };
    }

    test("is diagnosed once, with its reasons, where the recognition is loaded in time", async () => {
      const { later, store, withReasons } = await openLong();
      await later.load();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(withReasons).toEqual([0, 700]);
      expect(store.rows.value).toHaveLength(700);
    });

    test("is diagnosed again where the recognition is loaded too late", async () => {
      const { later, store, withReasons } = await openLong();
      await vi.advanceTimersByTimeAsync(10_000);
      expect([store.isLoading.value, store.rows.value.length, withReasons]).toEqual([false, 700, [0, 0]]);
      await later.load();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(withReasons).toEqual([0, 0, 700]);
    });
  });
});
