import {
  type Diagnosis,
  diagnoseInSteps,
  historyOf,
  type Recognition,
  type RecognizedNote,
  type Recording,
  readHarInSteps,
  resultOf,
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
  return resultOf(diagnoseInPieces(log, () => recognition));
}

/** Does the same in steps. The recognition is asked for late, because it may be loading. */
export function* diagnoseInPieces(log: Log, recognition: () => Recognition | null): Generator<undefined, DiagnosedLog> {
  const read = yield* readHarInSteps(log);
  const recording = { ...read, headerOverrides: log.headerOverrides ?? read.headerOverrides ?? [] };
  const diagnoses = yield* diagnoseInSteps(recording, recognition);
  const recognizing = recognition();
  return { recording, diagnoses, notesOf: (diagnosis) => recognizing?.notes(diagnosis, historyOf(recording)) ?? [] };
}
