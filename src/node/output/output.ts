// Writes reports: what comes in are diagnosed sources and the parsed output options, what goes out is text on standard
// output, report files and the baseline file. The formats themselves are in src/report/.

import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../report/format.ts";
import { formats } from "../../report/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { packageVersion } from "../package.ts";
import { diagnosisExitCode } from "../result-exit-code.ts";
import { applyBaseline } from "./baseline-file.ts";
import { locateInRepository } from "./locate-in-repository.ts";
import type { OutputOptions } from "./output-options.ts";
import { inBlocks, writeReportFiles } from "./report-files.ts";

/** The diagnoses of one run of a command. */
export interface RunResult {
  readonly sources: readonly DiagnosedSource[];
  /** True when the user named several sources, even if only one of them could be read. */
  readonly isList: boolean;
  /** False when a part of the sources could not be read or judged. */
  readonly isComplete: boolean;
}

/** Prints the report, writes the report files and the baseline, warns about failures, and returns the exit code. */
export async function writeOutput(
  { sources, isList, isComplete }: RunResult,
  options: OutputOptions,
  io: Io,
): Promise<ExitCode> {
  const { format, files, stacks, paint, allFixes, verbose, showSecrets, baseline, reportPage, listAccepted } = options;
  const compared = baseline ? await applyBaseline(baseline, sources, isComplete, io) : sources;
  if (!compared) return exitCodes.error;
  const written = { at: new Date().toISOString(), version: packageVersion() };
  const pointsToCode = [format, ...files.map((file) => file.format)].some((id) => id === "sarif" || id === "github");
  const inFile: FormatOptions = {
    ...defaultOptions,
    ...{ stacks, isList, allFixes, verbose, showSecrets, reportPage, written, listAccepted },
    ...(pointsToCode && { locate: locateInRepository(options.repository, baseline?.path ?? null) }),
  };
  const onTerminal: FormatOptions = { ...inFile, columns: io.columns ?? defaultOptions.columns, paint };
  for (const block of inBlocks(formats[format].write(compared, onTerminal))) await io.print(block);
  const isWritten = await writeReportFiles(files, (id) => formats[id].write(compared, inFile), io);
  return diagnosisExitCode(compared, isComplete && isWritten);
}
