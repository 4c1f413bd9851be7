import { afterEach, expect, test, vi } from "vitest";
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

/** What the worker sends when DevTools' reply has this log. */
async function readInWorker(log: unknown, request: LogRequest): Promise<LogPart[]> {
  const parts: LogPart[] = [];
  let onMessage = (_event: unknown) => {};
  const addEventListener = (_: string, listener: typeof onMessage) => {
    onMessage = listener;
  };
  vi.stubGlobal("self", { addEventListener, postMessage: (part: LogPart) => parts.push(part) });
  await import("../../../extension/recording/log-worker.ts");
  const port = {
    onmessage: (_event: unknown) => {},
    postMessage: () => port.onmessage({ data: { result: log } }),
  };
  onMessage({ data: request, ports: [port] });
  return parts;
}
