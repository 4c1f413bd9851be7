import { groupBy } from "../../src/index.ts";
import { type Entry, startOf } from "./log.ts";

/** An entry, and how it came in. */
interface EntryRecord {
  readonly entry: Entry;
  readonly startedAt: number;
  /** The number of events up to this one; for an entry of DevTools' log, up to the time when the log was read. */
  readonly arrival: number;
  /** Whether an event brought the entry, and not only the log. */
  readonly isFromEvent: boolean;
}

/** The recorded entries, each once, from the events and from DevTools' log. */
export interface Records {
  /** The number of events so far. */
  readonly arrivals: () => number;
  /** The entries in the order of their starts; equal starts keep the log's order. */
  readonly entries: () => Entry[];
  /** Adds an event's entry, or replaces the same request from the log; true where only this entry changed. */
  readonly addEvent: (entry: Entry) => boolean;
  /** Adds the entries of a log that was read when `arrivals` had the given value. Replaces the same requests. */
  readonly mergeLog: (entries: readonly Entry[], arrivals: number) => void;
  /** Forgets for good what had come in when `arrivals` had the given value. */
  readonly forget: (arrivals: number) => void;
}

export function createRecords(): Records {
  let records: EntryRecord[] = [];
  let arrivals = 0;
  /** The records that only the log brought so far, by `startKey`. */
  let unannounced = new Map<string, EntryRecord[]>();
  /** Requests that started up to here are forgotten. The log may still hold them. */
  let forgottenUntil = Number.NEGATIVE_INFINITY;
  return {
    arrivals: () => arrivals,
    entries() {
      // Events come in the order of the ends, the log's entries in the order of the starts.
      records.sort((a, b) => a.startedAt - b.startedAt);
      return records.map(({ entry }) => entry);
    },
    addEvent(entry) {
      const record: EntryRecord = { entry, startedAt: startOf(entry), arrival: ++arrivals, isFromEvent: true };
      const known = unannounced.get(startKey(record))?.shift();
      if (!known) records.push(record);
      else if (entry.response.status > 0 || known.entry.response.status === 0) Object.assign(known, record);
      return !known;
    },
    mergeLog(entries, before) {
      replace(mergeRecords(records, entries, before, forgottenUntil));
    },
    forget(upTo) {
      for (const { arrival, startedAt } of records) {
        if (arrival <= upTo) forgottenUntil = Math.max(forgottenUntil, startedAt);
      }
      replace(records.filter(({ arrival }) => arrival > upTo));
    },
  };

  function replace(next: EntryRecord[]): void {
    records = next;
    unannounced = groupBy(
      records.filter(({ isFromEvent }) => !isFromEvent),
      startKey,
    );
  }
}

function mergeRecords(
  known: readonly EntryRecord[],
  entries: readonly Entry[],
  before: number,
  forgottenUntil: number,
): EntryRecord[] {
  const read = entries.map((entry) => ({ entry, startedAt: startOf(entry), arrival: before, isFromEvent: false }));
  const twins = findTwins(read, known);
  const replaced = new Set(twins.values());
  const merged = read.flatMap((record) => {
    const twin = twins.get(record);
    if (!twin) return record.startedAt > forgottenUntil ? [record] : [];
    // An event that came while the log was written is newer than the log, unless it came before its headers.
    const isNewer = twin.arrival > before && record.entry.response.status === 0;
    return [isNewer ? twin : { ...twin, entry: record.entry }];
  });
  return [...known.filter((record) => !replaced.has(record)), ...merged];
}

/** Each record of the log with the known record of the same request: of equal requests the one that took equally long. */
function findTwins(read: readonly EntryRecord[], known: readonly EntryRecord[]): Map<EntryRecord, EntryRecord> {
  const twins = new Map<EntryRecord, EntryRecord>();
  const taken = new Set<EntryRecord>();
  for (const keyOf of [exactKey, startKey]) {
    const candidates = groupBy(
      known.filter((record) => !taken.has(record)),
      keyOf,
    );
    const cursors = new Map<string, number>();
    for (const record of read) {
      if (twins.has(record)) continue;
      const key = keyOf(record);
      const index = cursors.get(key) ?? 0;
      const twin = candidates.get(key)?.[index];
      if (!twin) continue;
      cursors.set(key, index + 1);
      twins.set(record, twin);
      taken.add(twin);
    }
  }
  return twins;
}

function startKey({ startedAt, entry: { request } }: EntryRecord): string {
  return `${startedAt} ${request.method} ${request.url}`;
}

function exactKey(record: EntryRecord): string {
  return `${record.entry.time} ${startKey(record)}`;
}
