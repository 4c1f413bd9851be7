import type { Diagnosis } from "../../diagnosis.ts";
import type { FetchEvents } from "./fetch-events.ts";

/** Iterates over the fetches that are emitted from now on, until the events are closed or the iteration is left. */
export function iterateFetches(events: FetchEvents): AsyncIterator<Diagnosis> {
  const queue: Diagnosis[] = [];
  let hasEnded = events.isClosed();
  let waits: (() => void)[] = [];
  const wake = () => {
    const woken = waits;
    waits = [];
    for (const resolve of woken) resolve();
  };
  const onFetch = (diagnosis: Diagnosis) => {
    queue.push(diagnosis);
    wake();
  };
  const end = () => {
    hasEnded = true;
    forgetClose();
    events.off("fetch", onFetch);
    wake();
  };
  events.on("fetch", onFetch);
  const forgetClose = events.onClose(end);
  return {
    async next() {
      while (queue.length === 0 && !hasEnded) await new Promise<void>((resolve) => void waits.push(resolve));
      const value = queue.shift();
      return value ? { done: false, value } : { done: true, value: undefined };
    },
    async return() {
      queue.length = 0;
      end();
      return { done: true, value: undefined };
    },
  };
}
