import type { EntryRecord } from "./entry-record.ts";
import { isDelivered } from "./log.ts";

/**
 * Which requests are gone from the list for good. DevTools' log may still hold them, and must not bring them back. Their start times
 * stand for them, so that nothing is kept of each.
 */
export interface ForgottenRequests {
  readonly includes: (record: EntryRecord) => boolean;
  /** The list was cleared: all requests are forgotten that started no later than these. */
  readonly onCleared: (records: Iterable<EntryRecord>) => void;
  /** There were too many: all delivered requests are forgotten that started no later than these. */
  readonly onRemoved: (records: Iterable<EntryRecord>) => void;
}

export function createForgottenRequests(): ForgottenRequests {
  let clearedUntil = Number.NEGATIVE_INFINITY;
  let removedUntil = Number.NEGATIVE_INFINITY;
  return {
    includes: ({ entry, startedAt }) => startedAt <= clearedUntil || (startedAt <= removedUntil && isDelivered(entry)),
    onCleared(records) {
      clearedUntil = latestStart(records, clearedUntil);
    },
    onRemoved(records) {
      removedUntil = latestStart(records, removedUntil);
    },
  };
}

function latestStart(records: Iterable<EntryRecord>, known: number): number {
  let latest = known;
  for (const { startedAt } of records) latest = Math.max(latest, startedAt);
  return latest;
}
