import type { Diagnosis } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { type Fix, fixesFor } from "../fix.ts";

/** One source, read and judged: what every format writes down. */
export interface JudgedSource {
  /** The file's name as it was given, `-` for standard input. */
  readonly source: string;
  readonly recording: Recording;
  readonly diagnoses: readonly Diagnosis[];
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
}

/** Colors text by what it is; a report that goes elsewhere than to a terminal stays `plain`. */
export type Paint = (
  style: "refused" | "warning" | "note" | "strong" | "got" | "want" | "code",
  text: string,
) => string;

export const plain: Paint = (_, text) => text;

/** The fixes for refusals of one server: those for the chosen stacks, and those of the calling page. */
export function chosenFixes(refused: readonly Diagnosis[], recording: Recording, { stacks }: FormatOptions): Fix[] {
  const fixes = fixesFor(refused, recording);
  return stacks.length === 0 ? fixes : fixes.filter(({ stack }) => stack === "page" || stacks.includes(stack));
}

/** One output format. */
export interface Format<Id extends string = string> {
  readonly id: Id;
  /** The report in pieces, so that a large one is never held as one string. */
  readonly write: (sources: readonly JudgedSource[], options: FormatOptions) => Iterable<string>;
}

/** Keeps the id's literal type. */
export function defineFormat<const Id extends string>(format: Format<Id>): Format<Id> {
  return format;
}
