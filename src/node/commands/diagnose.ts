import { parseArgs } from "node:util";
import { diagnose } from "../../diagnose.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { readSource } from "../har-file/har-file.ts";
import { outputHelp, outputOptions, readOutput, stackLines, writeOutput } from "../output/output.ts";
import type { Command, Io } from "./command.ts";

/** `cors-panel diagnose`: judges what HAR files hold. */
export const diagnoseCommand: Command = {
  name: "diagnose",
  summary: "say why the cross-origin fetches in HAR files were refused",
  help: `Usage: cors-panel diagnose FILE.har… [OPTIONS]

Says of each cross-origin fetch in a HAR file whether the browser refused it, why, and what to change on the server.
Save such a file in the Network panel of DevTools ("Export HAR"). "-" reads standard input; gzip is unpacked.
Files may be of any size: large ones are read an entry at a time.

Options:
${outputHelp}
  -h, --help          print this help

Stacks:
${stackLines()}

Exit code:
  0  nothing was refused, or nothing that the baseline does not accept
  1  at least one fetch was refused by CORS
  2  bad usage, or a file that cannot be read or written

Examples:
  cors-panel diagnose app.har
  cors-panel diagnose app.har --stack nginx-proxy
  cors-panel diagnose before.har after.har --json
  cors-panel diagnose app.har --report html=cors.html
  cors-panel diagnose app.har --format github --report junit=cors.xml --report sarif=cors.sarif
  cors-panel diagnose app.har --baseline cors-baseline.json --update-baseline
  curl -s https://ci.example/last.har | cors-panel diagnose -
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: outputOptions });
    const output = readOutput(values, io);
    if (typeof output === "string") {
      io.warn(output);
      return 2;
    }
    if (positionals.length === 0) {
      io.warn('no file given: name a HAR file, or "-" for standard input');
      return 2;
    }
    const judged: DiagnosedSource[] = [];
    for (const source of positionals) {
      const read = await readSource(source, io.stdin);
      const name = source === "-" ? "standard input" : visible(source);
      if (typeof read === "string") io.warn(`${name}: ${read}`);
      else {
        tellProblems(name, read.problems, io);
        judged.push({ source, recording: read, diagnoses: diagnose(read) });
      }
    }
    if (judged.length === 0) return 2;
    const complete = judged.length === positionals.length;
    const code = await writeOutput(judged, positionals.length > 1, output, io, complete);
    return complete ? code : 2;
  },
};

const mostProblems = 20;

function tellProblems(name: string, problems: readonly string[], io: Io): void {
  for (const problem of problems.slice(0, mostProblems)) io.warn(`${name}: ${visible(problem)}`);
  if (problems.length > mostProblems) io.warn(`${name}: and ${problems.length - mostProblems} more such entries`);
}
