import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runInSlices } from "../../../extension/recording/run-in-slices.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function* steps(fails: boolean): Generator<undefined, string> {
  yield;
  yield;
  if (fails) throw new Error("step");
  return "done";
}

test("the run ends with its result after several slices", () => {
  const onDone = vi.fn();
  const run = runInSlices(steps(false), 0, onDone, () => {});
  expect([run.isRunning(), onDone.mock.calls]).toEqual([true, []]);
  vi.runAllTimers();
  expect([run.isRunning(), onDone.mock.calls]).toEqual([false, [["done"]]]);
});

test("a run that was canceled, or of which a step failed, no longer counts as running", () => {
  const canceled = runInSlices(steps(false), 0, vi.fn(), () => {});
  canceled.cancel();
  expect(canceled.isRunning()).toBe(false);
  const failing = runInSlices(steps(true), 0, vi.fn(), () => {});
  expect(() => vi.runAllTimers()).toThrow("step");
  expect(failing.isRunning()).toBe(false);
});
