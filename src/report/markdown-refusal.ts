import type { Diagnosis, Finding } from "../diagnosis.ts";
import { answeredByText } from "../explain/answered-by-text.ts";
import { applicationCurl } from "../explain/curl-commands.ts";
import type { Fix } from "../fixes/fix.ts";
import { translate } from "../text/translate.ts";
import { cut } from "../text/visible.ts";
import { changedLinesOf } from "./changed-lines.ts";
import { type Fixes, likeliestFixes, otherStacksOf } from "./chosen-fixes.ts";
import { fixLabel, hasCode, neededWarnings, pageChangeOf } from "./fix-text.ts";
import { type Group, type OtherRequests, otherRequests, requestsOf, serverOf } from "./groups.ts";
import { codeBlock, codeSpan, detailsBlock, prose } from "./markdown-syntax.ts";
import { preflightCommand } from "./preflight-command.ts";
import { maxUrlLength, requestLine } from "./request-line.ts";
import {
  askPast,
  curlCommandOf,
  differingCorsErrorOf,
  explanationsOf,
  failedCheckOf,
  firstExplanationOf,
  headlineOf,
  otherFindings,
  shortList,
  unreportedAlternatives,
} from "./sentences.ts";
import { verifyText } from "./verify-text.ts";

/** What a Markdown report needs for its refusals. */
export interface RefusalOptions {
  /** The ids of the stacks that the user chose; empty for the likeliest one. */
  readonly stacks: readonly string[];
  /** The code that the report printed so far. */
  readonly printed: Set<string>;
  /** Which line of code made the request; "" where that is not recorded. */
  readonly callSite: string;
}

/**
 * A group of refused fetches on one screen: what to do, the requests, the code or the lines to change, who answered and the
 * evidence. The rest is folded.
 */
