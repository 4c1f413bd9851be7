import { groupBy } from "../../src/index.ts";
import type { EntryRecord } from "./entry-record.ts";
import { hasSentHeaders, isDelivered, startKey } from "./log.ts";

/**
 * The records with those that were read of DevTools' log, which replace the records of the same requests. Those that were
 * forgotten stay so.
 */
export function mergeRecords(
  known: readonly EntryRecord[],
  read: readonly EntryRecord[],
  isForgotten: (record: EntryRecord) => boolean,
): EntryRecord[] {
  const twins = findTwins(read, known);
  const replaced = new Set(twins.values());
  const merged = read.flatMap((record) => {
    const twin = twins.get(record);
    if (!twin) return isForgotten(record) ? [] : [record];
    // An event that came while the log was written is newer than the log, unless it came before its headers.
    const isNewer = twin.arrival > record.arrival && record.entry.response.status === 0;
    const isComplete = twin.isSettled || (isDelivered(twin.entry) && !hasSentHeaders(record.entry));
    return [isNewer || isComplete ? twin : { ...record, arrival: twin.arrival, isFromEvent: twin.isFromEvent }];
  });
  return [...known.filter((record) => !replaced.has(record)), ...merged];
}

/** Each record of the log with the known record of the same request: of equal requests the one that took equally long. */
function findTwins(read: readonly EntryRecord[], known: readonly EntryRecord[]): Map<EntryRecord, EntryRecord> {
  const twins = new Map<EntryRecord, EntryRecord>();
  const taken = new Set<EntryRecord>();
  const starts = new Set(read.map(({ startedAt }) => startedAt));
  const likely = known.filter(({ startedAt }) => starts.has(startedAt));
  for (const keyOf of [exactKey, ({ entry }: EntryRecord) => startKey(entry)]) {
    const candidates = groupBy(
      likely.filter((record) => !taken.has(record)),
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

function exactKey({ entry }: EntryRecord): string {
  return `${entry.time} ${startKey(entry)}`;
}
