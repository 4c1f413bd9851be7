import { type Diagnosis, isRefused } from "../diagnosis.ts";
import { answeredByNames, answeredByText } from "../explain/answered-by-text.ts";
import type { CallSite } from "../explain/call-site.ts";
import { callSiteText } from "./call-site-text.ts";
import { chosenFixes, type Fixes, type FixScope } from "./chosen-fixes.ts";
import { curlLines, headingLines, missingLines, refusalDetails } from "./fetch-details.ts";
import {
  completeFixLines,
  fixesToPrint,
  fixSummaryLines,
  noPrintedFixes,
  otherStacksLines,
  type PrintedFixes,
  pageChangeOf,
} from "./fix-text.ts";
import { callSitesIn, type DiagnosedSource, type FormatOptions } from "./format.ts";
import { type Group, serverOf } from "./groups.ts";
import { differingCorsErrorOf, failureOf, firstExplanationOf, headlineOf } from "./sentences.ts";
import { type TextLayout, textLayoutOf, wrapUpTo } from "./text-layout.ts";

/** A blocked fetch as text: what to change and the code for it, or why the recording does not show that. */
export function refusalText(
  diagnosis: Diagnosis,
  source: DiagnosedSource,
  scope: FixScope,
  options: FormatOptions,
): string {
  const layout = textLayoutOf(options);
  const group: Group = [diagnosis];
  if (!isRefused(diagnosis)) return unknownLines(group, layout).join("\n");
  const printed = noPrintedFixes();
  const fixes = chosenFixes(group, scope, options);
  const callSite = callSitesIn(source).get(diagnosis);
  const lines = refusalLines({ group, callSite }, fixes, layout, printed, options.stacks);
  const toPrint = fixesToPrint(fixes, options.stacks, layout);
  const code = completeFixLines(toPrint, serverOf(diagnosis.fetch), false, layout, printed);
  return [...lines, ...(code.length > 0 ? ["", ...code] : [])].join("\n").trimEnd();
}

/** At most this many lines tell of one refusal, unless the report is verbose. */
const maxRefusalLines = 13;

/**
 * A group of refused fetches in at most 13 lines: the request, who made it, what to do, the lines to change, who answered, and where
 * to read more. A verbose report has the evidence below.
 */
export function refusalLines(
  { group, callSite }: { readonly group: Group; readonly callSite: CallSite | undefined },
  fixes: Fixes,
  layout: TextLayout,
  printed: PrintedFixes,
  stacks: readonly string[],
): string[] {
  const [diagnosis] = group;
  const before = [
    ...headingLines("refused", "REFUSED", group, layout),
    ...callSiteLines(callSite, layout),
    ...headlineLines(headlineOf(diagnosis), layout),
    ...explanationLines(diagnosis, layout),
    ...differingCorsErrorLines(diagnosis, layout),
  ];
  const after = [...answeredByLines(diagnosis, fixes, layout, stacks), ...readMoreLines(diagnosis)];
  const evidence = evidenceLines(diagnosis, layout);
  const [fix] = fixesToPrint(fixes, stacks, layout);
  const room = layout.verbose ? maxRefusalLines : maxRefusalLines - before.length - after.length;
  const rooms = { code: room, change: Math.max(1, room - evidence.length) };
  const change = fix
    ? fixSummaryLines(fix, diagnosis, rooms, layout, printed)
    : pageChangeLines(fixes, diagnosis, layout);
  const shownEvidence = layout.verbose || change.length < room ? evidence : [];
  const details = layout.verbose ? refusalDetails(group, fixes, layout, stacks) : [];
  return [...before, ...change, ...shownEvidence, ...after, ...details];
}

function callSiteLines(callSite: CallSite | undefined, layout: TextLayout): string[] {
  const text = callSiteText(callSite);
  return text === "" ? [] : wrapUpTo(1, text, layout);
}

/** A group of blocked fetches that the baseline accepts: the requests and the headline. */
export function acceptedLines(group: Group, layout: TextLayout): string[] {
  return [...headingLines("note", "ACCEPTED", group, layout), ...wrapUpTo(2, headlineOf(group[0]), layout)];
}

/** A group of fetches that failed for another reason than CORS. */
export function failureLines(group: Group, layout: TextLayout): string[] {
  return [
    ...headingLines("warning", "FAILED", group, layout),
    ...failureOf(group[0]).flatMap((text) => wrapUpTo(2, text, layout)),
    ...differingCorsErrorLines(group[0], layout),
  ];
}

/** A group of fetches with an unknown outcome: what the recording does not hold, and how to get it. */
export function unknownLines(group: Group, layout: TextLayout): string[] {
  return [
    ...headingLines("warning", "UNKNOWN", group, layout),
    ...missingLines(group[0], layout),
    ...differingCorsErrorLines(group[0], layout),
    ...(layout.verbose ? curlLines(group[0], layout) : []),
  ];
}

function headlineLines(headline: string, layout: TextLayout): string[] {
  return wrapUpTo(2, headline, layout).map((line) => layout.paint("strong", line));
}

/** What to do, or why the browser refused; where the recording does not show that, what is missing. */
function explanationLines(diagnosis: Diagnosis, layout: TextLayout): string[] {
  const text = firstExplanationOf(diagnosis);
  return text === "" ? missingLines(diagnosis, layout) : wrapUpTo(2, text, layout);
}

function pageChangeLines(fixes: Fixes, diagnosis: Diagnosis, layout: TextLayout): string[] {
  const sentence = pageChangeOf(fixes, diagnosis);
  return sentence === "" ? [] : wrapUpTo(2, sentence, layout);
}

/** What the recording shows of the reason. */
function evidenceLines({ reasons: [reason] }: Diagnosis, layout: TextLayout): string[] {
  return reason?.evidence ? wrapUpTo(1, `Evidence: ${reason.evidence}.`, layout) : [];
}

function differingCorsErrorLines(diagnosis: Diagnosis, layout: TextLayout): string[] {
  const sentence = differingCorsErrorOf(diagnosis);
  return sentence === "" ? [] : wrapUpTo(1, sentence, layout);
}

/** Who answered; where nothing shows it, how to get the code for the server that the reader knows. */
function answeredByLines(diagnosis: Diagnosis, fixes: Fixes, layout: TextLayout, stacks: readonly string[]): string[] {
  const text = layout.verbose ? answeredByText(diagnosis) : answeredByNames(diagnosis);
  if (text !== "") return wrapUpTo(2, text, layout);
  const [first] = fixes;
  return layout.verbose || first?.certainty !== null ? [] : otherStacksLines(fixes, layout, stacks);
}

/** The command that explains the cause. */
function readMoreLines({ verdict }: Diagnosis): string[] {
  return verdict ? [`  More: cors-panel explain ${verdict.cause}`] : [];
}
