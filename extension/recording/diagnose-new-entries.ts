import { type Diagnosis, memoPerOwner, type Recognition } from "../../src/index.ts";
import { type DiagnosedLog, diagnoseLog } from "./diagnosed-log.ts";
import type { Entry, Log } from "./log.ts";

/**
 * The diagnosed log with the fetches that the new entries belong to, as far as the log's latest entries show; null where an
 * earlier entry may belong to them too.
 */
export function diagnoseNewEntries(
  diagnosed: DiagnosedLog,
  log: Log,
  added: readonly Entry[],
  recognition: Recognition | null,
): DiagnosedLog | null {
  const first = firstLatest(log);
  const latest = diagnoseLog({ ...log, entries: [...log.entries.slice(first), ...added] }, recognition);
  const latestIndexes = latest.diagnoses.map((diagnosis) => indexesOf(diagnosis).map((index) => first + index));
  const known = latestFetches(diagnosed, log);
  const affected = new Set(added.map((_, at) => log.entries.length + at));
  addConnected(affected, [...known.values(), ...latestIndexes]);
  if (Math.min(...affected) < first) return null;
  const isAffected = (indexes: readonly number[] = []) => indexes.some((index) => affected.has(index));
  const changed = latest.diagnoses.filter((_, at) => isAffected(latestIndexes[at]));
  // To find notes among the new entries too would mean to read the whole recording for each of them.
  const { recording, diagnoses, notesOf } = diagnosed;
  if (![...known.values()].some(isAffected)) {
    return { recording, diagnoses: diagnoses.concat(changed), notesOf, base: diagnosed };
  }
  const kept = diagnoses.filter((diagnosis) => !isAffected(known.get(diagnosis)));
  return { recording, diagnoses: kept.concat(changed), notesOf };
}

/**
 * Adds the exchanges of each fetch that has an affected exchange. A new request may take the preflight of another one, which
 * then has the preflight of a third.
 */
function addConnected(affected: Set<number>, fetches: readonly (readonly number[])[]): void {
  for (let size = 0; size < affected.size; ) {
    size = affected.size;
    for (const indexes of fetches) {
      if (indexes.some((index) => affected.has(index))) for (const index of indexes) affected.add(index);
    }
  }
}

/** The fetches with at least one of the latest entries, with the indexes of all their entries; the same at each call. */
export function latestFetches(diagnosed: DiagnosedLog, log: Log): ReadonlyMap<Diagnosis, readonly number[]> {
  return rememberLatest(diagnosed, "latest", () => {
    const first = firstLatest(log);
    return new Map(
      diagnosed.diagnoses
        .map((diagnosis) => [diagnosis, indexesOf(diagnosis)] as const)
        .filter(([, indexes]) => indexes.some((index) => index >= first)),
    );
  });
}

const rememberLatest = memoPerOwner<DiagnosedLog, ReadonlyMap<Diagnosis, readonly number[]>>(1);

/** How many of the latest entries may be the preflight, the redirect or the duplicate of a new one. */
const maxLatest = 64;

function firstLatest({ entries }: Log): number {
  return Math.max(0, entries.length - maxLatest);
}

/** The indexes of a fetch's exchanges in the recording. */
function indexesOf({ fetch: { hops, pageExchange } }: Diagnosis): number[] {
  const indexes = pageExchange ? [pageExchange.index] : [];
  for (const { actual, preflight } of hops) {
    if (actual) indexes.push(actual.index);
    if (preflight) indexes.push(preflight.index);
  }
  return indexes;
}
