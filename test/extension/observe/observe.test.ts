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
const notes = JSON.stringify({ from: "https://app.example/", notes: [call] });

function opened(options = {}) {
  const page = fakePage();
  const observer = createPageObserver(page, createRecorder(fakeDevTools(), options), options);
  return { page, observer, observedCalls: () => observer.recorder.log().entries.length };
}

test("takes the page's notes until it is turned off, and the last notes then", async () => {
  const { page, observer, observedCalls } = opened();
  const changed = vi.fn();
  observer.recorder.subscribe(changed);
  observer.start();
  expect([page.reloads, observer.isOn()]).toEqual([1, true]);
  page.reply = notes;
  await vi.advanceTimersByTimeAsync(100);
  expect(observedCalls()).toBe(1);
  expect(changed).toHaveBeenCalledWith(null);
  page.reply = notes;
  observer.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect([observer.isOn(), observedCalls()]).toEqual([false, 2]);
  page.reply = notes;
  await vi.advanceTimersByTimeAsync(5000);
  expect(observedCalls()).toBe(2);
  observer.recorder.clear();
  expect(observedCalls()).toBe(0);
});

test("starts again without reporting that it stopped", async () => {
  const { page, observer, observedCalls } = opened({ preserveLog: true });
  const reported: boolean[] = [];
  observer.subscribe(() => reported.push(observer.isOn()));
  observer.start();
  page.reply = notes;
  observer.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([page.reloads, observedCalls()]).toEqual([2, 1]);
  observer.stop();
  observer.stop();
  expect(reported).toEqual([true, true, false]);
});

test.each([
  ["forgets", {}, 0],
  ["keeps, with the log preserved,", { preserveLog: true }, 1],
])("%s the observed calls when the user leaves the page", async (_, options, expected) => {
  const { page, observer, observedCalls } = opened(options);
  observer.start();
  page.reply = notes;
  await vi.advanceTimersByTimeAsync(100);
  page.reply = null;
  await vi.advanceTimersByTimeAsync(1000);
  expect([observer.isOn(), observedCalls()]).toEqual([false, expected]);
});

test("stops waiting when the tab goes on to another page before the first reply", async () => {
  const { page, observer } = opened();
  page.reply = null;
  observer.start();
  page.navigate();
  await vi.advanceTimersByTimeAsync(5000);
  expect(observer.isOn()).toBe(true);
  page.navigate();
  await vi.advanceTimersByTimeAsync(1500);
  expect(observer.isOn()).toBe(false);
});

test("waits for a page that loads slowly, up to a limit", async () => {
  const { page, observer } = opened();
  page.reply = null;
  observer.start();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(observer.isOn()).toBe(true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(observer.isOn()).toBe(false);
});
