import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStore } from "../../../extension/store/store.ts";
import { captured, detail, fakeSession, fakeSettings, idle, openStore, recognizing } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = captured("preflight-header-two-of-three");

test("settings are kept, and broken ones are not used", () => {
  const settings = fakeSettings();
  const first = createStore(fakeSession([], settings).session, idle, detail, recognizing);
  first.sort.value = "count";
  first.redact.value = false;
  first.preferredStack.value = "fastify";
  const { session } = fakeSession(refused, settings);
  const again = createStore(session, idle, detail, recognizing);
  expect([again.sort.value, again.redact.value, again.preferredStack.value]).toEqual(["count", false, "fastify"]);
  expect(again.stack.value).toBe("fastify");
  const broken = fakeSession(
    [],
    fakeSettings({ sort: 3, redact: "no", preferredStack: "constructor", split: { width: 400 } }),
  ).session;
  const safe = createStore(broken, idle, detail, recognizing);
  expect([safe.sort.value, safe.redact.value, safe.preferredStack.value]).toEqual(["time", true, ""]);
  expect(safe.split.value.width).toBeLessThan(50);
});

describe("settings", () => {
  test("keep the filter and whether the log is preserved", () => {
    const { store, settings } = openStore([]);
    store.filter.value = "all";
    store.preserveLog.value = true;
    const again = openStore([], settings).store;
    expect(again.filter.value).toBe("all");
    expect(again.preserveLog.value).toBe(true);
  });

  test("that are broken are not used", () => {
    const { store } = openStore([], fakeSettings({ filter: 1, preserveLog: "yes", stacks: [null] }));
    expect(store.filter.value).toBe("refused");
    expect(store.preserveLog.value).toBe(false);
  });

  test("preserve the log from the moment that it is asked for", async () => {
    const { devtools, store } = openStore(refused);
    await vi.advanceTimersByTimeAsync(0);
    store.preserveLog.value = true;
    devtools.document = 2;
    devtools.navigate();
    await vi.advanceTimersByTimeAsync(50);
    expect(store.rows.value).toHaveLength(1);
  });
});
