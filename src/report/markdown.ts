import type { Diagnosis, Finding } from "../diagnosis.ts";
import { lastHop, type Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import type { Fix } from "../fixes/fixes.ts";
import { translate } from "../text/translate.ts";
import { cut } from "../text/visible.ts";
import { chosenFixes } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import { defaultOptions, type FormatOptions } from "./format.ts";
import { type Group, groupsOf, requestsOf, summaryOf } from "./groups.ts";
import { codeBlock, codeSpan, prose } from "./markdown-syntax.ts";
import {
  curlCommandOf,
  differingCorsErrorOf,
  explanationsOf,
  failureOf,
  headlineOf,
  judgmentOf,
  otherFindings,
  shortList,
  unreportedAlternatives,
  wrongFixesOf,
} from "./sentences.ts";

/** The report for a ticket, in the Markdown that GitHub, GitLab and most trackers read. */
export const markdown = defineFormat({
  id: "markdown",
  *write(sources, options) {
    yield `# ${translate("Cross-origin fetches")}\n\n`;
    for (const source of sources) {
      const groups = groupsOf(source);
      const name = source.source === "" ? "" : `${codeSpan(source.source)}: `;
      yield `${name}${prose(summaryOf(source))}\n\n`;
      const together = groups.refused.flat();
      const told = new Set<string>();
      for (const group of groups.refused) {
        yield refusal(group, chosenFixes(group, source.recording, options, together), options, told);
      }
      yield wrongFixesSection(groups.refused);
      for (const group of groups.known) yield besides(translate("Known"), group, headlineOf(group[0]));
      for (const group of groups.failed) yield besides(translate("Not CORS"), group, failureOf(group[0]));
      for (const group of groups.unknown) yield besides(translate("Cannot tell"), group, unknownOf(group[0]));
      for (const [note, group] of groups.notes)
        yield besides(translate("Note"), group, `${note.title}: ${note.evidence}. ${note.explain}`);
    }
    if (!options.showSecrets) yield `_${translate(hint)}_\n`;
  },
});

/** The same for refused fetches alone, as one pastes it into a ticket; `stack` chooses the fix. */
export function refusalInMarkdown(refused: readonly Diagnosis[], recording: Recording, stack: string): string {
  const options = { ...defaultOptions, stacks: [stack] };
  return [...markdown.write([{ source: "", recording, diagnoses: refused }], options)].join("");
}

const longest = 300;
const mostRequests = 10;
const hint = "Secrets are left out: user names, passwords, tokens, and the values of query parameters.";

function refusal(group: Group, fixes: readonly Fix[], { stacks }: FormatOptions, told: Set<string>): string {
  const [diagnosis] = group;
  const { verdict, reasons, preflightReason } = diagnosis;
  const [reason] = reasons;
  const others = otherFindings(diagnosis);
  const untold = unreportedAlternatives(diagnosis);
  const paragraphs = [
    `## ${prose(headlineOf(diagnosis))}`,
    requests(group),
    ...(verdict && reason ? [prose(`${verdict.title}.`)] : []),
    ...(verdict
      ? [prose(judgmentOf(verdict)), evidence([{ label: translate("Refused"), finding: verdict }, ...others])]
      : []),
    ...(verdict ? explanationsOf(diagnosis).map(prose) : []),
    ...(differingCorsErrorOf(diagnosis) === "" ? [] : [prose(differingCorsErrorOf(diagnosis))]),
    ...others.map(({ label, finding }) => `${label}: ${prose(finding.title)}. ${prose(finding.explain)}`),
    ...(untold.length > 0 ? [translate`The recording does not exclude: ${untold.map(codeSpan).join(", ")}.`] : []),
    ...(preflightReason && verdict?.step === "preflight" ? [prose(preflightReason)] : []),
    ...fixParagraphs(stacks.length > 0 ? fixes : likeliest(fixes), told, originOf(lastHop(diagnosis.fetch).url)),
    ...(stacks.length > 0 ? [] : otherStacks(fixes)),
    ...verifyParagraphs(diagnosis),
  ];
  return `${paragraphs.join("\n\n")}\n\n`;
}

function requests(group: Group): string {
  const all = requestsOf(group);
  const listed = all.slice(0, mostRequests).map(({ method, url, count }) => {
    return `- ${codeSpan(`${cut(method, 40)} ${cut(url, longest)}`)}${count > 1 ? translate` (${count} times)` : ""}`;
  });
  const more = all.length - listed.length;
  const { origin, hops } = group[0].fetch;
  const [first] = hops.slice(0, -1);
  return [
    ...listed,
    ...(more > 0
      ? [
          more === 1
            ? `- ${translate("and 1 more URL of the same server")}`
            : `- ${translate`and ${more} more URLs of the same server`}`,
        ]
      : []),
    ...(first ? [`- ${translate`redirected from ${codeSpan(cut(first.url, longest))}`}`] : []),
    ...(origin === "" ? [] : [`- ${translate`called by ${codeSpan(cut(origin, longest))}`}`]),
  ].join("\n");
}

/** One row for each finding: what arrived against what would have passed. */
function evidence(rows: readonly { readonly label: string; readonly finding: Finding }[]): string {
  const value = (text: string | null) => (text === null ? "" : codeSpan(cut(text, longest)));
  const lines = rows.map(({ label, finding: { step, subject, got, want } }) => {
    return `| ${label} | ${step === "preflight" ? translate("preflight") : translate("actual")} | ${codeSpan(translate(subject))} | ${got === null ? `_${translate("absent")}_` : value(got)} | ${value(want)} |`;
  });
  const heads = [
    translate("at"),
    translate("what"),
    translate("the server answered"),
    translate("what would have passed"),
  ];
  return [`| | ${heads.join(" | ")} |`, "|-|-|-|-|-|", ...lines].join("\n");
}

/** The code is told once, though it mends what is refused for several causes. */
function fixParagraphs(fixes: readonly Fix[], told: Set<string>, server: string): string[] {
  return fixes.flatMap(({ stackName, title, language, code, warnings }) => {
    const key = `${server} ${code}`;
    const repeats = told.has(key);
    told.add(key);
    return [
      `### ${prose(translate`Fix for ${stackName}: ${title}`)}`,
      repeats ? translate("The same code as above.") : codeBlock(code, language),
      ...(warnings.length > 0 ? [warnings.map((warning) => `- ${prose(warning)}`).join("\n")] : []),
    ];
  });
}

/** The fixes of the stack that stands first. */
function likeliest(fixes: readonly Fix[]): Fix[] {
  return fixes.filter(({ stack }) => stack === fixes[0]?.stack);
}

/** How to ask for the fixes that are not written. */
function otherStacks(fixes: readonly Fix[]): string[] {
  const others = [...new Set(fixes.map(({ stack }) => stack))].slice(1).filter((id) => id !== "page");
  return others.length > 0
    ? [translate`For another stack: ${codeSpan("--stack ID")}, such as ${shortList(others, 6)}.`]
    : [];
}

function verifyParagraphs(diagnosis: Diagnosis): string[] {
  const command = curlCommandOf(diagnosis);
  return command === ""
    ? []
    : [translate("To see the server's answer without a browser:"), codeBlock(command, "shell")];
}

/** The wrong fixes that people try after these refusals, each once. */
function wrongFixesSection(refused: readonly Group[]): string {
  const wrong = wrongFixesOf(refused);
  if (wrong.length === 0) return "";
  const told = wrong.map(({ fix, because }) => `- ${prose(`${fix}? ${because}`)}`);
  return `## ${translate("Why not just")}\n\n${told.join("\n")}\n\n`;
}

function besides(label: string, group: Group, text: string): string {
  return `## ${label}\n\n${requests(group)}\n\n${prose(text)}\n\n`;
}

function unknownOf({ cannotTell }: Diagnosis): string {
  if (!cannotTell) return translate("The recording does not tell what became of it.");
  return translate`Because ${cannotTell.because}. To find out: ${cannotTell.todo}.`;
}
