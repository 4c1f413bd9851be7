import type { Diagnosis } from "../../diagnosis.ts";
import type { FetchEvents } from "./fetch-events.ts";

/** Iterates over the fetches that are emitted from now on, until the events are closed. */
export function iterateFetches(events: FetchEvents): AsyncIterator<Diagnosis> {
  const queue: Diagnosis[] = [];
  let wake = () => {};
  const onFetch = (diagnosis: Diagnosis) => {
    queue.push(diagnosis);
    wake();
  };
  events.on("fetch", onFetch);
  events.onClose(() => wake());
  const finish = async (): Promise<IteratorResult<Diagnosis>> => {
    events.off("fetch", onFetch);
    return { done: true, value: undefined };
  };
  return {
    async next() {
      while (queue.length === 0 && !events.isClosed()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const value = queue.shift();
      return value ? { done: false, value } : finish();
    },
    return: finish,
  };
}
