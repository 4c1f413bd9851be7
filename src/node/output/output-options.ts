import type { Paint } from "../../report/format.ts";
import { type FormatId, formats } from "../../report/index.ts";
import { stacks } from "../../stacks/index.ts";
import { visible } from "../../text/visible.ts";
import type { Io } from "../io.ts";
import { type Baseline, readBaseline } from "./baseline-file.ts";
import { choosePaint } from "./color.ts";
import { formatIds } from "./ids.ts";
import { stackLines } from "./output-help.ts";
import type { ReportFile } from "./report-files.ts";
import { readReportPage } from "./report-page.ts";
import { type RepositoryOptions, readRepositoryOptions } from "./repository-options.ts";
import { isSameFile } from "./same-file.ts";

/** The options of every command that reports on fetches, as `parseArgs` takes them. */
export const outputArgs = {
  json: { type: "boolean" },
  format: { type: "string" },
  report: { type: "string", multiple: true, default: [] as string[] },
  stack: { type: "string", multiple: true, default: [] as string[] },
  color: { type: "string" },
  "all-fixes": { type: "boolean" },
  verbose: { type: "boolean" },
  "show-secrets": { type: "boolean" },
  baseline: { type: "string" },
  "update-baseline": { type: "boolean" },
  location: { type: "string" },
  "sarif-root": { type: "string" },
  "sarif-accepted": { type: "boolean" },
} as const;

/** The values of these options, as `parseArgs` returns them. */
export interface OutputValues {
  readonly json?: boolean | undefined;
  readonly format?: string | undefined;
  readonly report: readonly string[];
  readonly stack: readonly string[];
  readonly color?: string | undefined;
  readonly "all-fixes"?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly "show-secrets"?: boolean | undefined;
  readonly baseline?: string | undefined;
  readonly "update-baseline"?: boolean | undefined;
  readonly location?: string | undefined;
  readonly "sarif-root"?: string | undefined;
  readonly "sarif-accepted"?: boolean | undefined;
}

/** The options, read: one report on standard output, others in files. */
export interface OutputOptions {
  readonly format: FormatId;
  readonly files: readonly ReportFile[];
  /** Ids of the stacks whose fixes are shown; empty for all. */
  readonly stacks: readonly string[];
  readonly paint: Paint;
  /** True where JSON has the fixes for every stack. */
  readonly allFixes: boolean;
  /** True where the text shows everything that is known of each fetch. */
  readonly verbose: boolean;
  readonly showSecrets: boolean;
  readonly baseline: Baseline | null;
  /** Where in the repository reports point to. */
  readonly repository: RepositoryOptions;
  /** True where SARIF lists accepted refusals as suppressed results. */
  readonly listAccepted: boolean;
  /** The page of HTML reports; "" when no HTML report is written. */
  readonly reportPage: string;
}

/**
 * Reads the options, the baseline file and the page of HTML reports; a sentence when they cannot be followed. No report may
 * overwrite one of the files that the command reads, `inputs`.
 */
export function readOutputOptions(
  values: OutputValues,
  io: Io,
  inputs: readonly string[] = [],
): OutputOptions | string {
  const format = readFormat(values);
  if (typeof format === "string") return format;
  const files = readReportFiles(values.report, values.baseline === undefined ? inputs : [...inputs, values.baseline]);
  if (typeof files === "string") return files;
  const unknownStack = values.stack.find((id) => id !== "page" && !stacks.some((stack) => stack.id === id));
  if (unknownStack !== undefined) return `unknown stack "${visible(unknownStack)}"; the stacks are:\n${stackLines()}`;
  if (values.color !== undefined && !/^(auto|always|never)$/.test(values.color))
    return `--color must be auto, always or never, not "${visible(values.color)}"`;
  const { baseline: path, "update-baseline": update = false } = values;
  if (update && path === undefined) return "--update-baseline needs --baseline FILE";
  const baseline = path === undefined ? null : readBaseline(path, update);
  if (typeof baseline === "string") return baseline;
  const repository = readRepositoryOptions(values.location, values["sarif-root"]);
  if (typeof repository === "string") return repository;
  const isHtml = [format, ...files].some(({ format }) => format === "html");
  const reportPage = isHtml ? readReportPage() : "";
  if (reportPage === null) return "the page for HTML reports has not been built; run npm run build";
  return {
    ...format,
    files,
    stacks: values.stack,
    paint: choosePaint(values.color, io),
    allFixes: values["all-fixes"] ?? false,
    verbose: values.verbose ?? false,
    showSecrets: values["show-secrets"] ?? false,
    baseline,
    repository,
    listAccepted: values["sarif-accepted"] ?? false,
    reportPage,
  };
}

function readFormat({ json, format = json ? "json" : "text" }: OutputValues): Pick<ReportFile, "format"> | string {
  if (json && format !== "json")
    return `--json and --format ${visible(format)} cannot be combined; write one of them to a file with --report NAME=FILE`;
  return isFormatId(format) ? { format } : unknownFormat(format);
}

function readReportFiles(values: readonly string[], inputs: readonly string[]): readonly ReportFile[] | string {
  const files: ReportFile[] = [];
  for (const value of values) {
    const [, format = "", path = ""] = /^([^=]*)=?(.*)$/s.exec(value) ?? [];
    if (!isFormatId(format)) return unknownFormat(format);
    if (path === "" || path === "-")
      return `--report ${format} needs a file: --report ${format}=FILE; to print the report, use --format ${format}`;
    if (files.some((file) => isSameFile(file.path, path)))
      return `two reports cannot use the same file ${visible(path)}`;
    const input = inputs.find((input) => isSameFile(input, path));
    if (input !== undefined)
      return `--report ${format}=${visible(path)} would overwrite ${visible(input)}, which this command reads; name another file`;
    files.push({ format, path });
  }
  return files;
}

function isFormatId(id: string): id is FormatId {
  return Object.hasOwn(formats, id);
}

function unknownFormat(id: string): string {
  return `unknown format "${visible(id)}"; the formats are ${formatIds.join(", ")}`;
}
