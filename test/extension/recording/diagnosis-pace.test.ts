import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDiagnosisPace } from "../../../extension/recording/diagnosis-pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("new entries wait three times as long as the last ones took, counted from their end", () => {
  const pace = createDiagnosisPace();
  expect(pace.delayOfUpdate()).toBe(0);
  pace.onUpdate(20);
  expect(pace.delayOfUpdate()).toBe(60);
  vi.advanceTimersByTime(45);
  expect(pace.delayOfUpdate()).toBe(15);
  vi.advanceTimersByTime(100);
  expect(pace.delayOfUpdate()).toBe(0);
});

test("new entries do not wait for the steps of a whole diagnosis", () => {
  const pace = createDiagnosisPace();
  pace.onUpdate(20);
  vi.advanceTimersByTime(60);
  pace.onAllStarted();
  for (let step = 0; step < 5; step++) {
    vi.advanceTimersByTime(12);
    pace.onAllSlice(12);
    expect(pace.delayOfUpdate()).toBe(0);
  }
});
