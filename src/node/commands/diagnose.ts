import { parseArgs } from "node:util";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { diagnoseHar } from "../har-file/diagnose-har.ts";
import type { Io } from "../io.ts";
import { startOutput } from "../output/output.ts";
import { outputArgs, readOutputOptions } from "../output/output-options.ts";
import { failWith } from "./command.ts";

/** `cors-panel diagnose`: diagnoses the fetches in HAR files. */
export async function runDiagnose(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: outputArgs });
  const output = readOutputOptions(values, io, positionals);
  if (typeof output === "string") return failWith(output, io);
  if (positionals.length === 0)
    return failWith('no file given; add the path of a HAR file, or "-" for standard input', io);
  const report = startOutput(positionals.length > 1, output, io);
  const sources: DiagnosedSource[] = [];
  for (const source of positionals) {
    const diagnosed = await diagnoseHar(source, io.stdin);
    const name = source === "-" ? "standard input" : visible(source);
    if (typeof diagnosed === "string") io.warn(`${name}: ${diagnosed}`);
    else {
      warnAboutProblems(name, diagnosed.recording.problems, io);
      if (diagnosed.recording.exchanges.length === 0) io.warn(`${name}: ${noRequests}`);
      sources.push(diagnosed);
      await report.add(diagnosed);
    }
  }
  if (sources.length === 0) return exitCodes.error;
  return report.finish({ sources, isComplete: sources.length === positionals.length });
}

const noRequests =
  "the recording has no requests; open DevTools before you load the page, and export the HAR file again";

const maxProblemLines = 20;

function warnAboutProblems(name: string, problems: readonly string[], io: Io): void {
  for (const problem of problems.slice(0, maxProblemLines)) io.warn(`${name}: ${visible(problem)}`);
  if (problems.length > maxProblemLines) io.warn(`${name}: and ${problems.length - maxProblemLines} more problems`);
}
