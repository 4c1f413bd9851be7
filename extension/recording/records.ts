import { groupBy } from "../../src/index.ts";
import type { EntryRecord } from "./entry-record.ts";
import { createForgottenRequests } from "./forgotten-requests.ts";
import { createKeptEntries } from "./kept-entries.ts";
import { type Entry, hasSentHeaders, isDelivered, mayBeIncomplete, startKey, startOf } from "./log.ts";
import { mergeRecords } from "./merge-records.ts";
import { oldestRemovable } from "./removable.ts";
import { createSettledKeys } from "./settled-keys.ts";
import { countKeys, unsettledEntries } from "./unsettled-entries.ts";

/** The recorded entries, each once, from the events and from DevTools' log. */
export interface Records {
  /** The number of events so far. */
  readonly arrivals: () => number;
  /** The entries in the order of their starts; equal starts keep the log's order. */
  readonly entries: () => Entry[];
  /** The given entries, with all that DevTools recorded of each. */
  readonly whole: (entries: readonly Entry[]) => Promise<Entry[]>;
  /** Adds an event's entry, or replaces the same request from the log; true where only this entry changed. */
  readonly addEvent: (entry: Entry) => boolean;
  /** Adds entries of a log that was read when `arrivals` had the given value. Replaces the same requests. */
  readonly mergeLog: (entries: readonly Entry[], arrivals: number) => void;
  /** The keys of the requests that were settled since the last call: the log can add nothing to them. */
  readonly takeSettled: () => string[];
  /** How many of the oldest delivered entries were removed, because there were too many. */
  readonly removed: () => number;
  /** Forgets for good what had come in when `arrivals` had the given value. */
  readonly forget: (arrivals: number) => void;
}

export function createRecords(limits = defaultLimits): Records {
  const kept = createKeptEntries();
  const settledKeys = createSettledKeys();
  const forgotten = createForgottenRequests();
  let records: EntryRecord[] = [];
  let isSorted = true;
  let arrivals = 0;
  let delivered = 0;
  let removed = 0;
  /** The records that only the log brought so far, by `startKey`. */
  let unannounced = new Map<string, EntryRecord[]>();
  let maxDelivered = limits.delivered;
  let maxArchiveSize = limits.archiveSize;
  return {
    arrivals: () => arrivals,
    entries() {
      sort();
      return records.map(({ entry }) => entry);
    },
    whole: kept.whole,
    addEvent(entry) {
      const known = unannounced.size > 0 ? unannounced.get(startKey(entry))?.shift() : undefined;
      const isBetter = !known || entry.response.status > 0 || known.entry.response.status === 0;
      arrivals++;
      if (!known) push(toRecord(entry, arrivals, true));
      else if (isBetter) Object.assign(known, toRecord(entry, arrivals, true, known.isSettled));
      return !known && !removeOldest();
    },
    mergeLog(entries, before) {
      const read = unsettledEntries(entries, settledAt(entries)).map((entry) => asRead(entry, before));
      const known = new Set(records);
      const merged = mergeRecords(records, read, forgotten.includes);
      replace(merged.map((record) => (known.has(record) ? record : { ...record, ...keep(record.entry) })));
      removeOldest();
    },
    takeSettled: () => settledKeys.take(records),
    removed: () => removed,
    forget(upTo) {
      const cleared = records.filter(({ arrival }) => arrival <= upTo);
      forgotten.onCleared(cleared);
      removed = 0;
      release(cleared);
      replace(records.filter(({ arrival }) => arrival > upTo));
    },
  };

  /** How many requests with each key are settled, of those that started when one of the entries did. */
  function settledAt(entries: readonly Entry[]): Map<string, number> {
    const starts = new Set(entries.map(startOf));
    return countKeys(
      records.flatMap(({ entry, isSettled, startedAt }) => (isSettled && starts.has(startedAt) ? startKey(entry) : [])),
    );
  }

  /** Events come in the order of the ends, the log's entries in the order of the starts. */
  function sort(): void {
    if (!isSorted) records.sort((a, b) => a.startedAt - b.startedAt);
    isSorted = true;
  }

  function push(record: EntryRecord): void {
    isSorted &&= record.startedAt >= (records.at(-1)?.startedAt ?? 0);
    if (isDelivered(record.entry)) delivered++;
    records.push(record);
  }

  function replace(next: EntryRecord[]): void {
    records = next;
    isSorted = false;
    delivered = records.filter(({ entry }) => isDelivered(entry)).length;
    const onlyLogged = records.filter(({ isFromEvent }) => !isFromEvent);
    unannounced = groupBy(onlyLogged, ({ entry }) => startKey(entry));
  }

  function toRecord(entry: Entry, arrival: number, isFromEvent: boolean, wasSettled = false): EntryRecord {
    return { startedAt: startOf(entry), arrival, isFromEvent, ...keep(entry, wasSettled) };
  }

  /** An entry of the log, of which nothing is kept yet. */
  function asRead(entry: Entry, arrival: number): EntryRecord {
    return { entry, startedAt: startOf(entry), arrival, isFromEvent: false, isSettled: false };
  }

  function keep(entry: Entry, wasSettled = false): Pick<EntryRecord, "entry" | "isSettled"> {
    const isSettled = wasSettled || (!mayBeIncomplete(entry) && hasSentHeaders(entry));
    return { entry: kept.keep(entry), isSettled };
  }

  function release(removed: readonly EntryRecord[]): void {
    kept.release(removed);
    settledKeys.keepOf(removed);
  }

  /** Removes the oldest delivered entries where there are too many of them; true where some were removed. */
  function removeOldest(): boolean {
    if (delivered <= maxDelivered && kept.size() <= maxArchiveSize) return false;
    sort();
    const step = Math.ceil(limits.delivered / 20);
    const removable = oldestRemovable(records, step);
    forgotten.onRemoved(removable);
    removed += removable.size;
    release([...removable]);
    replace(records.filter((record) => !removable.has(record)));
    // Where all of them are needed, the next try waits.
    maxDelivered = Math.max(limits.delivered, delivered + step);
    maxArchiveSize = Math.max(limits.archiveSize, kept.size() + Math.ceil(limits.archiveSize / 20));
    return removable.size > 0;
  }
}

/** The greatest number of delivered entries, and bytes of what is kept of them only for a file. */
const defaultLimits = { delivered: 100_000, archiveSize: 64_000_000 };
