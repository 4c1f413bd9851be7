import type { Diagnosis } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { translate } from "../text/translate.ts";
import { callSiteText } from "./call-site-text.ts";
import { chosenExposeFixes, chosenFixes, type FixScope, fixScopeOf } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import { callSitesIn, type DiagnosedSource, defaultOptions, type FormatOptions } from "./format.ts";
import { type Group, groupsOf } from "./groups.ts";
import { completeFix, refusalSection, requestList } from "./markdown-refusal.ts";
import { codeSpan, detailsBlock, prose } from "./markdown-syntax.ts";
import { failureOf, headlineOf, missingOf, wrongFixesOf } from "./sentences.ts";
import { summaryOf } from "./summary.ts";

/** The report for a ticket, in the Markdown that GitHub, GitLab and most trackers read. */
export const markdown = defineFormat({
  id: "markdown",
  syntax: "markdown",
  *write(sources, options) {
    yield `# ${translate("Cross-origin requests")}\n\n`;
    const [scope, printed] = [fixScopeOf(sources), new Set<string>()];
    for (const source of sources) yield* writeSource(source, scope, options, printed);
    if (!options.showSecrets) yield `_${translate(secretsHint)}_\n`;
  },
});

const secretsHint = "Secrets are left out: user names, passwords, tokens, and the values of query parameters.";

/** The Markdown report on refused fetches alone, for a ticket, with the fix for `stack`. */
export function refusalInMarkdown(refused: readonly Diagnosis[], recording: Recording, stack: string): string {
  const options = { ...defaultOptions, stacks: [stack] };
  return [...markdown.write([{ source: "", recording, diagnoses: refused }], options)].join("");
}

function* writeSource(
  source: DiagnosedSource,
  scope: FixScope,
  options: FormatOptions,
  printed: Set<string>,
): Generator<string> {
  const groups = groupsOf(source);
  const callSites = callSitesIn(source);
  const name = source.source === "" ? "" : `${codeSpan(source.source)}: `;
  yield `${name}${prose(summaryOf(source))}\n\n`;
  for (const group of groups.refused) {
    const callSite = callSiteText(callSites.get(group[0]));
    yield refusalSection(group, chosenFixes(group, scope, options), { ...options, printed, callSite });
  }
  yield wrongFixesSection(groups.refused);
  for (const group of groups.accepted) yield section(translate("Accepted"), group, headlineOf(group[0]));
  for (const group of groups.failed) yield section(translate("Failed"), group, failureOf(group[0]).join(" "));
  for (const group of groups.unknown) yield section(translate("Unknown"), group, missingText(group[0]));
  for (const [note, group] of groups.notes) {
    yield section(translate("Note"), group, `${note.title}: ${note.evidence}. ${note.explain}`);
    if (note.id !== "unreadable-response-headers") continue;
    const fixes = chosenExposeFixes(group[0], scope, options);
    for (const paragraph of fixes.flatMap((fix) => completeFix(fix, fix.warnings))) yield `${paragraph}\n\n`;
  }
}

function wrongFixesSection(refused: readonly Group[]): string {
  const items = wrongFixesOf(refused).map(({ fix, because }) => `- ${prose(`${fix}? ${because}`)}`);
  return items.length === 0 ? "" : `${detailsBlock(translate("Why not just"), [items.join("\n")])}\n\n`;
}

function section(label: string, group: Group, text: string): string {
  return `## ${label}\n\n${requestList(group)}\n\n${prose(text)}\n\n`;
}

/** What the recording does not hold, and how to get it. */
function missingText(diagnosis: Diagnosis): string {
  const sentences = missingOf(diagnosis);
  return sentences.length > 0 ? sentences.join(" ") : translate("The recording does not show the outcome.");
}
