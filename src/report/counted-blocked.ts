import type { JudgedFetch } from "../diagnose-stream.ts";
import { type BaselineEntry, baselineKey, toBaselineEntry } from "./baseline-entry.ts";
import type { CountedRefusal } from "./format.ts";
import { serverOf } from "./groups.ts";

/** Counts blocked fetches by the entries with which a baseline accepts them. */
export interface BlockedCounter {
  readonly add: (fetch: JudgedFetch) => void;
  /** The counts, as the fetches are described now. */
  readonly counted: () => CountedRefusal[];
}

/** A counter without fetches. */
export function createBlockedCounter(maxEntries = maxCountedEntries): BlockedCounter {
  const counts = new Map<string, Count>();
  return {
    add(fetch) {
      const { outcome } = fetch;
      if (!fetch.isBlocked || (outcome !== "refused" && outcome !== "unknown")) return;
      const entries = fetch.candidates().map(toBaselineEntry);
      // What the pages' habits decide, they decide for each page and server.
      const decidedBy = entries.length > 1 ? JSON.stringify([fetch.fetch.origin, serverOf(fetch.fetch)]) : "";
      const ownKey = outcome + decidedBy + entries.map(baselineKey).join("");
      const isKnown = counts.has(ownKey) || counts.size < maxEntries;
      const key = isKnown ? ownKey : outcome;
      const same = counts.get(key);
      if (same) same.count += 1;
      else counts.set(key, { outcome, count: 1, entry: isKnown ? entryOf(fetch, entries) : () => null });
    },
    counted() {
      const byEntry = new Map<string, { -readonly [Key in keyof CountedRefusal]: CountedRefusal[Key] }>();
      for (const { entry: entryNow, outcome, count } of counts.values()) {
        const entry = entryNow();
        const key = outcome + (entry ? baselineKey(entry) : "");
        const same = byEntry.get(key);
        if (same) same.count += count;
        else byEntry.set(key, { entry, outcome, count, isAccepted: false });
      }
      return [...byEntry.values()];
    },
  };
}

/** Different entries that are told apart. */
const maxCountedEntries = 5000;

interface Count {
  readonly outcome: CountedRefusal["outcome"];
  count: number;
  /** The entry by what is known now; null for fetches that are too many to tell apart. */
  readonly entry: () => Required<BaselineEntry> | null;
}

/** Keeps the fetch only where its entry may still change. */
function entryOf(fetch: JudgedFetch, entries: readonly Required<BaselineEntry>[]): Count["entry"] {
  const [first, ...others] = entries;
  return first && others.length === 0 ? () => first : () => toBaselineEntry(fetch.describe());
}
