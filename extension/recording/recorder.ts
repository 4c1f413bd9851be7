// Recording keeps what DevTools recorded of the inspected tab, and diagnoses it. DevTools' events and HAR log come in; a HAR
// log of everything that is kept goes out, and its diagnoses. This folder leaves every CORS decision to the engine.

import type { RecordingSource } from "../host/network-recording.ts";
import { followDocuments } from "./document-changes.ts";
import { type Entry, type Log, mayBeIncomplete } from "./log.ts";
import { createLogReader } from "./log-reader.ts";
import { createRecordedLog } from "./recorded-log.ts";

/** The tab went from one document to another while the log was preserved. */
export interface Navigation {
  /** When the new document began, in milliseconds since the epoch. */
  readonly at: number;
  readonly url: string;
  /** The recording's id of the new document, where its request is recorded. */
  readonly page?: string;
}

/** Gets the entry that was added; null where more than that may have changed. */
export type LogListener = (added: Entry | null) => void;

export interface Recorder {
  /**
   * Everything recorded so far; the same object until something changes. Of an entry whose response was delivered it holds
   * only what a diagnosis needs.
   */
  readonly log: () => Log;
  /** The log with all that DevTools recorded of each of its entries. */
  readonly wholeLog: () => Promise<Log>;
  /** How many of the oldest delivered entries were removed, because there were too many. */
  readonly removed: () => number;
  /** The navigations between the recorded requests, in their order. */
  readonly navigations: () => readonly Navigation[];
  /** Calls the listener after each change, until the returned function is called. */
  readonly subscribe: (listener: LogListener) => () => void;
  /** Forgets everything recorded so far. */
  readonly clear: () => void;
  /** Sets whether a navigation leaves the recording as it is. */
  readonly preserve: (preserveLog: boolean) => void;
  /** Reads DevTools' log again where events may have left something out. */
  readonly refresh: () => void;
}

/**
 * Creates a recorder of the inspected tab. DevTools' own log is the source of truth, and events are the reason to read it:
 * an event may come before its headers, and a browser may send no event for a request that it never sent. The recorder keeps
 * what it saw when DevTools empties its log.
 */
export function createRecorder(source: RecordingSource, { preserveLog = false } = {}): Recorder {
  const listeners = new Set<LogListener>();
  const recorded = createRecordedLog(source.creator);
  let navigations: readonly Navigation[] = [];
  let isPreserving = preserveLog;
  const reader = createLogReader(source, recorded, (log, arrivals) => {
    if (recorded.merge(log, arrivals)) report(null);
  });
  const identifyDocument = followDocuments(source, recorded.arrivals, ({ url, at, arrivals }) => {
    if (!isPreserving) forget(arrivals);
    if (!isPreserving || recorded.log().entries.length === 0) return;
    navigations = [...navigations, { at, url }];
    report(null);
  });

  source.onFinished((request) => {
    const added = recorded.addEvent(request);
    if (!added) return;
    if (mayBeIncomplete(added.entry)) reader.request();
    else reader.postpone();
    identifyDocument();
    report(added.isOnlyAddition ? added.entry : null);
  });
  if (!source.losesWhileWriting) void reader.read();

  return {
    log: recorded.log,
    wholeLog: async () => ({ ...recorded.log(), entries: await recorded.whole(recorded.log().entries) }),
    removed: recorded.removed,
    navigations: () => navigations,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => forget(recorded.arrivals()),
    preserve(preserveLog) {
      isPreserving = preserveLog;
    },
    refresh() {
      if (source.losesWhileWriting) reader.request();
    },
  };

  function forget(arrivals: number): void {
    recorded.forget(arrivals);
    navigations = [];
    report(null);
  }

  function report(added: Entry | null): void {
    for (const listener of [...listeners]) listener(added);
  }
}
