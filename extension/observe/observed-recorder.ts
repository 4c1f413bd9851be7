import { mergeObservedCalls, type Observation } from "../../src/index.ts";
import type { Log } from "../recording/log.ts";
import type { LogListener, Recorder } from "../recording/recorder.ts";

/** A recorder whose log also holds what the observer saw of the page's calls. */
export interface ObservedRecorder {
  readonly recorder: Recorder;
  readonly add: (observations: readonly Observation[]) => void;
  /** Forgets the observations of the page before, unless the log is preserved. */
  readonly leavePage: () => void;
}

export function observeRecorder(recorder: Recorder, { preserveLog = false } = {}): ObservedRecorder {
  const listeners = new Set<LogListener>();
  let isPreserving = preserveLog;
  let observations: readonly Observation[] = [];
  let merged: { readonly recorded: Log; readonly log: Log } | undefined;
  return {
    add(added) {
      if (added.length > 0) replace([...observations, ...added].slice(-maxObservations));
    },
    leavePage() {
      if (!isPreserving) forget();
    },
    recorder: {
      ...recorder,
      log() {
        const recorded = recorder.log();
        if (observations.length === 0) return recorded;
        if (merged?.recorded !== recorded) merged = { recorded, log: withObservedCalls(recorded) };
        return merged.log;
      },
      wholeLog: async () => withObservedCalls(await recorder.wholeLog()),
      subscribe(listener) {
        const unsubscribe = recorder.subscribe(listener);
        listeners.add(listener);
        return () => {
          unsubscribe();
          listeners.delete(listener);
        };
      },
      clear() {
        forget();
        recorder.clear();
      },
      preserve(preserveLog) {
        isPreserving = preserveLog;
        recorder.preserve(preserveLog);
      },
    },
  };

  function withObservedCalls(log: Log): Log {
    return observations.length === 0 ? log : { ...log, entries: mergeObservedCalls(log.entries, observations) };
  }

  function forget(): void {
    if (observations.length > 0) replace([]);
  }

  function replace(next: readonly Observation[]): void {
    observations = next;
    merged = undefined;
    for (const listener of [...listeners]) listener(null);
  }
}

/** The oldest observations beyond this number are forgotten. */
const maxObservations = 10_000;
