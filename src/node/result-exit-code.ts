// Decides the exit code of a command: from diagnoses or an audit, and from whether the command could do all of its work.
// It neither prints nor ends the process.

import type { Audit } from "../audit/audit.ts";
import { isFailed, isRefused } from "../diagnosis.ts";
import { isNewlyBlocked } from "../report/baseline.ts";
import { countsNewlyBlocked } from "../report/counts.ts";
import type { DiagnosedSource } from "../report/format.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";

/**
 * The exit code of `diagnose`, `check` and `preflight`. `isComplete` is false when a source could not be read or judged,
 * or a report could not be written.
 */
export function diagnosisExitCode(sources: readonly DiagnosedSource[], isComplete: boolean): ExitCode {
  if (!isComplete) return exitCodes.error;
  return sources.some(hasNewlyBlocked) ? exitCodes.refused : exitCodes.ok;
}

/** The exit code of `audit`. `isWritten` is false when a report could not be written. */
export function auditExitCode({ stated, overgrants, exposedHeaders, unanswered }: Audit, isWritten: boolean): ExitCode {
  if (!isWritten || unanswered.length > 0 || stated.diagnoses.some(isFailed)) return exitCodes.error;
  const isStrict = stated.diagnoses.some(isRefused) || exposedHeaders.some(({ state }) => state === "hidden");
  const isSound = !isStrict && overgrants.every(({ harmless }) => harmless);
  return isSound ? exitCodes.ok : exitCodes.refused;
}

function hasNewlyBlocked(source: DiagnosedSource): boolean {
  return source.diagnoses.some((diagnosis) => isNewlyBlocked(diagnosis, source)) || countsNewlyBlocked(source);
}
