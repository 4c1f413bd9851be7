import { diagnoseNewEntries, latestOf } from "./diagnose-new-entries.ts";
import { type DiagnosedLog, diagnoseLog, diagnoseLogInSteps } from "./diagnosed-log.ts";
import type { Entry, Recorder } from "./recorder.ts";

interface Following {
  /** Null where the reading takes longer than a frame: it is told soon. */
  readonly now: DiagnosedLog | null;
  readonly stop: () => void;
}

/**
 * Tells of each change of what is recorded. A long recording is not diagnosed anew for each request: what came in is
 * diagnosed at once beside the latest of the others, and everything together as soon as there is time, since any request
 * may tell something about any other. That takes a second, and is done in short steps, between which people are served.
 */
export function followRecorder(recorder: Recorder, tell: (reading: DiagnosedLog) => void): Following {
  let log = recorder.log();
  const isShort = log.entries.length < fewEntries;
  let settled = diagnoseLog(isShort ? log : { ...log, entries: [] });
  let isRead = isShort;
  let fresh: Entry[] = [];
  let outdated = false;
  let glanceCost = 0;
  let settleCost = 0;
  let endedAt = 0;
  let waitingSince = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  let between: ReturnType<typeof setTimeout> | undefined;

  const leave = recorder.subscribe((added) => {
    if (added) fresh.push(added);
    else outdated = true;
    soon ??= setTimeout(work, Math.max(0, endedAt + 3 * glanceCost - Date.now()));
  });

  // Drawn first.
  if (!isShort) later = setTimeout(settle, 30);

  return {
    now: isShort ? settled : null,
    stop() {
      leave();
      for (const timer of [soon, later, between]) clearTimeout(timer);
    },
  };

  function work(): void {
    soon = undefined;
    if (log.entries.length < fewEntries || (outdated && recorder.log().entries.length < fewEntries)) {
      settle();
      return;
    }
    // The first reading is on its way, and nothing can be told beside what is not known yet.
    if (!isRead) return;
    if (between === undefined) settleSoon();
    // What no event announced, and what came all at once, waits for its turn.
    if (fresh.length === 0 || fresh.length > mostFresh) return;
    const startedAt = Date.now();
    const seen = diagnoseNewEntries(settled, log, fresh);
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
    for (const timer of [later, between]) clearTimeout(timer);
    waitingSince = 0;
    outdated = false;
    const next = recorder.log();
    const steps = diagnoseLogInSteps(next);
    const known = fresh.length;
    const longest = next.entries.length < fewEntries ? Number.POSITIVE_INFINITY : longestStep;
    settleCost = 0;
    proceed();

    function proceed(): void {
      const startedAt = Date.now();
      let step = steps.next();
      while (!step.done && Date.now() - startedAt < longest) step = steps.next();
      if (step.done) conclude(step.value);
      else between = setTimeout(proceed);
      settleCost += Date.now() - startedAt;
      endedAt = Date.now();
      glanceCost = Math.min(glanceCost, settleCost);
    }

    function conclude(reading: DiagnosedLog): void {
      between = undefined;
      isRead = true;
      log = next;
      settled = reading;
      fresh = fresh.slice(known);
      tell((fresh.length > 0 && fresh.length <= mostFresh && diagnoseNewEntries(settled, log, fresh)) || settled);
      if (fresh.length > 0 || outdated) settleSoon();
      // Gathered now, so that the next request need not wait for it.
      if (longest === longestStep) latestOf(settled, log);
    }
  }
}

/** Recordings shorter than this are diagnosed anew within a frame. */
const fewEntries = 300;
/** More new requests than these are not worth a look of their own. */
const mostFresh = 300;
/** Milliseconds without a request before all is diagnosed anew. */
const shortestPause = 250;
/** Milliseconds after which the reading of everything lets others go first. */
const longestStep = 12;
