import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { styleText } from "node:util";
import { type Diagnosis, isRefused } from "../../diagnosis.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions, type Paint, plain } from "../../report/format.ts";
import { type FormatId, formats } from "../../report/index.ts";
import { stacks } from "../../stacks/index.ts";
import { visible } from "../../text/visible.ts";
import type { ExitCode, Io } from "../commands/command.ts";
import { fileError } from "../har-file/har-file.ts";
import { applyBaseline, type Baseline, readBaseline } from "./baseline-file.ts";
import { makeFolder } from "./make-folder.ts";
import { readReportPage } from "./report-page.ts";

/** The options of every command that reports on fetches, as `parseArgs` takes them. */
export const outputOptions = {
  json: { type: "boolean" },
  format: { type: "string" },
  report: { type: "string", multiple: true, default: [] as string[] },
  stack: { type: "string", multiple: true, default: [] as string[] },
  color: { type: "string" },
  "show-secrets": { type: "boolean" },
  baseline: { type: "string" },
  "update-baseline": { type: "boolean" },
} as const;

const formatIds = Object.keys(formats) as FormatId[];

/** What `--help` says of these options. */
export const outputHelp = `  --format NAME       print the report in this format: ${formatIds.join(", ")}
  --json              the same as --format json
  --report NAME=FILE  write it in this format to a file as well; may be repeated. html is one page for the browser, with
                      the view of the DevTools panel
  --stack ID          show the fix for this server stack; may be repeated
  --color WHEN        auto (the default: on a terminal), always or never
  --show-secrets      leave user names, passwords, tokens and values in URLs as they are
  --baseline FILE     accept the refusals in this file: only new ones count
  --update-baseline   write that file from what is refused now`;

/** The values of these options, as `parseArgs` gives them. */
export interface OutputValues {
  readonly json?: boolean | undefined;
  readonly format?: string | undefined;
  readonly report: readonly string[];
  readonly stack: readonly string[];
  readonly color?: string | undefined;
  readonly "show-secrets"?: boolean | undefined;
  readonly baseline?: string | undefined;
  readonly "update-baseline"?: boolean | undefined;
}

/** What was asked for: one report on standard output, others in files. */
export interface Output {
  readonly format: FormatId;
  readonly files: readonly { readonly format: FormatId; readonly path: string }[];
  readonly stacks: readonly string[];
  readonly paint: Paint;
  readonly showSecrets: boolean;
  readonly baseline: Baseline | null;
  /** The page of HTML reports; none where no such report was asked for. */
  readonly reportPage: string;
}

/** Reads the options; a sentence that says what is wrong when they cannot be followed. */
export function readOutput(values: OutputValues, io: Io): Output | string {
  if (values.json && values.format !== undefined && values.format !== "json")
    return `--json and --format ${visible(values.format)} exclude each other; write one of them with --report NAME=FILE`;
  const format = values.json ? "json" : (values.format ?? "text");
  if (!isFormatId(format)) return unknownFormat(format);
  const files: Output["files"][number][] = [];
  for (const value of values.report) {
    const [, id = "", path = ""] = /^([^=]*)=?(.*)$/s.exec(value) ?? [];
    if (!isFormatId(id)) return unknownFormat(id);
    if (path === "" || path === "-")
      return `--report ${id} needs a file: --report ${id}=FILE (to print it: --format ${id})`;
    if (files.some((file) => file.path === path)) return `two reports cannot be written to one file: ${visible(path)}`;
    files.push({ format: id, path });
  }
  const unknown = values.stack.find((id) => !stacks.some((stack) => stack.id === id));
  if (unknown !== undefined) return `no stack is called "${visible(unknown)}"; there are:\n${stackLines()}`;
  if (values.color !== undefined && !/^(auto|always|never)$/.test(values.color))
    return `--color is auto, always or never, not "${visible(values.color)}"`;
  const { baseline: path, "update-baseline": update = false } = values;
  if (update && path === undefined) return "--update-baseline needs the file: --baseline FILE";
  const baseline = path === undefined ? null : readBaseline(path, update);
  if (typeof baseline === "string") return baseline;
  const asked = [format, ...files.map(({ format }) => format)];
  const reportPage = asked.includes("html") ? readReportPage() : "";
  if (reportPage === null) return "the page of the html report is not there: npm run build makes it";
  return {
    format,
    files,
    stacks: values.stack,
    paint: isColored(values.color, io) ? paint : plain,
    showSecrets: values["show-secrets"] ?? false,
    baseline,
    reportPage,
  };
}

/**
 * Prints the report and writes the files; `list` is true when several sources were asked for, `complete` false when some
 * of them could not be judged. The exit code says whether anything was refused that is not known, or, told on standard
 * error, that a file could not be written.
 */
export async function writeOutput(
  judged: readonly DiagnosedSource[],
  list: boolean,
  output: Output,
  io: Io,
  complete = true,
): Promise<ExitCode> {
  const { stacks, paint, showSecrets, baseline, reportPage } = output;
  const compared = baseline ? await applyBaseline(baseline, judged, complete, io) : judged;
  if (!compared) return 2;
  const inFile: FormatOptions = { ...defaultOptions, stacks, list, showSecrets, reportPage };
  const shown: FormatOptions = { ...inFile, columns: io.columns ?? defaultOptions.columns, paint };
  for (const piece of inBlocks(formats[output.format].write(compared, shown))) await io.print(piece);
  let written = true;
  for (const { format, path } of output.files) {
    try {
      await writePieces(path, inBlocks(formats[format].write(compared, inFile)));
    } catch (error) {
      io.warn(`${visible(path)}: the ${format} report could not be written (${fileError(error)})`);
      written = false;
    }
  }
  if (!written) return 2;
  const isNew = (diagnosis: Diagnosis, known: DiagnosedSource["known"]) =>
    isRefused(diagnosis) && !known?.has(diagnosis);
  return compared.some(({ diagnoses, known }) => diagnoses.some((diagnosis) => isNew(diagnosis, known))) ? 1 : 0;
}

/** The ids of all stacks, in lines that fit a narrow terminal. */
export function stackLines(): string {
  const lines: string[] = [];
  for (const { id } of stacks) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + id.length < 70) lines[lines.length - 1] = `${line}, ${id}`;
    else lines.push(`  ${id}`);
  }
  return lines.join(",\n");
}

function isFormatId(id: string): id is FormatId {
  return Object.hasOwn(formats, id);
}

function unknownFormat(id: string): string {
  return `no format is called "${visible(id)}"; there are: ${formatIds.join(", ")}`;
}

/** @see https://no-color.org and https://force-color.org */
function isColored(when: string | undefined, { columns, env }: Io): boolean {
  if (when === "always" || when === "never") return when === "always";
  if (env.FORCE_COLOR) return !/^(0|false)$/.test(env.FORCE_COLOR);
  return columns !== undefined && !env.NO_COLOR && env.TERM !== "dumb";
}

const styles = {
  refused: ["bold", "red"],
  warning: ["bold", "yellow"],
  note: ["bold", "blue"],
  strong: ["bold"],
  got: ["red"],
  want: ["green"],
  code: ["cyan"],
} as const satisfies Record<Parameters<Paint>[0], Parameters<typeof styleText>[0]>;

const paint: Paint = (style, text) => styleText([...styles[style]], text, { validateStream: false });

async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  await makeFolder(dirname(path));
  const file = await open(path, "w");
  try {
    for (const piece of pieces) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

/** The pieces in blocks of a size that pipes and files take well. */
function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let buffer = "";
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < 65_536) continue;
    yield buffer;
    buffer = "";
  }
  yield buffer;
}
