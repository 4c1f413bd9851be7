import { createEntryArchive } from "./entry-archive.ts";
import type { EntryRecord } from "./entry-record.ts";
import { createLeanCopies } from "./lean-entry.ts";
import { type Entry, isDelivered } from "./log.ts";
import { withHarFields } from "./whole-entry.ts";

/** What is kept of entries: of those whose response was delivered, only what a diagnosis needs, and the rest compressed. */
export interface KeptEntries {
  /** The entry as it is kept. */
  readonly keep: (entry: Entry) => Entry;
  /** The kept entries, with all that DevTools recorded of each. */
  readonly whole: (kept: readonly Entry[]) => Promise<Entry[]>;
  /** Forgets the compressed part of these entries, and of all that were kept before the last of them. */
  readonly release: (removed: Iterable<EntryRecord>) => void;
  /** How many bytes the compressed entries take. */
  readonly size: () => number;
}

export function createKeptEntries(): KeptEntries {
  const archive = createEntryArchive();
  const leanCopy = createLeanCopies();
  return {
    keep: (entry) => (isDelivered(entry) ? leanCopy(entry, archive.add(entry)) : entry),
    async whole(kept) {
      const archived = await archive.read();
      return kept.map((entry) => {
        const { archivedAt, ...fields } = entry;
        if (archivedAt === undefined) return entry;
        return archived.get(archivedAt) ?? withHarFields(fields);
      });
    },
    release(removed) {
      let latest = -1;
      for (const { entry } of removed) latest = Math.max(latest, entry.archivedAt ?? -1);
      archive.forgetBefore(latest + 1);
    },
    size: archive.size,
  };
}
