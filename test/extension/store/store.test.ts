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

  test("a long recording is diagnosed once, with its reasons, where that is loaded in time", async () => {
    const { session } = fakeSession(
      Array.from({ length: 200 }, (_, at) => atPath(`/p${"a".repeat(at)}`, withoutHeaders, at)).flat(),
    );
    const later = createDeferred(async () => recognition);
    const store = createStore(session, idle, detail, later);
    await later.load();
    expect(store.isLoading.value).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(store.rows.value.filter(({ diagnosis }) => diagnosis.reasons.length === 0)).toEqual([]);
    expect(store.rows.value).toHaveLength(200);
  });
});
