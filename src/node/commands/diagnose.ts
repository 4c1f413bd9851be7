import { parseArgs } from "node:util";
import { diagnose } from "../../diagnose.ts";
import type { FormatOptions, JudgedSource } from "../../report/format.ts";
import { formats } from "../../report/index.ts";
import { visible } from "../../report/visible.ts";
import { stacks } from "../../stacks/index.ts";
import { readSource } from "../source.ts";
import type { Command, Io } from "./command.ts";

/** `cors-panel diagnose`: judges what HAR files hold. */
export const diagnoseCommand: Command = {
  name: "diagnose",
  summary: "say why the cross-origin fetches in HAR files were refused",
  help: `Usage: cors-panel diagnose FILE.har… [--json] [--stack ID]…

Says of each cross-origin fetch in a HAR file whether the browser refused it, why, and what to change on the server.
Save such a file in the Network panel of DevTools ("Export HAR"). "-" reads standard input; gzip is unpacked.

Options:
  --json      print one JSON object, or an array of them for several files
  --stack ID  show the fix for this server stack; may be repeated
  -h, --help  print this help

Stacks:
${idLines()}

Exit code:
  0  nothing was refused
  1  at least one fetch was refused by CORS
  2  bad usage, or a file that cannot be read

Examples:
  cors-panel diagnose app.har
  cors-panel diagnose app.har --stack nginx-proxy
  cors-panel diagnose before.har after.har --json
  curl -s https://ci.example/last.har | cors-panel diagnose -
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "boolean" }, stack: { type: "string", multiple: true, default: [] } },
    });
    const unknown = values.stack.find((id) => !stacks.some((stack) => stack.id === id));
    if (unknown !== undefined) {
      io.warn(`no stack is called "${visible(unknown)}"; there are:\n${idLines()}`);
      return 2;
    }
    if (positionals.length === 0) {
      io.warn('no file given: name a HAR file, or "-" for standard input');
      return 2;
    }
    const judged: JudgedSource[] = [];
    for (const source of positionals) {
      const read = await readSource(source, io.stdin);
      const name = source === "-" ? "standard input" : visible(source);
      if (typeof read === "string") io.warn(`${name}: ${read}`);
      else {
        tellProblems(name, read.problems, io);
        judged.push({ source, recording: read, diagnoses: diagnose(read) });
      }
    }
    if (judged.length > 0) {
      const format = formats[values.json ? "json" : "text"];
      const options: FormatOptions = {
        columns: io.columns ?? Number.POSITIVE_INFINITY,
        stacks: values.stack,
        list: positionals.length > 1,
      };
      await printPieces(format.write(judged, options), io);
    }
    if (judged.length < positionals.length) return 2;
    return judged.some(({ diagnoses }) => diagnoses.some(({ outcome }) => outcome === "refused")) ? 1 : 0;
  },
};

/** The ids of all stacks, in lines that fit a narrow terminal. */
function idLines(): string {
  const lines: string[] = [];
  for (const { id } of stacks) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + id.length < 70) lines[lines.length - 1] = `${line}, ${id}`;
    else lines.push(`  ${id}`);
  }
  return lines.join(",\n");
}

const mostProblems = 20;

function tellProblems(name: string, problems: readonly string[], io: Io): void {
  for (const problem of problems.slice(0, mostProblems)) io.warn(`${name}: ${visible(problem)}`);
  if (problems.length > mostProblems) io.warn(`${name}: and ${problems.length - mostProblems} more such entries`);
}

/** Prints a report in blocks of a size that a pipe takes well. */
async function printPieces(pieces: Iterable<string>, io: Io): Promise<void> {
  let buffer = "";
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < 65_536) continue;
    await io.print(buffer);
    buffer = "";
  }
  await io.print(buffer);
}
