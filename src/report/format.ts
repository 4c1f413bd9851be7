import { memoPerOwner } from "../collections.ts";
import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { type CallSite, callSiteOf } from "../explain/call-site.ts";
import { findNotes, type NotesByDiagnosis } from "../explain/notes.ts";
import type { LogSyntax } from "../text/log-commands.ts";
import type { BaselineEntry } from "./baseline-entry.ts";
import { type Locate, locateInSource } from "./repository-location.ts";

/** One recording and its diagnoses, as every format takes them. */
export interface DiagnosedSource {
  /** The name of the file or the URL as it was given; `-` for standard input. */
  readonly source: string;
  /** What was recorded; of a large recording, the exchanges of the diagnoses and what else the fixes read. */
  readonly recording: Recording;
  /** The diagnoses in the recording's order. Where there are too many, those that a report shows. */
  readonly diagnoses: readonly Diagnosis[];
  /** How many cross-origin fetches had no response when the recording ended; none when absent. */
  readonly pending?: number;
  /** The fetches that have no diagnosis in this source; none when absent. */
  readonly counted?: CountedFetches;
  /** True where a preflight was sent alone and passed: the outcome is unknown, because nothing sent the request itself. */
  readonly preflightOnly?: boolean;
  /** The blocked fetches that a baseline accepts. */
  readonly accepted?: ReadonlySet<Diagnosis>;
  /** The notes that a report shows; where it is left out, all that the recording leads to. */
  readonly notes?: NotesByDiagnosis;
  /** Where the page made its blocked fetches; where it is left out, what the recording shows. */
  readonly callSites?: CallSitesByDiagnosis;
}

/** Fetches that are only counted, because their source has more different ones than a report shows. */
export interface CountedFetches {
  readonly refused: number;
  readonly failed: number;
  readonly unknown: number;
  readonly allowed: number;
  /** Those of the refused and the unknown ones that the browser kept from the page. */
  readonly blocked: readonly CountedRefusal[];
}

/** Blocked fetches that are only counted, and that a baseline accepts together. */
export interface CountedRefusal {
  /** Null for those that are too many to tell apart, which no baseline accepts. */
  readonly entry: Required<BaselineEntry> | null;
  readonly outcome: "refused" | "unknown";
  readonly count: number;
  /** True where the baseline accepts them. */
  readonly isAccepted: boolean;
}

/** The call sites of blocked fetches, as far as they are recorded. */
export type CallSitesByDiagnosis = ReadonlyMap<Diagnosis, CallSite>;

/** The call sites of the blocked fetches of a source. */
export function callSitesIn(source: DiagnosedSource): CallSitesByDiagnosis {
  return source.callSites ?? rememberCallSites(source, "", () => findCallSites(source.diagnoses, source));
}

/** A report asks for the call sites of one fetch after the other. */
const rememberCallSites = memoPerOwner<DiagnosedSource, CallSitesByDiagnosis>(1);

/** The call sites of those of a source's fetches that are blocked and among these. */
export function findCallSites(
  among: readonly Diagnosis[],
  { diagnoses, recording }: DiagnosedSource,
): CallSitesByDiagnosis {
  const found = among.filter(isBlocked).map((one) => [one, callSiteOf(one, recording, diagnoses)] as const);
  return new Map(found.filter((entry): entry is readonly [Diagnosis, CallSite] => entry[1] !== null));
}

/** The notes on the fetches of a source. */
export function notesIn({ diagnoses, recording, notes }: DiagnosedSource): NotesByDiagnosis {
  return notes ?? findNotes(diagnoses, recording);
}

/** One output format. */
export interface Format<Id extends string = string> {
  readonly id: Id;
  /** What the report is written in, which says how commands of CI systems are broken up in it. */
  readonly syntax: LogSyntax;
  /** The report in pieces, so that a large report never has to fit into one string. */
  readonly write: (sources: readonly DiagnosedSource[], options: FormatOptions) => Iterable<string>;
}

/** A format whose report begins before all sources are known. */
export interface StreamedFormat<Id extends string = string> extends Omit<Format<Id>, "write"> {
  readonly start: (options: FormatOptions) => ReportStream;
}

/** A report on sources that become known one after the other. */
export interface ReportStream {
  /** What the report says of one source, in pieces. */
  readonly add: (source: DiagnosedSource) => Iterable<string>;
  /** What the report says after its last source, in pieces. */
  readonly end: () => Iterable<string>;
}

/** What the user chose for a report. */
export interface FormatOptions {
  /** Width of the terminal. */
  readonly columns: number;
  /** Ids of the server stacks whose fixes are shown; empty for all. */
  readonly stacks: readonly string[];
  /** True when the user named several sources, even if only one of them could be read. */
  readonly isList: boolean;
  readonly paint: Paint;
  /** True when user names, passwords, tokens and the like stay as they are. */
  readonly showSecrets: boolean;
  /** True when a report for programs has the fixes for every stack, not only for the likeliest one. */
  readonly allFixes: boolean;
  /** True when the text shows everything that is known of each fetch, not only what a reader needs first. */
  readonly verbose: boolean;
  /** How the reader of a text chooses a stack and the verbose report. */
  readonly optionNames: OptionNames;
  /** When the report is written, in ISO 8601, and by which version; null where nobody asks. The HTML report shows both. */
  readonly written: Written | null;
  /** Returns the place in the repository to which SARIF and annotations point for a fetch. */
  readonly locate: Locate;
  /** True when SARIF lists the refusals that a baseline accepts, as suppressed results. */
  readonly listAccepted: boolean;
  /** The page that shows an HTML report, as the build made it. */
  readonly reportPage: string;
}

/** When and by which version of this package a report was written. */
export interface Written {
  /** In ISO 8601, in UTC. */
  readonly at: string;
  readonly version: string;
}

/** The options that a text names, as its reader writes them: on the command line, or in a call of the library. */
export interface OptionNames {
  readonly stack: string;
  readonly verbose: string;
  /** How to get the whole code for these stacks, as the end of a sentence about it. */
  readonly wholeCode: (stacks: readonly string[]) => string;
}

/** What a text is, from which `Paint` chooses its color. */
export type PaintStyle = "refused" | "warning" | "note" | "strong" | "got" | "want" | "code";

/** Returns the text with terminal colors for its style, or unchanged. */
export type Paint = (style: PaintStyle, text: string) => string;

/** No colors, for reports that are not printed on a terminal. */
export const plain: Paint = (_, text) => text;

/** The options of a report on one source that is not printed on a terminal. */
export const defaultOptions: FormatOptions = {
  columns: Number.POSITIVE_INFINITY,
  stacks: [],
  isList: false,
  paint: plain,
  showSecrets: false,
  allFixes: false,
  verbose: false,
  optionNames: {
    stack: "--stack ID",
    verbose: "--verbose",
    wholeCode: (stacks) => `with ${stacks.map((id) => `--stack ${id} `).join("")}--verbose`,
  },
  written: null,
  locate: locateInSource,
  listAccepted: false,
  reportPage: "",
};
