import { copyEntry, type Entry, isPending, type Log, type Page, toLog } from "./log.ts";
import { createRecords, type Records } from "./records.ts";

/** A HAR log that grows with events and with what is read of DevTools' own log. */
export interface RecordedLog extends Pick<Records, "arrivals" | "takeSettled" | "removed" | "whole"> {
  /** The same object until something changes. */
  readonly log: () => Log;
  /** Adds an event's request; undefined where it is no entry. */
  readonly addEvent: (request: unknown) => { readonly entry: Entry; readonly isOnlyAddition: boolean } | undefined;
  /** Adds what DevTools' log held when `arrivals` had the given value; false where DevTools gave no log. */
  readonly merge: (value: unknown, arrivals: number) => boolean;
  /** Forgets for good what had come in when `arrivals` had the given value. */
  readonly forget: (arrivals: number) => void;
}

export function createRecordedLog(initialCreator: object): RecordedLog {
  const records = createRecords();
  let pages = new Map<string, Page>();
  let creator = initialCreator;
  let current: Log | undefined;
  return {
    log() {
      current ??= { version: "1.2", creator, pages: [...pages.values()], entries: records.entries() };
      return current;
    },
    arrivals: records.arrivals,
    takeSettled: records.takeSettled,
    removed: records.removed,
    whole: records.whole,
    addEvent(request) {
      const entry = copyEntry(request);
      if (!entry) return undefined;
      const isOnlyAddition = records.addEvent(entry);
      if (entry._resourceType === "document" && entry.pageref && !pages.has(entry.pageref)) {
        pages.set(entry.pageref, { id: entry.pageref, title: entry.request.url });
      }
      current = undefined;
      return { entry, isOnlyAddition };
    },
    merge(value, arrivals) {
      const log = toLog(value);
      if (!log) return false;
      creator = log.creator ?? creator;
      for (const page of log.pages) pages.set(page.id, page);
      records.mergeLog(
        log.entries.filter((entry) => !isPending(entry)),
        arrivals,
      );
      current = undefined;
      return true;
    },
    forget(arrivals) {
      records.forget(arrivals);
      const kept = new Set(records.entries().map(({ pageref }) => pageref));
      pages = new Map([...pages].filter(([id]) => kept.has(id)));
      current = undefined;
    },
  };
}
