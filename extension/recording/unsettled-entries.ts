import { groupBy } from "../../src/index.ts";
import { type Entry, startKey } from "./log.ts";

/**
 * The entries of a log that tell more than what is recorded already. `settled` counts the requests with each key to which
 * the log can add nothing; where it counts fewer than the log has, any of them may be the one that is not settled.
 */
export function unsettledEntries(entries: readonly Entry[], settled: ReadonlyMap<string, number>): Entry[] {
  return unsettledAmong(groupBy(entries, startKey), settled);
}

/** The same for entries by their `startKey`. */
export function unsettledAmong(
  byKey: ReadonlyMap<string, readonly Entry[]>,
  settled: ReadonlyMap<string, number>,
): Entry[] {
  return [...byKey].flatMap(([key, equal]) => (equal.length > (settled.get(key) ?? 0) ? equal : []));
}

/**
 * The entries in parts of at least that length, and at least one part. Equal requests, which follow each other in a list of
 * unsettled entries, stay in one part, because only all of them together can be told apart.
 */
export function splitBetweenKeys(entries: readonly Entry[], length: number): Entry[][] {
  const parts: Entry[][] = [[]];
  let lastKey = "";
  for (const entry of entries) {
    const key = startKey(entry);
    if (key !== lastKey && (parts.at(-1)?.length ?? 0) >= length) parts.push([]);
    parts.at(-1)?.push(entry);
    lastKey = key;
  }
  return parts;
}

/** How often each key occurs. */
export function countKeys(keys: Iterable<string>, counts = new Map<string, number>()): Map<string, number> {
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
