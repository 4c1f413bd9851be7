import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { diagnose, readHar } from "../../../src/index.ts";
import { atPath, captured, logOf, openStore } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const allowed = captured("preflight-ok");
const refused = captured("preflight-header-two-of-three");

describe("rows", () => {
  test("contain what was recorded before the panel was shown", () => {
    const { store } = openStore(refused);
    expect(store.rows.value).toMatchObject([
      {
        outcome: "refused",
        cause: "header-not-allowed",
        method: "GET",
        server: "http://127.0.0.1:8200",
        path: "/preflight-header-two-of-three/a",
        url: "http://127.0.0.1:8200/preflight-header-two-of-three/a",
        count: 1,
      },
    ]);
  });

  test("follow the recording, once for many events", async () => {
    const { devtools, store } = openStore([]);
    const seen = vi.fn();
    store.rows.subscribe(seen);
    devtools.finish(...refused);
    expect(store.rows.value).toEqual([]);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.rows.value).toHaveLength(1);
    expect(seen).toHaveBeenCalledTimes(2);
  });

  test("count what was refused alike, whatever ids and queries the paths have", () => {
    const { store } = openStore([
      ...atPath("/users/1/photo", refused),
      ...atPath("/users/23/photo?size=2", refused, 1000),
      ...atPath("/users/8d3f2c1e-9b7a-4c55-9d2e-1f0a6b7c8d9e/photo", refused, 2000),
      ...atPath("/orders/1", refused, 3000),
    ]);
    expect(store.rows.value.map(({ path, count }) => `${path} ${count}`)).toEqual([
      "/users/:id/photo 3",
      "/orders/1 1",
    ]);
    expect(store.rows.value[0]?.url).toContain("/users/8d3f2c1e");
  });

  test("keep words in paths apart", () => {
    const { store } = openStore([...atPath("/users/feedback", refused), ...atPath("/users/accede", refused, 1000)]);
    expect(store.rows.value).toHaveLength(2);
  });

  test("leave out what was allowed, unless all is asked for", () => {
    const { store } = openStore([...refused, ...allowed]);
    expect(store.counts.value).toEqual({ refused: 1, failed: 0, unknown: 0, all: 2 });
    expect(store.rows.value.map(({ outcome }) => outcome)).toEqual(["refused"]);
    store.filter.value = "all";
    expect(store.rows.value.map(({ outcome }) => outcome).sort()).toEqual(["allowed", "refused"]);
  });

  test("contain what the browser refused without a trace", () => {
    const { store } = openStore(captured("redirect-mode-error"));
    store.filter.value = "unknown";
    expect(store.rows.value.map(({ outcome }) => outcome)).toContain("unknown");
  });

  test("stay those of the diagnoses for every captured scenario", () => {
    for (const name of [
      "iframe-sandboxed",
      "redirect-preflighted-cross-origin-null",
      "not-cors-offline",
      "pairing-burst",
    ]) {
      const entries = captured(name);
      const { store } = openStore(entries);
      store.filter.value = "all";
      const counted = store.rows.value.reduce((sum, { count }) => sum + count, 0);
      expect(counted, name).toBe(diagnose(readHar(logOf(entries))).length);
    }
  });
});
