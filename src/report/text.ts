import { groupBy } from "../collections.ts";
import { isRefused, isUnknown } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import type { Fix } from "../fixes/fix.ts";
import { visible } from "../text/visible.ts";
import { chosenExposeFixes, chosenFixes, type FixScope, fixScopeOf } from "./chosen-fixes.ts";
import { fetchCount } from "./counts.ts";
import { defineFormat } from "./define-format.ts";
import { acceptedLines, failureLines, refusalLines, unknownLines } from "./fetch-text.ts";
import { completeFixLines, fixesToPrint, noPrintedFixes, type PrintedFixes } from "./fix-text.ts";
import { type CallSitesByDiagnosis, callSitesIn, type DiagnosedSource, type FormatOptions } from "./format.ts";
import { type Group, type Groups, groupsOf, serverOf } from "./groups.ts";
import { requestLine } from "./request-line.ts";
import { wrongFixesOf } from "./sentences.ts";
import { summaryOf } from "./summary.ts";
import { shorten, type TextLayout, textLayoutOf, wrap, wrapFirst } from "./text-layout.ts";

/** The report for people at a terminal: refused fetches with their fixes, then what is not CORS, then a summary. */
export const text = defineFormat({
  id: "text",
  syntax: "text",
  *write(sources, options) {
    const run: Run = { scope: fixScopeOf(sources), printed: noPrintedFixes() };
    for (const [index, source] of sources.entries()) {
      if (index > 0) yield "\n";
      if (options.isList) yield `${visible(source.source)}\n\n`;
      yield* writeSource(source, run, options);
    }
    if (!options.verbose && sources.some(hasMore)) yield `${moreLines(run, options).join("\n")}\n`;
  },
});

/** What the sources of a report share. */
interface Run {
  readonly scope: FixScope;
  readonly printed: PrintedFixes;
}

function* writeSource(source: DiagnosedSource, run: Run, options: FormatOptions): Generator<string> {
  const layout = textLayoutOf(options);
  const groups = groupsOf(source);
  yield* refusedBlocks(groups.refused, callSitesIn(source), run, options);
  for (const group of groups.accepted) yield block(acceptedLines(group, layout));
  for (const group of groups.failed) yield block(failureLines(group, layout));
  for (const group of groups.unknown) yield block(unknownLines(group, layout));
  const notes = groups.notes.flatMap((note) => [
    ...noteLines(note, layout),
    ...(layout.verbose ? exposeLines(note, run, options, layout) : []),
  ]);
  if (notes.length > 0) yield block([layout.paint("note", "NOTES"), ...notes]);
  const wrongFixes = layout.verbose ? wrongFixLines(groups.refused, layout) : [];
  if (wrongFixes.length > 0) yield block([layout.paint("note", "WHY NOT JUST"), ...wrongFixes]);
  yield `${wrap(summaryOf(source), layout.width, "").join("\n")}\n`;
}

/** The refusals, each with the lines to change, then the complete code for each server. */
function* refusedBlocks(
  refused: readonly Group[],
  callSites: CallSitesByDiagnosis,
  { scope, printed }: Run,
  options: FormatOptions,
): Generator<string> {
  const layout = textLayoutOf(options);
  const refusals: { readonly server: string; readonly fixes: readonly Fix[] }[] = [];
  for (const group of refused) {
    const fixes = chosenFixes(group, scope, options);
    const callSite = callSites.get(group[0]);
    yield block(refusalLines({ group, callSite }, fixes, layout, printed, options.stacks));
    refusals.push({ server: serverOf(group[0].fetch), fixes: fixesToPrint(fixes, options.stacks, layout) });
  }
  for (const [server, ofServer] of groupBy(refusals, ({ server }) => server)) {
    const fixes = ofServer.flatMap(({ fixes }) => fixes);
    const code = completeFixLines(fixes, server, ofServer.length > 1, layout, printed);
    if (code.length > 0) yield `${code.join("\n")}\n`;
  }
}

/** True where the short report leaves out evidence and curl commands. */
function hasMore({ diagnoses, accepted }: DiagnosedSource): boolean {
  return diagnoses.some((diagnosis) => (isRefused(diagnosis) || isUnknown(diagnosis)) && !accepted?.has(diagnosis));
}

/** How to get the code for another server, where the report has code, and what the short report leaves out. */
function moreLines({ printed }: Run, options: FormatOptions): string[] {
  const { stacks, optionNames } = options;
  const hasCode = stacks.length === 0 && printed.changes.size > 0;
  const forStack = hasCode ? [`For another server's code: ${optionNames.stack}.`] : [];
  return wrap(
    [...forStack, `For the evidence and more: ${optionNames.verbose}.`].join(" "),
    textLayoutOf(options).width,
    "",
  );
}

function noteLines([note, group]: Groups["notes"][number], layout: TextLayout): string[] {
  const [diagnosis] = group;
  const request = requestLine(lastHop(diagnosis.fetch));
  const others = fetchCount(group) - 1;
  const more = others === 0 ? "" : `, and ${others} more ${others === 1 ? "request" : "requests"}`;
  const text = `- ${note.title}: ${note.evidence}. ${note.explain}`;
  return [
    ...(layout.verbose ? wrap(text, layout.width, "  ", "    ") : wrapFirst(text, layout.width, "  ", 4, "    ")),
    ...(layout.verbose
      ? wrap(`(${request}${more})`, layout.width, "    ")
      : [shorten(`    (${visible(request)}${more})`, layout.width)]),
  ];
}

/** The code that exposes the headers of a note on unreadable ones; no lines for any other note. */
function exposeLines(
  [{ id }, [diagnosis]]: Groups["notes"][number],
  { scope, printed }: Run,
  options: FormatOptions,
  layout: TextLayout,
): string[] {
  if (id !== "unreadable-response-headers") return [];
  const fixes = chosenExposeFixes(diagnosis, scope, options);
  return completeFixLines(fixes, serverOf(diagnosis.fetch), false, layout, printed);
}

function wrongFixLines(refused: readonly Group[], { width }: TextLayout): string[] {
  return wrongFixesOf(refused).flatMap(({ fix, because }) => wrap(`- ${fix}? ${because}`, width, "  ", "    "));
}

function block(lines: readonly string[]): string {
  return `${lines.join("\n")}\n\n`;
}
