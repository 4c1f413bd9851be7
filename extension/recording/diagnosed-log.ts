import { type Diagnosis, diagnoseInSteps, type Recording, readHar } from "../../src/index.ts";
import type { Log } from "./recorder.ts";

/** A recording, and what can be said of each fetch in it. */
export interface DiagnosedLog {
  readonly recording: Recording;
  readonly diagnoses: readonly Diagnosis[];
  /** The reading that this one begins with, where all it has besides is diagnoses at the end. */
  readonly base?: DiagnosedLog;
}

export function diagnoseLog(log: Log): DiagnosedLog {
  const steps = diagnoseLogInSteps(log);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same in steps, each much shorter than a frame but for the first two. */
export function* diagnoseLogInSteps(log: Log): Generator<undefined, DiagnosedLog> {
  const recording = { ...readHar(log), alterations: log.alterations ?? [] };
  yield;
  return { recording, diagnoses: yield* diagnoseInSteps(recording) };
}
