import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { alternativesOf, diffOfSelection } from "../../../extension/detail/evidence.ts";
import { createStore, type Store } from "../../../extension/store/store.ts";
import { diffOf as engineDiffOf } from "../../../src/index.ts";
import { allowedAtPath, atPath, captured, detail, idle, openStore, recognizing } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

describe("selection", () => {
  const two = [...atPath("/a", refused), ...atPath("/b", refused, 1000)];

  test("is the first row until one is chosen", () => {
    const { store } = openStore(two);
    expect(store.selection.value?.row.path).toBe("/a");
    store.select(store.rows.value[1]?.key ?? "");
    expect(store.selection.value?.row.path).toBe("/b");
    expect(diffOf(store).filter(({ state }) => state === "fail").length).toBeGreaterThan(0);
  });

  test.each([["not-cors-connection-refused"], ["not-cors-orb"]])(
    "of a request that failed before CORS was checked compares no headers: %s",
    (name) => {
      const { store } = openStore(captured(name));
      store.filter.value = "failed";
      const rows = store.rows.value;
      expect(rows.flatMap(({ diagnosis }) => engineDiffOf(diagnosis))).not.toEqual([]);
      expect(rows.flatMap((row) => diffOfSelection({ row, isOverridden: false }))).toEqual([]);
    },
  );

  test("stays when others come before it", async () => {
    const { devtools, store } = openStore(atPath("/first", refused));
    store.sort.value = "newest";
    expect(store.selection.value?.row.path).toBe("/first");
    devtools.finish(...atPath("/second", refused, 5000));
    await vi.advanceTimersByTimeAsync(50);
    expect(store.rows.value.map(({ path }) => path)).toEqual(["/second", "/first"]);
    expect(store.selection.value?.row.path).toBe("/first");
  });

  test("of a long recording is the same object after a new request, so that the detail is not drawn again", async () => {
    const many = Array.from({ length: 300 }, (_, at) => atPath(`/${"a".repeat(at + 1)}`, refused, at * 1000)).flat();
    const { devtools, store } = openStore(many);
    await vi.advanceTimersByTimeAsync(10_000);
    const before = store.selection.value;
    devtools.finish(...atPath("/new", refused, 400_000));
    await vi.advanceTimersByTimeAsync(50);
    expect(store.rows.value.some(({ path }) => path === "/new")).toBe(true);
    expect(store.selection.value).toBe(before);
  });

  test("stays on a request whose reason another response changes", async () => {
    const unanswered = captured("preflight-missing-acao").map((entry) => ({
      ...entry,
      response: { ...entry.response, headers: [] },
    }));
    const { devtools, store } = openStore([...atPath("/first", unanswered), ...atPath("/second", unanswered, 1000)]);
    const before = store.rows.value.find(({ path }) => path === "/second");
    store.select(before?.key ?? "");
    devtools.finish(...allowedAtPath("/third", refused, 5000));
    await vi.advanceTimersByTimeAsync(50);
    expect(store.selection.value?.row.path).toBe("/second");
    expect(store.selection.value?.row.title).not.toBe(before?.title);
  });

  test("says that the browser judged the headers of a trial, and marks none of the server's own as passed", () => {
    const { session, store } = openStore(allowedAtPath("/a", refused, 0));
    store.close();
    const trial = { server: "http://127.0.0.1:8200", from: 0, until: Number.POSITIVE_INFINITY };
    vi.spyOn(session.trials, "headerOverrides").mockReturnValue([trial]);
    const during = createStore(session, idle, detail, recognizing);
    for (const [opened, isOverridden] of [
      [store, false],
      [during, true],
    ] as const) {
      opened.filter.value = "all";
      expect(opened.selection.value?.isOverridden).toBe(isOverridden);
      expect(diffOf(opened).some(({ state }) => state === "pass")).toBe(!isOverridden);
    }
  });

  test("outlives the panel page, and new fetches", async () => {
    const { session, devtools, store } = openStore(two);
    store.select(store.rows.value[1]?.key ?? "");
    store.close();
    devtools.finish(...atPath("/a", refused, 500));
    const again = createStore(session, idle, detail, recognizing);
    expect(again.selection.value?.row.path).toBe("/b");
  });

  test("is nothing once the recording is cleared", async () => {
    const { store } = openStore(two);
    store.clear();
    await vi.advanceTimersByTimeAsync(50);
    expect(store.selection.value).toBeNull();
  });

  test("names what the recording cannot exclude by the titles of the causes", () => {
    const { store } = openStore(captured("lna-permission-denied"));
    const alternatives = store.selection.value ? alternativesOf(store.selection.value) : [];
    expect(alternatives.length).toBeGreaterThan(0);
    for (const { name, title } of alternatives) expect(title).not.toBe(name);
  });
});

function diffOf({ selection }: Store) {
  return selection.value ? diffOfSelection(selection.value) : [];
}
