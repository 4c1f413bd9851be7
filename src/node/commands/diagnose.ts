import { parseArgs } from "node:util";
import { diagnose } from "../../diagnose.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { type ExitCode, exitCodeHelp, exitCodes } from "../exit-code.ts";
import { readHarFile } from "../har-file/har-file.ts";
import type { Io } from "../io.ts";
import { writeOutput } from "../output/output.ts";
import { outputArgs, outputHelp, readOutputOptions, stackLines } from "../output/output-options.ts";
import { type Command, failWith } from "./command.ts";

/** `cors-panel diagnose`: diagnoses the fetches in HAR files. */
export const diagnoseCommand: Command = {
  name: "diagnose",
  summary: "say why a browser refused the cross-origin requests in HAR files",
  help: `Usage: cors-panel diagnose FILE.har… [OPTIONS]

Says which cross-origin requests in a HAR file the browser refused, why, and what to change on the server.
To save a HAR file, click "Export HAR" in the Network panel of DevTools. "-" reads standard input. The file can be
gzipped and of any size.

Options:
${outputHelp}
  -h, --help          print this help

Stacks:
${stackLines()}

Exit code:
${exitCodeHelp.diagnose}

Examples:
  cors-panel diagnose app.har
  cors-panel diagnose app.har --stack nginx-proxy
  cors-panel diagnose before.har after.har --json
  cors-panel diagnose app.har --report html=cors.html
  cors-panel diagnose app.har --format github --report junit=cors.xml --report sarif=cors.sarif
  cors-panel diagnose app.har --baseline cors-baseline.json --update-baseline
  curl -s https://ci.example/last.har | cors-panel diagnose -
`,
  run: runDiagnose,
};

async function runDiagnose(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: outputArgs });
  const output = readOutputOptions(values, io);
  if (typeof output === "string") return failWith(output, io);
  if (positionals.length === 0)
    return failWith('no file given; add the path of a HAR file, or "-" for standard input', io);
  const sources: DiagnosedSource[] = [];
  for (const source of positionals) {
    const recording = await readHarFile(source, io.stdin);
    const name = source === "-" ? "standard input" : visible(source);
    if (typeof recording === "string") io.warn(`${name}: ${recording}`);
    else {
      warnAboutProblems(name, recording.problems, io);
      sources.push({ source, recording, diagnoses: diagnose(recording) });
    }
  }
  if (sources.length === 0) return exitCodes.error;
  const isComplete = sources.length === positionals.length;
  return writeOutput({ sources, isList: positionals.length > 1, isComplete }, output, io);
}

const maxProblemLines = 20;

function warnAboutProblems(name: string, problems: readonly string[], io: Io): void {
  for (const problem of problems.slice(0, maxProblemLines)) io.warn(`${name}: ${visible(problem)}`);
  if (problems.length > maxProblemLines) io.warn(`${name}: and ${problems.length - maxProblemLines} more problems`);
}
