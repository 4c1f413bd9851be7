// The worker reads DevTools' log through a port of DevTools, because what a message holds is read in one piece: ten
// thousand entries would block the panel for a third of a second. Keys of settled requests come in, and what is missing goes out.

import { groupBy } from "../../src/index.ts";
import { startKey, toLog } from "./log.ts";
import type { LogPart, LogRequest } from "./log-in-worker.ts";
import { countKeys, splitBetweenKeys, unsettledAmong } from "./unsettled-entries.ts";

/** Only requests that DevTools' log holds: it drops those of earlier pages, and never lists them again. */
const settled = new Map<string, number>();
let port: MessagePort | undefined;

self.addEventListener("message", ({ data, ports }: MessageEvent<LogRequest>) => {
  const [added] = ports;
  if (added) {
    port = added;
    added.onmessage = ({ data }) => sendParts(data.result);
  }
  countKeys(data.settled, settled);
  // The worker waits for each reply before the next request, so any number identifies the request.
  port?.postMessage({ command: "getHAR", requestId: 1 });
});

function sendParts(result: unknown): void {
  const log = toLog(result);
  const byKey = groupBy(log?.entries ?? [], startKey);
  const entries = unsettledAmong(byKey, settled);
  if (log) for (const key of settled.keys()) if (!byKey.has(key)) settled.delete(key);
  for (const entry of entries) delete (entry as { _requestId?: unknown })._requestId;
  // What is no log is passed on, because the recorder knows what that means.
  if (!log) send({ log: result, isLast: true });
  const parts = splitBetweenKeys(entries, partLength);
  for (const [at, part] of parts.entries()) {
    if (log) send({ log: { ...log, entries: part }, isLast: at === parts.length - 1 });
  }
}

function send(part: LogPart): void {
  self.postMessage(part);
}

/** How many entries can be read within a frame. */
const partLength = 250;
