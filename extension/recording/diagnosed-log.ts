import {
  createHistory,
  type Diagnosis,
  diagnoseInSteps,
  type Recognition,
  type RecognizedNote,
  type Recording,
  readHarInSteps,
  resultOf,
} from "../../src/index.ts";
import { factsOf } from "../list/fetch-facts.ts";
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
  return resultOf(judgeInSteps(log, () => recognition));
}

/**
 * Diagnoses a log in steps that are much shorter than a frame. They also find out what the list compares: it reads all
 * diagnoses at once, and to explain ten thousand takes seconds. The recognition is asked for late, because it may be loading.
 */
export function* diagnoseLogInSteps(
  log: Log,
  recognition: () => Recognition | null,
): Generator<undefined, DiagnosedLog> {
  const diagnosed = yield* judgeInSteps(log, recognition);
  for (const diagnosis of diagnosed.diagnoses) {
    factsOf(diagnosis);
    yield;
  }
  return diagnosed;
}

function* judgeInSteps(log: Log, recognition: () => Recognition | null): Generator<undefined, DiagnosedLog> {
  const read = yield* readHarInSteps(log);
  const recording = { ...read, headerOverrides: log.headerOverrides ?? read.headerOverrides ?? [] };
  const diagnoses = yield* diagnoseInSteps(recording, recognition);
  const history = createHistory(recording);
  const recognizing = recognition();
  return { recording, diagnoses, notesOf: (diagnosis) => recognizing?.notes(diagnosis, history) ?? [] };
}
