import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogInWorker } from "../../../extension/recording/log-in-worker.ts";
import { createLogReader } from "../../../extension/recording/log-reader.ts";
import { fakeDevTools } from "../fakes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the log is read again after a read that failed", async () => {
  const devtools = fakeDevTools();
  const recorded = { arrivals: () => 0, takeSettled: () => [] };
  const onLog = vi.fn();
  const reader = createLogReader(devtools, recorded, onLog);
  devtools.gate = Promise.reject(new Error("no log"));
  await expect(reader.read()).rejects.toThrow("no log");
  devtools.gate = undefined;
  reader.request();
  await vi.advanceTimersByTimeAsync(1000);
  expect([devtools.reads, onLog.mock.calls.length]).toEqual([2, 1]);
});

test("a read by the worker ends although a part of the log could not be taken", async () => {
  const worker = { onmessage: (_event: { data: unknown }) => {}, postMessage() {}, terminate() {} };
  vi.stubGlobal("Worker", function createWorker() {
    return worker;
  });
  vi.stubGlobal("window", { parent: { postMessage() {} } });
  const readLog = createLogInWorker(async () => {});
  const reading = readLog([], () => {
    throw new Error("not taken");
  });
  expect(() => worker.onmessage({ data: { log: {}, isLast: true } })).toThrow("not taken");
  await reading;
});
