import { type Diagnosis, isRefused } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";
import type { FetchListener } from "./watch.ts";

/** How long the headers of the wire may come after a request's end, in milliseconds. */
const grace = 150;

/** Tells listeners and iterations of each fetch once, when all of it is known. Judges nothing while nobody listens. */
export function createFetchEvents(judge: () => readonly Diagnosis[]) {
  const listeners = { fetch: new Set<FetchListener>(), refused: new Set<FetchListener>() };
  const told = new Set<number>();
  let seen = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = grace;
  let over = false;
  const endings = new Set<() => void>();

  /** A fetch is told when it was there the last time too, so that nothing of it is still under way. */
  const announce = (all: boolean) => {
    timer = undefined;
    if (listeners.fetch.size + listeners.refused.size === 0) return;
    const start = performance.now();
    const waiting = new Set<number>();
    for (const diagnosis of judge()) {
      const key = placeOf(diagnosis);
      if (told.has(key)) continue;
      if (!all && !seen.has(key)) {
        waiting.add(key);
        continue;
      }
      told.add(key);
      for (const listener of listeners.fetch) listener(diagnosis);
      if (isRefused(diagnosis)) for (const listener of listeners.refused) listener(diagnosis);
    }
    seen = waiting;
    // A long recording takes long to judge: never more than a tenth of the time.
    pause = Math.max(grace, (performance.now() - start) * 9);
    if (waiting.size > 0) later();
  };

  const later = () => {
    if (over) return;
    timer ??= setTimeout(announce, pause, false);
    // Whoever waits for a fetch waits by other means; this alone keeps no process alive.
    if (typeof timer === "object") timer.unref?.();
  };

  return {
    /** Something has ended. */
    later,
    on(event: keyof typeof listeners, listener: FetchListener) {
      listeners[event].add(listener);
      later();
    },
    off(event: keyof typeof listeners, listener: FetchListener) {
      listeners[event].delete(listener);
    },
    /** Tells what is left, and ends every iteration. */
    end() {
      clearTimeout(timer);
      announce(true);
      over = true;
      for (const ending of endings) ending();
    },
    iterate(): AsyncIterator<Diagnosis> {
      const queue: Diagnosis[] = [];
      let wake = () => {};
      const listener: FetchListener = (diagnosis) => {
        queue.push(diagnosis);
        wake();
      };
      listeners.fetch.add(listener);
      endings.add(() => wake());
      later();
      const finish = async (): Promise<IteratorResult<Diagnosis>> => {
        listeners.fetch.delete(listener);
        return { done: true, value: undefined };
      };
      return {
        async next() {
          while (queue.length === 0 && !over) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          const value = queue.shift();
          return value ? { done: false, value } : finish();
        },
        return: finish,
      };
    },
  };
}

function placeOf({ fetch }: Diagnosis): number {
  const { actual, preflight } = fetch.hops[0] ?? lastHop(fetch);
  return actual?.index ?? preflight?.index ?? -1;
}
