import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPageObserver } from "../../../extension/observe/observe.ts";
import { createRecorder } from "../../../extension/recording/recorder.ts";
import { fakeDevTools, fakePage } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const call = {
  kind: "fetch",
  method: "GET",
  mode: "same-origin",
  url: "https://api.example/",
  at: Date.UTC(2026, 0, 1),
};
const answer = JSON.stringify({ from: "https://app.example/", notes: [call] });

function opened(options = {}) {
  const page = fakePage();
  const exact = createPageObserver(page, createRecorder(fakeDevTools(), options), options);
  return { page, exact, learned: () => exact.recorder.log().entries.length };
}

test("learns from the page until it is turned off, and the last of it then", async () => {
  const { page, exact, learned } = opened();
  const changed = vi.fn();
  exact.recorder.subscribe(changed);
  exact.start();
  expect([page.reloads, exact.isOn()]).toEqual([1, true]);
  page.answer = answer;
  await vi.advanceTimersByTimeAsync(100);
  expect(learned()).toBe(1);
  expect(changed).toHaveBeenCalledWith(null);
  page.answer = answer;
  exact.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect([exact.isOn(), learned()]).toEqual([false, 2]);
  page.answer = answer;
  await vi.advanceTimersByTimeAsync(5000);
  expect(learned()).toBe(2);
  exact.recorder.clear();
  expect(learned()).toBe(0);
});

test("begins anew without telling that it has ended", async () => {
  const { page, exact, learned } = opened({ preserveLog: true });
  const told: boolean[] = [];
  exact.subscribe(() => told.push(exact.isOn()));
  exact.start();
  page.answer = answer;
  exact.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([page.reloads, learned()]).toEqual([2, 1]);
  exact.stop();
  exact.stop();
  expect(told).toEqual([true, true, false]);
});

test.each([
  ["forgets", {}, 0],
  ["keeps, with the log preserved,", { preserveLog: true }, 1],
])("%s what it learned once the page is left", async (_, options, left) => {
  const { page, exact, learned } = opened(options);
  exact.start();
  page.answer = answer;
  await vi.advanceTimersByTimeAsync(100);
  page.answer = null;
  await vi.advanceTimersByTimeAsync(1000);
  expect([exact.isOn(), learned()]).toEqual([false, left]);
});

test("waits no longer once the tab has gone on before the page was heard", async () => {
  const { page, exact } = opened();
  page.answer = null;
  exact.start();
  page.navigate();
  await vi.advanceTimersByTimeAsync(5000);
  expect(exact.isOn()).toBe(true);
  page.navigate();
  await vi.advanceTimersByTimeAsync(1500);
  expect(exact.isOn()).toBe(false);
});

test("waits for a page that is slow to load, and not for ever", async () => {
  const { page, exact } = opened();
  page.answer = null;
  exact.start();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(exact.isOn()).toBe(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(exact.isOn()).toBe(false);
});
