import { type Diagnosis, isBlocked } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";

export type FetchListener = (diagnosis: Diagnosis) => void;

/** Emits each fetch of a recording once, when the recording holds all of it. */
export interface FetchEvents {
  readonly on: (event: "fetch" | "refused", listener: FetchListener) => void;
  readonly off: (event: "fetch" | "refused", listener: FetchListener) => void;
  /** Diagnoses the recording soon, because a request has ended. */
  readonly schedule: () => void;
  /** Emits the fetches that are left. Nothing is emitted afterwards, also where a listener throws. */
  readonly close: () => void;
  readonly isClosed: () => boolean;
  /** Calls the listener once, when the events are closed, unless the returned function is called before. */
  readonly onClose: (listener: () => void) => () => void;
}

/**
 * Events that `diagnose` finds in what was recorded so far. Without a listener nothing is diagnosed.
 */
export function createFetchEvents(diagnose: () => readonly Diagnosis[]): FetchEvents {
  const listeners = { fetch: new Set<FetchListener>(), refused: new Set<FetchListener>() };
  const closeListeners = new Set<() => void>();
  const emitted = new Set<number>();
  let unemitted: ReadonlySet<number> = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let interval = maxExtraInfoDelay;
  let isClosed = false;

  /** Emits a fetch when the previous diagnosis had it too, so that none of its events is still missing. */
  const emitNew = (isLast: boolean) => {
    timer = undefined;
    if (listeners.fetch.size + listeners.refused.size === 0) return;
    const start = performance.now();
    const waiting = new Set<number>();
    for (const diagnosis of diagnose()) {
      const key = keyOf(diagnosis);
      if (emitted.has(key)) continue;
      if (!isLast && !unemitted.has(key)) {
        waiting.add(key);
        continue;
      }
      emitted.add(key);
      for (const listener of listeners.fetch) listener(diagnosis);
      if (isBlocked(diagnosis)) for (const listener of listeners.refused) listener(diagnosis);
    }
    unemitted = waiting;
    // The time for diagnosing grows with the recording; with this interval it is a tenth of all time at most.
    interval = Math.max(maxExtraInfoDelay, (performance.now() - start) * 9);
    if (waiting.size > 0) schedule();
  };
  const schedule = () => {
    if (isClosed) return;
    timer ??= setTimeout(emitNew, interval, false);
    // The timer alone must not keep the process alive.
    if (typeof timer === "object") timer.unref?.();
  };

  return {
    on(event, listener) {
      listeners[event].add(listener);
      schedule();
    },
    off: (event, listener) => void listeners[event].delete(listener),
    schedule,
    close() {
      clearTimeout(timer);
      try {
        emitNew(true);
      } finally {
        isClosed = true;
        for (const listener of closeListeners) listener();
        closeListeners.clear();
      }
    },
    isClosed: () => isClosed,
    onClose(listener) {
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
  };
}

/** How many milliseconds after a request's end its `…ExtraInfo` events may arrive. */
const maxExtraInfoDelay = 150;

/** The index of a fetch's first exchange, which stays the same while the recording grows. */
function keyOf({ fetch }: Diagnosis): number {
  const { actual, preflight } = fetch.hops[0] ?? lastHop(fetch);
  return actual?.index ?? preflight?.index ?? -1;
}
