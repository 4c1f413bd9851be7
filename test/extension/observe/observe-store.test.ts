import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openStore } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the end of an observation is announced each time, and not where the observation starts again", () => {
  const { store } = openStore([]);
  const said: string[] = [];
  store.announcement.subscribe((text) => said.push(text));
  for (const act of [
    store.startObserving,
    store.startObserving,
    store.stopObserving,
    store.startObserving,
    store.stopObserving,
  ])
    act();
  expect(said.map((text) => text !== "")).toEqual([false, true, false, true]);
});
