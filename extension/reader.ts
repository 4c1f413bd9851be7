import { type Diagnosis, diagnose, type Recording, readHar } from "../src/index.ts";
import type { Entry, Log, Recorder } from "./recorder.ts";

/** A recording, and what can be said of each fetch in it. */
export interface Reading {
  readonly recording: Recording;
  readonly diagnoses: readonly Diagnosis[];
}

export function readLog(log: Log): Reading {
  const recording = { ...readHar(log), alterations: log.alterations ?? [] };
  return { recording, diagnoses: diagnose(recording) };
}

interface Following {
  /** Null where the reading takes longer than a frame: it is told soon. */
  readonly now: Reading | null;
  readonly stop: () => void;
}

/**
 * Tells of each change of what is recorded. A long recording is not diagnosed anew for each request: what came in is
 * diagnosed at once beside the latest of the others, and everything together as soon as there is time, since any request
 * may tell something about any other.
 */
export function follow(recorder: Recorder, tell: (reading: Reading) => void): Following {
  let log = recorder.log();
  const isShort = log.entries.length < fewEntries;
  let settled = readLog(isShort ? log : { ...log, entries: [] });
  let fresh: Entry[] = [];
  let outdated = false;
  let glanceCost = 0;
  let settleCost = 0;
  let endedAt = 0;
  let waitingSince = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  const leave = recorder.subscribe((added) => {
    if (added) fresh.push(added);
    else outdated = true;
    soon ??= setTimeout(work, Math.max(0, endedAt + 3 * glanceCost - Date.now()));
  });

  // Drawn first, since it may take a second.
  if (!isShort) later = setTimeout(settle, 30);

  return {
    now: isShort ? settled : null,
    stop() {
      leave();
      clearTimeout(soon);
      clearTimeout(later);
    },
  };

  function work(): void {
    soon = undefined;
    if (log.entries.length < fewEntries) {
      settle();
      return;
    }
    settleSoon();
    // What no event announced, and what came all at once, waits for its turn.
    if (fresh.length === 0 || fresh.length > mostFresh) return;
    const startedAt = Date.now();
    const seen = glance(settled, log, fresh);
    if (seen) tell(seen);
    endedAt = Date.now();
    glanceCost = endedAt - startedAt;
  }

  /** The longer it took, the rarer it is, so that most of the time is left to people; and it never waits for ever. */
  function settleSoon(): void {
    waitingSince ||= Date.now();
    const pause = Math.max(shortestPause, outdated ? settleCost : 3 * settleCost);
    const left = waitingSince + 3 * pause - Date.now();
    clearTimeout(later);
    later = setTimeout(settle, Math.max(0, Math.min(pause, left)));
  }

  function settle(): void {
    clearTimeout(later);
    waitingSince = 0;
    fresh = [];
    outdated = false;
    const startedAt = Date.now();
    log = recorder.log();
    settled = readLog(log);
    tell(settled);
    endedAt = Date.now();
    settleCost = endedAt - startedAt;
    glanceCost = Math.min(glanceCost, settleCost);
  }
}

/** Recordings shorter than this are diagnosed anew within a frame. */
const fewEntries = 300;
/** More new requests than these are not worth a look of their own. */
const mostFresh = 300;
/** Milliseconds without a request before all is diagnosed anew. */
const shortestPause = 250;

/**
 * What was known, with the fetches that the fresh entries belong to, as far as the latest entries tell; null where these
 * do not tell enough.
 */
export function glance({ recording, diagnoses }: Reading, log: Log, fresh: readonly Entry[]): Reading | null {
  const first = Math.max(0, log.entries.length - besideFresh);
  const seen = readLog({ ...log, entries: [...log.entries.slice(first), ...fresh] });
  const seenIndexes = seen.diagnoses.map((diagnosis) => indexesOf(diagnosis).map((index) => first + index));
  const affected = new Set(fresh.map((_, at) => log.entries.length + at));
  // A request that comes in may take the preflight of another one, which then has that of a third.
  const latest = diagnoses.map(indexesOf).filter((indexes) => indexes.some((index) => index >= first));
  for (let size = 0; size < affected.size; ) {
    size = affected.size;
    for (const indexes of [...latest, ...seenIndexes]) {
      if (indexes.some((index) => affected.has(index))) for (const index of indexes) affected.add(index);
    }
  }
  if (Math.min(...affected) < first) return null;
  const isAffected = (indexes: readonly number[]) => indexes.some((index) => affected.has(index));
  const kept = diagnoses.filter((diagnosis) => !isAffected(indexesOf(diagnosis)));
  const changed = seen.diagnoses.filter((_, at) => isAffected(seenIndexes[at] ?? []));
  return { recording, diagnoses: [...kept, ...changed] };
}

/** How many of the latest entries may be the preflight, the redirect or the double of one that comes in. */
const besideFresh = 64;

const known = new WeakMap<Diagnosis, readonly number[]>();

/** The places of a fetch's exchanges in the recording; gathered once, since all are looked through at each request. */
function indexesOf(diagnosis: Diagnosis): readonly number[] {
  const indexes = known.get(diagnosis) ?? gatherIndexes(diagnosis);
  known.set(diagnosis, indexes);
  return indexes;
}

function gatherIndexes({ fetch: { hops, pageSide } }: Diagnosis): number[] {
  const indexes = pageSide ? [pageSide.index] : [];
  for (const { actual, preflight } of hops) {
    if (actual) indexes.push(actual.index);
    if (preflight) indexes.push(preflight.index);
  }
  return indexes;
}
