import type { Diagnosis, Finding } from "../diagnosis.ts";
import type { Recording } from "../exchange.ts";
import { answeredByText } from "../explain/answered-by-text.ts";
import { applicationCurl } from "../explain/curl-commands.ts";
import type { Fix } from "../fixes/fix.ts";
import { translate } from "../text/translate.ts";
import { cut } from "../text/visible.ts";
import {
  chosenExposeFixes,
  chosenFixes,
  type FixScope,
  fixScopeOf,
  likeliestFixes,
  otherStacksOf,
} from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "./format.ts";
import { type Group, groupsOf, requestsOf, serverOf } from "./groups.ts";
import { codeBlock, codeSpan, prose } from "./markdown-syntax.ts";
import { maxUrlLength, requestLine } from "./request-line.ts";
import {
  askPast,
  curlCommandOf,
  differingCorsErrorOf,
  explanationsOf,
  failedCheckOf,
  failureOf,
  headlineOf,
  otherFindings,
  shortList,
  unreportedAlternatives,
  wrongFixesOf,
} from "./sentences.ts";
import { summaryOf } from "./summary.ts";

/** The report for a ticket, in the Markdown that GitHub, GitLab and most trackers read. */
export const markdown = defineFormat({
  id: "markdown",
  *write(sources, options) {
    yield `# ${translate("Cross-origin fetches")}\n\n`;
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
  const name = source.source === "" ? "" : `${codeSpan(source.source)}: `;
  yield `${name}${prose(summaryOf(source))}\n\n`;
  for (const group of groups.refused) {
    yield refusalSection(group, chosenFixes(group, scope, options), options, printed);
  }
  yield wrongFixesSection(groups.refused);
  for (const group of groups.accepted) yield section(translate("Known"), group, headlineOf(group[0]));
  for (const group of groups.failed) yield section(translate("Not CORS"), group, failureOf(group[0]));
  for (const group of groups.unknown) yield section(translate("Cannot tell"), group, missingText(group[0]));
  for (const [note, group] of groups.notes) {
    yield section(translate("Note"), group, `${note.title}: ${note.evidence}. ${note.explain}`);
    if (note.id !== "unreadable-response-headers") continue;
    const fixes = chosenExposeFixes(group[0], scope, options);
    for (const paragraph of fixParagraphs(fixes, printed, serverOf(group[0].fetch))) yield `${paragraph}\n\n`;
  }
}

function refusalSection(group: Group, fixes: readonly Fix[], { stacks }: FormatOptions, printed: Set<string>): string {
  const [diagnosis] = group;
  const { verdict, preflightReason } = diagnosis;
  const others = otherFindings(diagnosis);
  const alternatives = unreportedAlternatives(diagnosis);
  const differingCorsError = differingCorsErrorOf(diagnosis);
  const answeredBy = answeredByText(diagnosis);
  const paragraphs = [
    `## ${prose(headlineOf(diagnosis))}`,
    requestList(group),
    ...(verdict ? verdictParagraphs(diagnosis, verdict) : []),
    ...(differingCorsError === "" ? [] : [prose(differingCorsError)]),
    ...(answeredBy === "" ? [] : [prose(answeredBy)]),
    ...others.map(({ label, finding }) => `${label}: ${prose(finding.title)}. ${prose(finding.explain)}`),
    ...(alternatives.length > 0
      ? [translate`The recording does not exclude: ${alternatives.map(codeSpan).join(", ")}.`]
      : []),
    ...(preflightReason && verdict?.step === "preflight" ? [prose(preflightReason)] : []),
    ...fixParagraphs(stacks.length > 0 ? fixes : likeliestFixes(fixes), printed, serverOf(diagnosis.fetch)),
    ...(stacks.length > 0 ? [] : otherStacksParagraph(fixes)),
    ...curlParagraphs(diagnosis),
  ];
  return `${paragraphs.join("\n\n")}\n\n`;
}

function verdictParagraphs(diagnosis: Diagnosis, verdict: Finding): string[] {
  const rows = [{ label: translate("Refused"), finding: verdict }, ...otherFindings(diagnosis)];
  return [
    // Without a reason the headline is the title of the cause.
    ...(diagnosis.reasons.length > 0 ? [prose(`${verdict.title}.`)] : []),
    prose(failedCheckOf(verdict)),
    evidenceTable(rows),
    ...explanationsOf(diagnosis).map(prose),
  ];
}

function requestList(group: Group): string {
  const all = requestsOf(group);
  const listed = all.slice(0, maxRequests).map((request) => {
    const times = request.count > 1 ? translate` (${request.count} times)` : "";
    return `- ${codeSpan(requestLine(request))}${times}`;
  });
  const more = all.length - listed.length;
  const { origin, hops } = group[0].fetch;
  const [redirected] = hops.slice(0, -1);
  return [
    ...listed,
    ...(more > 0
      ? [
          more === 1
            ? `- ${translate("and 1 more URL of the same server")}`
            : `- ${translate`and ${more} more URLs of the same server`}`,
        ]
      : []),
    ...(redirected ? [`- ${translate`redirected from ${codeSpan(cut(redirected.url, maxUrlLength))}`}`] : []),
    ...(origin === "" ? [] : [`- ${translate`called by ${codeSpan(cut(origin, maxUrlLength))}`}`]),
  ].join("\n");
}

/** Requests that are listed of one group before "and 12 more". */
const maxRequests = 10;

/** One row for each finding: the value in the response and the value that would pass. */
function evidenceTable(rows: readonly { readonly label: string; readonly finding: Finding }[]): string {
  const value = (text: string | null) => (text === null ? "" : codeSpan(cut(text, maxValueLength)));
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

const maxValueLength = 300;

/** The fixes with their warnings. Code that the report printed for the same server is not repeated. */
function fixParagraphs(fixes: readonly Fix[], printed: Set<string>, server: string): string[] {
  return fixes.flatMap(({ stackName, certainty, title, language, code, warnings }) => {
    const key = `${server} ${code}`;
    const isRepeated = printed.has(key);
    printed.add(key);
    return [
      `### ${prose(certainty === "possible" ? translate`Possible fix for ${stackName}: ${title}` : translate`Fix for ${stackName}: ${title}`)}`,
      isRepeated ? translate("The same code as above.") : codeBlock(code, language),
      ...(warnings.length > 0 ? [warnings.map((warning) => `- ${prose(warning)}`).join("\n")] : []),
    ];
  });
}

/** How to get the fixes for the other server stacks. */
function otherStacksParagraph(fixes: readonly Fix[]): string[] {
  const others = otherStacksOf(fixes).filter((id) => id !== "page");
  return others.length > 0
    ? [
        fixes[0]?.certainty === null
          ? translate`Which server is it? For its code: ${codeSpan("--stack ID")}, such as ${shortList(others, 6)}.`
          : translate`For another stack: ${codeSpan("--stack ID")}, such as ${shortList(others, 6)}.`,
      ]
    : [];
}

function curlParagraphs(diagnosis: Diagnosis): string[] {
  const command = curlCommandOf(diagnosis);
  if (command === "") return [];
  const past = applicationCurl(diagnosis);
  return [
    translate("To see the server's answer without a browser:"),
    codeBlock(command, "shell"),
    ...(past ? [prose(`${askPast(past.proxy)}:`), codeBlock(past.posix, "shell")] : []),
  ];
}

function wrongFixesSection(refused: readonly Group[]): string {
  const wrongFixes = wrongFixesOf(refused);
  if (wrongFixes.length === 0) return "";
  const items = wrongFixes.map(({ fix, because }) => `- ${prose(`${fix}? ${because}`)}`);
  return `## ${translate("Why not just")}\n\n${items.join("\n")}\n\n`;
}

function section(label: string, group: Group, text: string): string {
  return `## ${label}\n\n${requestList(group)}\n\n${prose(text)}\n\n`;
}

/** What the recording does not hold, and how to get it. */
function missingText({ cannotTell }: Diagnosis): string {
  if (!cannotTell) return translate("The recording does not tell what became of it.");
  return translate`Because ${cannotTell.because}. To find out: ${cannotTell.todo}.`;
}
