// Decides the exit code of every command: from diagnoses or an audit, and from whether the command could do all of its
// work. It neither prints nor ends the process.

import type { Audit } from "../audit/audit.ts";
import { isFailed, isRefused } from "../diagnosis.ts";
import { isNewlyBlocked } from "../report/baseline.ts";
import type { DiagnosedSource } from "../report/format.ts";

export type ExitCode = 0 | 1 | 2;

/** What each exit code means for every command; `exitCodeHelp` says what it means for one. */
export const exitCodes = {
  /** The command did all of its work and found nothing wrong. */
  ok: 0,
  /** The command did all of its work and found something wrong with the server. */
  refused: 1,
  /** Bad usage, input that cannot be read, output that cannot be written, or a request without a response. */
  error: 2,
} as const satisfies Record<string, ExitCode>;

/** The lines below "Exit code:" in the help of each command. */
export const exitCodeHelp = {
  check: `\
  0  nothing was refused
  1  at least one fetch was refused by CORS, or blocked by the browser for a reason that is not recorded
  2  bad usage, or a page that could not be opened, is an error page without a cross-origin fetch, crashed, or did not
     let a step be followed`,
  diagnose: `\
  0  nothing was refused, or nothing that the baseline does not accept
  1  at least one fetch was refused by CORS, or blocked by the browser for a reason that is not recorded
  2  bad usage, or a file that cannot be read or written`,
  preflight: `\
  0  a browser would allow it (without --actual: the preflight passes)
  1  a browser would refuse it by CORS
  2  bad usage, or the call fails for another reason: the server cannot be reached, or its answer cannot be read`,
  audit: `\
  0  the server allows what is stated, and nothing else
  1  it is too strict, or too lax
  2  bad usage, a policy that cannot be read, or calls that were not answered`,
  open: `\
  0  the window was closed
  2  bad usage, or the page or the browser could not be opened`,
} as const;

/**
 * The exit code of `diagnose`, `check` and `preflight`. `isComplete` is false when a source could not be read or judged,
 * or a report could not be written.
 */
export function diagnosisExitCode(sources: readonly DiagnosedSource[], isComplete: boolean): ExitCode {
  if (!isComplete) return exitCodes.error;
  return sources.some(hasNewlyBlocked) ? exitCodes.refused : exitCodes.ok;
}

/** The exit code of `audit`. `isWritten` is false when a report could not be written. */
export function auditExitCode({ stated, overgrants, unanswered }: Audit, isWritten: boolean): ExitCode {
  if (!isWritten || unanswered.length > 0 || stated.diagnoses.some(isFailed)) return exitCodes.error;
  const isSound = !stated.diagnoses.some(isRefused) && overgrants.every(({ harmless }) => harmless);
  return isSound ? exitCodes.ok : exitCodes.refused;
}

function hasNewlyBlocked(source: DiagnosedSource): boolean {
  return source.diagnoses.some((diagnosis) => isNewlyBlocked(diagnosis, source));
}
