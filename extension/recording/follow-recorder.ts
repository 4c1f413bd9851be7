import type { ReadonlySignal } from "@preact/signals";
import type { Recognition } from "../../src/index.ts";
import { afterNextFrame } from "../layout/after-frame.ts";
import { diagnoseLogInSteps } from "./diagnose-in-steps.ts";
import { diagnoseNewEntries, latestFetches } from "./diagnose-new-entries.ts";
import { type DiagnosedLog, diagnoseLog } from "./diagnosed-log.ts";
import { createDiagnosisPace, type DiagnosisPace } from "./diagnosis-pace.ts";
import { type Entry, isDelivered, type Log } from "./log.ts";
import type { Recorder } from "./recorder.ts";
import { runInSlices, type SlicedRun } from "./run-in-slices.ts";

interface Following {
  /** Null where the diagnosis takes longer than a frame, or waits for the recognition; it is reported soon. */
  readonly now: DiagnosedLog | null;
  readonly stop: () => void;
}

/**
 * Reports the diagnosed log after each change of the recording. What was refused or failed is reported at once. Delivered
 * responses are reported once the page is at rest, so that the panel takes no processor from a page that loads.
 *
 * A long recording is not diagnosed again for each request: new entries are diagnosed at once together with the latest older
 * ones. Everything together, which takes a second, follows in short steps as soon as there is time, because any request may
 * change the diagnosis of any other.
 *
 * At first, a long recording is diagnosed after the first frame, and the recognition is loaded before that ends. A short one
 * waits a moment for the recognition, so that rows do not change just after they are drawn.
 */
export function followRecorder(
  recorder: Recorder,
  recognition: ReadonlySignal<Recognition | null>,
  onDiagnosed: (diagnosed: DiagnosedLog) => void,
): Following {
  let log = recorder.log();
  const isShort = isShortLog(log);
  const startsNow = isShort && (recognition.value !== null || log.entries.length === 0);
  /** Whether something was diagnosed, or waits to be, without the recognition. */
  let lacksRecognition = !startsNow && isShort;
  const latestRecognition = () => {
    lacksRecognition = recognition.value === null;
    return recognition.value;
  };
  let diagnosed = diagnoseLog(startsNow ? log : { ...log, entries: [] }, recognition.value);
  let isComplete = startsNow;
  let newEntries: Entry[] = [];
  let isOutdated = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAtRest: ReturnType<typeof setTimeout> | undefined;
  const pace = createDiagnosisPace();
  const all = createFullDiagnosis(recorder, latestRecognition, pace, () => {
    const known = newEntries.length;
    isOutdated = false;
    return (of, result) => {
      [log, diagnosed, isComplete] = [of, result, true];
      newEntries = newEntries.slice(known);
      onDiagnosed(diagnoseNew() ?? diagnosed);
      if (newEntries.length > 0 || isOutdated) all.startLater(pace.delayOfAll(isOutdated));
      // The next new entry then need not wait for this.
      if (!isShortLog(log)) latestFetches(diagnosed, log);
    };
  });
  const unsubscribe = recorder.subscribe((added) => {
    if (added) newEntries.push(added);
    else isOutdated = true;
    if (added && isDelivered(added)) {
      clearTimeout(timerAtRest);
      timerAtRest = setTimeout(update, pace.delayOfDelivered());
    } else timer ??= setTimeout(update, pace.delayOfUpdate());
  });
  if (!startsNow && isShort) all.startLater(maxWait);
  else if (!startsNow) all.startAfterFrame();
  const unsubscribeRecognition = recognition.subscribe((loaded) => {
    if (!loaded || !lacksRecognition) return;
    lacksRecognition = false;
    isOutdated = true;
    if (isComplete) update();
    else if (isShort) all.start();
  });

  return {
    now: startsNow ? diagnosed : null,
    stop() {
      unsubscribe();
      unsubscribeRecognition();
      clearTimeout(timer);
      clearTimeout(timerAtRest);
      all.cancel();
    },
  };

  function update(): void {
    clearTimeout(timer);
    clearTimeout(timerAtRest);
    timer = undefined;
    pace.onUpdateStarted();
    if (isShortLog(recorder.log())) {
      all.start();
      return;
    }
    // New entries can only be diagnosed once the older ones are.
    if (!isComplete) return;
    if (!all.isRunning()) all.startLater(pace.delayOfAll(isOutdated));
    if (!canDiagnoseNew(newEntries)) return;
    const startedAt = Date.now();
    const updated = diagnoseNew();
    if (updated) onDiagnosed(updated);
    pace.onUpdate(Date.now() - startedAt);
  }

  function diagnoseNew(): DiagnosedLog | null {
    return canDiagnoseNew(newEntries) ? diagnoseNewEntries(diagnosed, log, newEntries, recognition.value) : null;
  }
}

interface FullDiagnosis {
  readonly isRunning: () => boolean;
  readonly start: () => void;
  /** Starts after a delay in milliseconds, in place of a start that was requested before. */
  readonly startLater: (delay: number) => void;
  /** Starts once the browser has drawn what is there now. */
  readonly startAfterFrame: () => void;
  readonly cancel: () => void;
}

type OnDone = (log: Log, diagnosed: DiagnosedLog) => void;

/** Diagnoses everything that is recorded, in short steps. `onStart` is called at each start, its result at the end. */
function createFullDiagnosis(
  recorder: Recorder,
  recognition: () => Recognition | null,
  pace: DiagnosisPace,
  onStart: () => OnDone,
): FullDiagnosis {
  let cancelStart = () => {};
  let run: SlicedRun | undefined;
  return {
    isRunning: () => run?.isRunning() ?? false,
    start,
    startLater(delay) {
      cancelStart();
      const timer = setTimeout(start, delay);
      cancelStart = () => clearTimeout(timer);
    },
    startAfterFrame() {
      cancelStart();
      cancelStart = afterNextFrame(start);
    },
    cancel,
  };

  function start(): void {
    cancel();
    const onDone = onStart();
    pace.onAllStarted();
    const log = recorder.log();
    const maxDuration = isShortLog(log) ? Number.POSITIVE_INFINITY : maxSliceDuration;
    const steps = diagnoseLogInSteps(log, recognition);
    run = runInSlices(steps, maxDuration, (result) => onDone(log, result), pace.onAllSlice);
  }

  function cancel(): void {
    cancelStart();
    run?.cancel();
  }
}

/** Whether a diagnosis of the whole log takes less than a frame. */
function isShortLog({ entries }: Log): boolean {
  return entries.length < 300;
}

/** Many new entries are not diagnosed by themselves; they wait for the diagnosis of everything. */
function canDiagnoseNew(newEntries: readonly Entry[]): boolean {
  return newEntries.length > 0 && newEntries.length <= 300;
}

/** Milliseconds after which the list shows what the browser decided, without the reasons. */
const maxWait = 100;

/** Milliseconds after which the diagnosis of everything lets the browser draw and handle input. */
const maxSliceDuration = 12;
