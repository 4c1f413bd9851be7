import { groupBy } from "../../src/index.ts";
import { type Entry, startKey } from "./log.ts";

/**
 * The entries of a log that tell more than what is recorded already. `settled` counts the requests with each key to which
 * the log can add nothing; where it counts fewer than the log has, any of them may be the one that is not settled.
 */
export function unsettledEntries(entries: readonly Entry[], settled: ReadonlyMap<string, number>): Entry[] {
  return [...groupBy(entries, startKey)].flatMap(([key, equal]) =>
    equal.length > (settled.get(key) ?? 0) ? equal : [],
  );
}

/** How often each key occurs. */
export function countKeys(keys: Iterable<string>, counts = new Map<string, number>()): Map<string, number> {
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
