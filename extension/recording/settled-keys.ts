import type { EntryRecord } from "./entry-record.ts";
import { startKey } from "./log.ts";

/** Tells the reader of DevTools' log, once for each request, that the log can add nothing to it. */
export interface SettledKeys {
  /** The keys of the settled records, and of those that were removed, that were not taken before. */
  readonly take: (records: readonly EntryRecord[]) => string[];
  /** Keeps the keys of records that are removed before their keys were taken. DevTools' log may still hold them. */
  readonly keepOf: (removed: readonly EntryRecord[]) => void;
}

export function createSettledKeys(): SettledKeys {
  let removedKeys: string[] = [];
  return {
    take(records) {
      // The keys are made only when they are asked for: they would take 150 bytes for each request until then.
      const unreported = records.filter(isUnreported);
      for (const record of unreported) record.isReported = true;
      const keys = [...removedKeys, ...unreported.map(({ entry }) => startKey(entry))];
      removedKeys = [];
      return keys;
    },
    keepOf(removed) {
      const keys = removed.filter(isUnreported).map(({ entry }) => startKey(entry));
      // Without its key, a request is read again, which takes time and changes nothing.
      removedKeys = [...removedKeys, ...keys].slice(-maxRemovedKeys);
    },
  };
}

const maxRemovedKeys = 10_000;

function isUnreported({ isSettled, isReported }: EntryRecord): boolean {
  return isSettled && !isReported;
}
