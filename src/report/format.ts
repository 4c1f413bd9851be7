import type { Diagnosis } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import type { Fix } from "../fixes/fix.ts";
import { fixesFor } from "../fixes/fixes.ts";
import { allValues, type Redaction, withoutSecrets } from "./secrets.ts";

/** One source, read and judged: what every format writes down. */
export interface DiagnosedSource {
  /** The file's name as it was given, `-` for standard input. */
  readonly source: string;
  readonly recording: Recording;
  readonly diagnoses: readonly Diagnosis[];
  /** Those of the refused fetches that a baseline accepts. */
  readonly known?: ReadonlySet<Diagnosis>;
}

/** What the reader of a report asked for. */
export interface FormatOptions {
  /** Width of the terminal. */
  readonly columns: number;
  /** Ids of the server stacks whose fixes are shown; empty for all. */
  readonly stacks: readonly string[];
  /** True when several sources were asked for, even if only one of them could be read. */
  readonly list: boolean;
  readonly paint: Paint;
  /** True when user names, passwords, tokens and the like stay as they are. */
  readonly showSecrets: boolean;
  /** The page that shows an HTML report, as the build made it. */
  readonly reportPage: string;
}

/** Colors text by what it is; a report that goes elsewhere than to a terminal stays `plain`. */
export type Paint = (
  style: "refused" | "warning" | "note" | "strong" | "got" | "want" | "code",
  text: string,
) => string;

export const plain: Paint = (_, text) => text;

/** One report on one source, for nobody's terminal in particular. */
export const defaultOptions: FormatOptions = {
  columns: Number.POSITIVE_INFINITY,
  stacks: [],
  list: false,
  paint: plain,
  showSecrets: false,
  reportPage: "",
};

/** The fixes for refusals of one server: those for the chosen stacks, and those of the calling page. */
export function chosenFixes(
  refused: readonly Diagnosis[],
  recording: Recording,
  { stacks }: FormatOptions,
  alsoCover = refused,
): Fix[] {
  const fixes = fixesFor(refused, recording, alsoCover);
  return stacks.length === 0 ? fixes : fixes.filter(({ stack }) => stack === "page" || stacks.includes(stack));
}

/** One output format. */
export interface Format<Id extends string = string> {
  readonly id: Id;
  /** The report in pieces, so that a large one is never held as one string. */
  readonly write: (sources: readonly DiagnosedSource[], options: FormatOptions) => Iterable<string>;
}

/** A format that writes no secrets unless it is asked to; keeps the id's literal type. */
export function defineFormat<const Id extends string>(
  { id, write }: Format<Id>,
  redaction: Redaction = allValues,
): Format<Id> {
  return {
    id,
    write: (sources, options) =>
      write(options.showSecrets ? sources : sources.map((source) => withoutSecrets(source, redaction)), options),
  };
}
