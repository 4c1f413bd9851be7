// Writes reports: what comes in are diagnosed sources and the parsed output options, what goes out is text on standard
// output, report files and the baseline file. The formats themselves are in src/report/.

import { limitSource } from "../../report/collect.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../report/format.ts";
import { formats } from "../../report/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { packageVersion } from "../package.ts";
import { diagnosisExitCode } from "../result-exit-code.ts";
import { acceptedBy, applyBaseline } from "./baseline-file.ts";
import { locateInRepository } from "./locate-in-repository.ts";
import type { OutputOptions } from "./output-options.ts";
import { inBlocks, writeReportFiles } from "./report-files.ts";

/** The diagnoses of one run of a command. */
export interface RunResult {
  readonly sources: readonly DiagnosedSource[];
  /** False when a part of the sources could not be read or judged. */
  readonly isComplete: boolean;
}

/** The output of one run of a command. */
export interface RunOutput {
  /** Prints what the report says of a source, where the format can say it before all sources are known. */
  readonly add: (source: DiagnosedSource) => Promise<void>;
  /**
   * Prints the report, or its end, writes the report files and the baseline, warns about failures, and returns the exit code. The
   * sources are all those of the run, in the user's order.
   */
  readonly finish: (result: RunResult) => Promise<ExitCode>;
}

/** Starts the output of a run; `isList` where the user named several sources, even if only one of them can be read. */
export function startOutput(isList: boolean, options: OutputOptions, io: Io): RunOutput {
  const { format, files, stacks, paint, allFixes, verbose, showSecrets, baseline, reportPage, listAccepted } = options;
  const written = { at: new Date().toISOString(), version: packageVersion() };
  const pointsToCode = [format, ...files.map((file) => file.format)].some((id) => id === "sarif" || id === "github");
  const inFile: FormatOptions = {
    ...defaultOptions,
    ...{ stacks, isList, allFixes, verbose, showSecrets, reportPage, written, listAccepted },
    ...(pointsToCode && { locate: locateInRepository(options.repository, baseline?.path ?? null) }),
  };
  const onTerminal: FormatOptions = { ...inFile, columns: io.columns ?? defaultOptions.columns, paint };
  const print = async (pieces: Iterable<string>) => {
    for (const block of inBlocks(pieces)) await io.print(block);
  };
  const chosen = formats[format];
  // Which refusals a new baseline accepts is known at the end.
  const stream = "start" in chosen && !baseline?.update ? chosen.start(onTerminal) : null;
  let printed = Promise.resolve();
  return {
    add(whole) {
      const source = limitSource(whole);
      // One source after the other, so that the lines of each stay together.
      if (stream) printed = printed.then(() => print(stream.add(baseline ? acceptedBy(baseline, source) : source)));
      return printed;
    },
    async finish({ sources: whole, isComplete }) {
      const sources = whole.map((source) => limitSource(source));
      const compared = baseline ? await applyBaseline(baseline, sources, isComplete, io) : sources;
      if (!compared) return exitCodes.error;
      await printed;
      await print(stream ? stream.end() : chosen.write(compared, onTerminal));
      const isWritten = await writeReportFiles(files, (id) => formats[id].write(compared, inFile), io);
      return diagnosisExitCode(compared, isComplete && isWritten);
    },
  };
}

/** The output of a run whose sources are all known. */
export async function writeOutput(
  result: RunResult,
  isList: boolean,
  options: OutputOptions,
  io: Io,
): Promise<ExitCode> {
  const output = startOutput(isList, options, io);
  for (const source of result.sources) await output.add(source);
  return output.finish(result);
}