export function refusalSection(group: Group, fixes: Fixes, options: RefusalOptions): string {
  const [diagnosis] = group;
  const { verdict } = diagnosis;
  const explanation = firstExplanationOf(diagnosis);
  const { shown, folded } = fixParagraphs(diagnosis, fixes, options);
  const sentences = [answeredByText(diagnosis), differingCorsErrorOf(diagnosis)].filter((text) => text !== "");
  const paragraphs = [
    `## ${prose(headlineOf(diagnosis))}`,
    ...(explanation === "" ? [] : [prose(explanation)]),
    requestList(group),
    ...(options.callSite === "" ? [] : [prose(options.callSite)]),
    ...shown,
    ...sentences.map(prose),
    ...(verdict
      ? [evidenceTable([{ label: translate("Refused"), finding: verdict }, ...otherFindings(diagnosis)])]
      : []),
    detailsBlock(translate("Details"), [
      ...explanationParagraphs(diagnosis),
      ...folded,
      ...(options.stacks.length > 0 ? [] : otherStacksParagraph(fixes)),
      ...curlParagraphs(diagnosis),
      ...verifyParagraphs(diagnosis),
    ]),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n\n`;
}

/** Why the browser refused and what follows: everything that the reader does not need to make the change. */
function explanationParagraphs(diagnosis: Diagnosis): string[] {
  const {
    verdict,
    reasons: [reason],
    preflightReason,
  } = diagnosis;
  const alternatives = unreportedAlternatives(diagnosis);
  return [
    // Without a reason the headline is the title of the cause.
    ...(verdict && reason ? [prose(`${verdict.title}.`)] : []),
    ...(verdict ? [prose(failedCheckOf(verdict))] : []),
    ...(reason?.evidence ? [prose(`${reason.evidence}.`)] : []),
    ...explanationsOf(diagnosis).slice(1).map(prose),
    ...otherFindings(diagnosis).map(
      ({ label, finding }) => `${label}: ${prose(finding.title)}. ${prose(finding.explain)}`,
    ),
    ...(alternatives.length > 0 ? [translate`Other possible errors: ${alternatives.map(codeSpan).join(", ")}.`] : []),
    ...(preflightReason && verdict?.step === "preflight" ? [prose(preflightReason)] : []),
  ];
}

/** At most this many lines of code with its warnings are shown whole; of a longer code the lines that change are. */
const maxShownLines = 14;

/** At most this many lines that change are shown. */
const maxChangedLines = 10;

/** The first fix as it is shown, and the complete code that is folded. Code that the report printed is not repeated. */
function fixParagraphs(
  diagnosis: Diagnosis,
  fixes: Fixes,
  { stacks, printed }: RefusalOptions,
): { readonly shown: readonly string[]; readonly folded: readonly string[] } {
  const chosen = (stacks.length > 0 ? [...fixes] : likeliestFixes(fixes)).filter(hasCode);
  const [first, ...others] = chosen;
  const pageChange = pageChangeOf(fixes, diagnosis);
  if (!first) return { shown: pageChange === "" ? [] : [prose(pageChange)], folded: [] };
  const heading = `### ${fixTitle(first)}`;
  const key = (fix: Fix) => `${serverOf(diagnosis.fetch)} ${fix.code}`;
  const isNew = (fix: Fix) => !printed.has(key(fix));
  const [isFirstNew, newOthers] = [isNew(first), others.filter(isNew)];
  for (const fix of chosen) printed.add(key(fix));
  const folded = newOthers.flatMap((fix) => completeFix(fix, fix.warnings));
  if (!isFirstNew) return { shown: [heading, translate("The same code as above.")], folded };
  const needed = neededWarnings(first, chosen);
  if (first.code.trimEnd().split("\n").length + needed.length <= maxShownLines) {
    const others = first.warnings.filter((warning) => !needed.includes(warning));
    return { shown: completeFix(first, needed), folded: [...list(others), ...folded] };
  }
  const { lines, left } = changedLinesOf(first, diagnosis, maxChangedLines);
  const diff = lines.map(({ text, isChanged }) => `${isChanged ? "+" : " "} ${text}`);
  const more = left > 0 ? [`… ${translate`${left} more`}`] : [];
  return {
    shown: [heading, codeBlock([...diff, ...more].join("\n"), "diff")],
    folded: [
      `### ${prose(translate`Complete code for ${first.stackName}`)}`,
      codeBlock(first.code, first.language),
      ...list(first.warnings),
      ...folded,
    ],
  };
}

/** A fix with its complete code and these warnings. */
export function completeFix(fix: Fix, warnings: readonly string[]): string[] {
  return [`### ${fixTitle(fix)}`, codeBlock(fix.code, fix.language), ...list(warnings)];
}

function fixTitle(fix: Fix): string {
  return prose(`${fixLabel(fix)}: ${fix.title}`);
}

function list(items: readonly string[]): string[] {
  return items.length > 0 ? [items.map((item) => `- ${prose(item)}`).join("\n")] : [];
}

/** The last requests of a group, each once, and the page that made them. */
export function requestList(group: Group): string {
  const all = requestsOf(group);
  const listed = all.slice(0, maxRequests).map((request) => {
    const times = request.count > 1 ? translate` (${request.count} times)` : "";
    return `- ${codeSpan(requestLine(request))}${times}`;
  });
  const more = moreText(otherRequests(group, all.slice(0, maxRequests), all.slice(maxRequests)));
  const { origin, hops } = group[0].fetch;
  const [redirected] = hops.slice(0, -1);
  return [
    ...listed,
    ...(more === "" ? [] : [`- ${more}`]),
    ...(redirected ? [`- ${translate`redirected from ${codeSpan(cut(redirected.url, maxUrlLength))}`}`] : []),
    ...(origin === "" ? [] : [`- ${translate`from ${codeSpan(cut(origin, maxUrlLength))}`}`]),
  ].join("\n");
}

function moreText({ count, areRequests }: OtherRequests): string {
  if (count === 0) return "";
  if (areRequests) return translate`and ${count} more requests to the same server`;
  return count === 1
    ? translate("and 1 more URL of the same server")
    : translate`and ${count} more URLs of the same server`;
}

/** Requests that are listed of one group before "and 12 more". */
const maxRequests = 5;

/** One row for each finding: the value in the response and the value that would pass. */
function evidenceTable(rows: readonly { readonly label: string; readonly finding: Finding }[]): string {
  const value = (text: string | null) => (text === null ? "" : codeSpan(cut(text, maxValueLength)));
  const lines = rows.map(({ label, finding: { step, subject, got, want } }) => {
    return `| ${label} | ${step === "preflight" ? translate("preflight") : translate("actual")} | ${codeSpan(translate(subject))} | ${got === null ? `_${translate("absent")}_` : value(got)} | ${value(want)} |`;
  });
  const heads = [translate("step"), translate("checked"), translate("received"), translate("needed")];
  return [`| | ${heads.join(" | ")} |`, "|-|-|-|-|-|", ...lines].join("\n");
}

const maxValueLength = 300;

/** How to get the fixes for the other server stacks. */
function otherStacksParagraph(fixes: Fixes): string[] {
  const [first] = fixes;
  const others = [...otherStacksOf(fixes)].filter((id) => id !== "page");
  return others.length > 0
    ? [
        first?.certainty === null
          ? translate`Server unknown. For your server's code: ${codeSpan("--stack ID")}, such as ${shortList(others, 6)}.`
          : translate`For another server's code: ${codeSpan("--stack ID")}, such as ${shortList(others, 6)}.`,
      ]
    : [];
}

function curlParagraphs(diagnosis: Diagnosis): string[] {
  const command = curlCommandOf(diagnosis);
  if (command === "") return [];
  const past = applicationCurl(diagnosis);
  return [
    translate("To see the server's response without a browser:"),
    codeBlock(command, "shell"),
    ...(past ? [prose(`${askPast(past.proxy)}:`), codeBlock(past.posix, "shell")] : []),
  ];
}

function verifyParagraphs(diagnosis: Diagnosis): string[] {
  const command = preflightCommand(diagnosis);
  return command === null ? [] : [prose(`${verifyText(command, diagnosis)}:`), codeBlock(command, "shell")];
}
