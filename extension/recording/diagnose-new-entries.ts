import type { Diagnosis } from "../../src/index.ts";
import { type DiagnosedLog, diagnoseLog } from "./diagnosed-log.ts";
import type { Entry, Log } from "./recorder.ts";

/**
 * What was known, with the fetches that the fresh entries belong to, as far as the latest entries tell; null where these
 * do not tell enough.
 */
export function diagnoseNewEntries(reading: DiagnosedLog, log: Log, fresh: readonly Entry[]): DiagnosedLog | null {
  const first = firstBeside(log);
  const seen = diagnoseLog({ ...log, entries: [...log.entries.slice(first), ...fresh] });
  const seenIndexes = seen.diagnoses.map((diagnosis) => indexesOf(diagnosis).map((index) => first + index));
  const affected = new Set(fresh.map((_, at) => log.entries.length + at));
  // A request that comes in may take the preflight of another one, which then has that of a third.
  const latest = latestOf(reading, log);
  for (let size = 0; size < affected.size; ) {
    size = affected.size;
    for (const indexes of [...latest.values(), ...seenIndexes]) {
      if (indexes.some((index) => affected.has(index))) for (const index of indexes) affected.add(index);
    }
  }
  if (Math.min(...affected) < first) return null;
  const isAffected = (indexes: readonly number[] = []) => indexes.some((index) => affected.has(index));
  const changed = seen.diagnoses.filter((_, at) => isAffected(seenIndexes[at]));
  const { recording, diagnoses } = reading;
  if (![...latest.values()].some(isAffected)) return { recording, diagnoses: diagnoses.concat(changed), base: reading };
  const kept = diagnoses.filter((diagnosis) => !isAffected(latest.get(diagnosis)));
  return { recording, diagnoses: kept.concat(changed) };
}

/** How many of the latest entries may be the preflight, the redirect or the double of one that comes in. */
const besideFresh = 64;

function firstBeside({ entries }: Log): number {
  return Math.max(0, entries.length - besideFresh);
}

const known = new WeakMap<DiagnosedLog, ReadonlyMap<Diagnosis, readonly number[]>>();

/** The fetches that have one of the latest entries, with the places of all theirs; gathered once for all glances. */
export function latestOf(reading: DiagnosedLog, log: Log): ReadonlyMap<Diagnosis, readonly number[]> {
  const first = firstBeside(log);
  const latest =
    known.get(reading) ??
    new Map(
      reading.diagnoses
        .map((diagnosis) => [diagnosis, indexesOf(diagnosis)] as const)
        .filter(([, indexes]) => indexes.some((index) => index >= first)),
    );
  known.set(reading, latest);
  return latest;
}

/** The places of a fetch's exchanges in the recording. */
function indexesOf({ fetch: { hops, pageExchange } }: Diagnosis): number[] {
  const indexes = pageExchange ? [pageExchange.index] : [];
  for (const { actual, preflight } of hops) {
    if (actual) indexes.push(actual.index);
    if (preflight) indexes.push(preflight.index);
  }
  return indexes;
}
