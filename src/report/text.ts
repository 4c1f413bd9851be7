import { groupBy } from "../collections.ts";
import { lastHop } from "../exchange.ts";
import { visible } from "../text/visible.ts";
import { chosenExposeFixes, chosenFixes, type FixScope, fixScopeOf } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import { acceptedLines, failureLines, refusalLines, unknownLines } from "./fetch-text.ts";
import { fixLines } from "./fix-text.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";
import { type Group, type Groups, groupsOf, serverOf } from "./groups.ts";
import { requestLine } from "./request-line.ts";
import { wrongFixesOf } from "./sentences.ts";
import { summaryOf } from "./summary.ts";
import { type TextLayout, textLayoutOf, wrap } from "./text-layout.ts";

/** The report for people at a terminal: refused fetches with their fixes, then what is not CORS, then a summary. */
export const text = defineFormat({
  id: "text",
  *write(sources, options) {
    const run: Run = { scope: fixScopeOf(sources), printed: new Set() };
    for (const [index, source] of sources.entries()) {
      if (index > 0) yield "\n";
      if (options.isList) yield `${visible(source.source)}\n\n`;
      for (const piece of writeSource(source, run, options)) yield withoutCommands(piece);
    }
  },
});

/** What the sources of a report share. */
interface Run {
  readonly scope: FixScope;
  /** The code and the warnings that the report printed so far. */
  readonly printed: Set<string>;
}

function* writeSource(source: DiagnosedSource, run: Run, options: FormatOptions): Generator<string> {
  const layout = textLayoutOf(options);
  const groups = groupsOf(source);
  yield* refusedBlocks(groups.refused, run, options);
  for (const group of groups.accepted) yield block(acceptedLines(group, layout));
  for (const group of groups.failed) yield block(failureLines(group, layout));
  for (const group of groups.unknown) yield block(unknownLines(group, layout));
  const notes = groups.notes.flatMap((note) => [
    ...noteLines(note, layout),
    ...exposeLines(note, run, options, layout),
  ]);
  if (notes.length > 0) yield block([layout.paint("note", "ALSO NOTICED"), ...notes]);
  const wrongFixes = wrongFixLines(groups.refused, layout);
  if (wrongFixes.length > 0) yield block([layout.paint("note", "WHY NOT JUST"), ...wrongFixes]);
  yield `${wrap(summaryOf(source), layout.width, "").join("\n")}\n`;
}

function* refusedBlocks(refused: readonly Group[], { scope, printed }: Run, options: FormatOptions): Generator<string> {
  const layout = textLayoutOf(options);
  const groupsByServer = groupBy(refused, ([{ fetch }]) => serverOf(fetch));
  for (const group of refused) {
    const server = serverOf(group[0].fetch);
    const isOnlyGroup = groupsByServer.get(server)?.length === 1;
    const fixes = chosenFixes(group, scope, options);
    yield block(refusalLines(group, fixes, layout, { server, isOnlyGroup, printed, stacks: options.stacks }));
  }
}

function noteLines([note, [diagnosis, ...others]]: Groups["notes"][number], { width }: TextLayout): string[] {
  const request = requestLine(lastHop(diagnosis.fetch));
  const more = others.length === 0 ? "" : `, and ${others.length} more ${others.length === 1 ? "call" : "calls"}`;
  return [
    ...wrap(`- ${note.title}: ${note.evidence}. ${note.explain}`, width, "  ", "    "),
    ...wrap(`(${request}${more})`, width, "    "),
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
  return fixes.length === 0
    ? []
    : [
        ...fixLines(fixes, layout, {
          server: serverOf(diagnosis.fetch),
          isOnlyGroup: true,
          printed,
          stacks: options.stacks,
        }),
        "",
      ];
}

function wrongFixLines(refused: readonly Group[], { width }: TextLayout): string[] {
  return wrongFixesOf(refused).flatMap(({ fix, because }) => wrap(`- ${fix}? ${because}`, width, "  ", "    "));
}

function block(lines: readonly string[]): string {
  return `${lines.join("\n")}\n\n`;
}

/**
 * The text without commands of GitHub Actions, which reads logs for them: a line that starts with two colons is a
 * command, and so is `##[` anywhere.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1\\x3a").replaceAll("##[", "#\\x23[");
}
