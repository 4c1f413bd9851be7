import { afterEach, expect, test, vi } from "vitest";
import { type Entry, startKey } from "../../../extension/recording/log.ts";
import type { LogPart, LogRequest } from "../../../extension/recording/log-in-worker.ts";
import { captured, logOf } from "../fakes.ts";

afterEach(() => void vi.unstubAllGlobals());

test("the worker never sends equal requests of DevTools' log in two parts", async () => {
  const [entry] = captured("preflight-ok");
  const numbered = (at: number) => ({ ...entry, request: { ...entry?.request, url: `https://api.example/${at}` } });
  const entries = [...Array.from({ length: 240 }, (_, at) => numbered(at)), ...Array(20).fill(numbered(240))];
  const log = logOf([...entries, numbered(241)]);
  const parts = await readInWorker(log, { settled: [] });
  expect(parts.map(({ log, isLast }) => [(log as { entries: unknown[] }).entries.length, isLast])).toEqual([
    [260, false],
    [1, true],
  ]);
});

test("the worker remembers settled requests only as long as DevTools' log holds them", async () => {
  const [entry] = captured("preflight-ok");
  const numbered = (at: number) => ({ ...entry, request: { ...entry?.request, url: `https://api.example/${at}` } });
  const read = await startWorker();
  const urlsIn = (parts: readonly LogPart[]) =>
    parts.flatMap(({ log }) => (log as { entries: Entry[] }).entries.map(({ request }) => request.url));
  const settled = [numbered(0), numbered(1)].map((one) => startKey(one as Entry));
  expect(urlsIn(read(logOf([numbered(0), numbered(1)]), { settled }))).toEqual([]);
  // An error object, as on the browser's own pages, says nothing about the log.
  read({ isError: true }, { settled: [] });
  expect(urlsIn(read(logOf([numbered(1)]), { settled: [] }))).toEqual([]);
  // DevTools never lists a request again, which this log does: what is sent shows what the worker forgot.
  expect(urlsIn(read(logOf([numbered(0), numbered(1)]), { settled: [] }))).toEqual(["https://api.example/0"]);
});

/** What the worker sends when DevTools' reply has this log. */
async function readInWorker(log: unknown, request: LogRequest): Promise<LogPart[]> {
  return (await startWorker())(log, request);
}

/** A new worker, as a function that gives what it sends when DevTools' reply has this log. */
async function startWorker(): Promise<(log: unknown, request: LogRequest) => LogPart[]> {
  let parts: LogPart[] = [];
  let onMessage = (_event: unknown) => {};
  const addEventListener = (_: string, listener: typeof onMessage) => {
    onMessage = listener;
  };
  vi.stubGlobal("self", { addEventListener, postMessage: (part: LogPart) => parts.push(part) });
  vi.resetModules();
  await import("../../../extension/recording/log-worker.ts");
  let reply: unknown;
  const port = {
    onmessage: (_event: unknown) => {},
    postMessage: () => port.onmessage({ data: { result: reply } }),
  };
  let ports = [port];
  return (log, request) => {
    parts = [];
    reply = structuredClone(log);
    onMessage({ data: request, ports });
    ports = [];
    return parts;
  };
}
