import {
  createHistory,
  type Diagnosis,
  diagnoseInSteps,
  type Recognition,
  type RecognizedNote,
  type Recording,
  readHar,
} from "../../src/index.ts";
import type { Log } from "./log.ts";

/** A recording, and the diagnosis of each fetch in it. */
export interface DiagnosedLog {
  readonly recording: Recording;
  readonly diagnoses: readonly Diagnosis[];
  /** The notes on one of the fetches. They are found only for the fetches that are shown. */
  readonly notesOf: (diagnosis: Diagnosis) => readonly RecognizedNote[];
  /** The diagnosed log that this one extends, where it only adds diagnoses at the end. */
  readonly base?: DiagnosedLog;
}

/**
 * Diagnoses a log. With null in place of a recognition, the diagnoses hold what the browser decided, and not yet why.
 *
 * @throws {Error} where the log is no HAR log.
 */
export function diagnoseLog(log: Log, recognition: Recognition | null): DiagnosedLog {
  const steps = diagnoseLogInSteps(log, recognition);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** Diagnoses a log in steps. All steps but the first two are much shorter than a frame. */
export function* diagnoseLogInSteps(log: Log, recognition: Recognition | null): Generator<undefined, DiagnosedLog> {
  const read = readHar(log);
  const recording = { ...read, headerOverrides: log.headerOverrides ?? read.headerOverrides ?? [] };
  yield;
  const history = createHistory(recording);
  return {
    recording,
    diagnoses: yield* diagnoseInSteps(recording, recognition),
    notesOf: (diagnosis) => recognition?.notes(diagnosis, history) ?? [],
  };
}
