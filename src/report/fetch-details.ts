import type { Diagnosis, Finding } from "../diagnosis.ts";
import { applicationCurl } from "../explain/curl-commands.ts";
import { cut, visible } from "../text/visible.ts";
import type { Fixes } from "./chosen-fixes.ts";
import { otherStacksLines } from "./fix-text.ts";
import type { PaintStyle } from "./format.ts";
import { type Group, type OtherRequests, otherRequests, requestsOf } from "./groups.ts";
import { preflightCommand } from "./preflight-command.ts";
import { maxUrlLength, requestLine } from "./request-line.ts";
import {
  askPast,
  curlCommandOf,
  explanationsOf,
  failedCheckOf,
  missingOf,
  otherFindings,
  shortList,
  unreportedAlternatives,
} from "./sentences.ts";
import { codeLines, shorten, type TextLayout, wrap, wrapUpTo } from "./text-layout.ts";
import { verifyText } from "./verify-text.ts";

// What the text says of a group of fetches beside the answer: the requests above it, and below it the evidence.

/** The requests of a group with their page: all on a line or two, or in a verbose report one below the other. */
export function headingLines(style: PaintStyle, label: string, group: Group, layout: TextLayout): string[] {
  const lines = layout.verbose ? allRequests(group) : shortRequests(group, layout.width - label.length - 2);
  const indent = " ".repeat(label.length);
  return lines.map((line, index) => `${index === 0 ? layout.paint(style, label) : indent}  ${line}`);
}

/** The first request, and where the others, the redirect and the page have no room beside it, a second line. */
function shortRequests(group: Group, width: number): string[] {
  const [first, ...others] = requestsOf(group);
  if (!first) return [];
  const times = first.count > 1 ? `  (${first.count} times)` : "";
  const request = `${shorten(visible(requestLine(first)), width - times.length)}${times}`;
  const { origin, hops } = group[0].fetch;
  const [redirected] = hops.slice(0, -1);
  const facts = [
    ...moreLines(otherRequests(group, [first], others), "the server"),
    ...(redirected ? ["after a redirect"] : []),
    ...(origin === "" ? [] : [`from ${visible(cut(origin, maxUrlLength))}`]),
  ].join(", ");
  if (facts === "") return [request];
  const line = `${request}  ${facts}`;
  return line.length <= width ? [line] : [request, shorten(facts, width)];
}

function moreLines({ count, areRequests }: OtherRequests, server: string): string[] {
  if (count === 0) return [];
  if (areRequests) return [`and ${count} more ${count === 1 ? "request" : "requests"} to ${server}`];
  return [`and ${count} more ${count === 1 ? "URL" : "URLs"} of ${server}`];
}

/** The requests of a group, each once with its count, the redirect that led there, and the page that made them. */
function allRequests(group: Group): string[] {
  const requests = requestsOf(group);
  const listed = requests
    .slice(0, maxRequests)
    .map((request) => `${visible(requestLine(request))}${request.count > 1 ? `  (${request.count} times)` : ""}`);
  const more = otherRequests(group, requests.slice(0, maxRequests), requests.slice(maxRequests));
  const { origin, hops } = group[0].fetch;
  const [redirected] = hops.slice(0, -1);
  return [
    ...listed,
    ...moreLines(more, "the same server"),
    ...(redirected ? [`redirected from ${visible(cut(redirected.url, maxUrlLength))}`] : []),
    ...(origin === "" ? [] : [`from ${visible(cut(origin, maxUrlLength))}`]),
  ];
}

/** Requests that are listed of one group before "and 12 more". */
const maxRequests = 5;

/** The evidence of a refusal and what follows from it, for a verbose report. */
export function refusalDetails(group: Group, fixes: Fixes, layout: TextLayout, stacks: readonly string[]): string[] {
  const [diagnosis] = group;
  const {
    verdict,
    reasons: [reason],
  } = diagnosis;
  const sentence = (text: string) => wrap(text, layout.width, "  ");
  const paragraphs = [
    ...(verdict
      ? [
          // Without a reason the headline is the title of the cause.
          [...(reason ? sentence(`${verdict.title}.`) : []), ...sentence(failedCheckOf(verdict))],
          evidenceLines(verdict, layout),
          ...explanationsOf(diagnosis).slice(1).map(sentence),
        ]
      : []),
    ...otherFindings(diagnosis).map(({ label, finding }) => [
      ...sentence(`${label}: ${finding.title}.`),
      ...evidenceLines(finding, layout),
    ]),
    alternativesLines(diagnosis, layout),
    preflightReasonLines(group, layout),
    otherStacksLines(fixes, layout, stacks),
  ];
  return [
    ...paragraphs.filter(({ length }) => length > 0).flatMap((lines) => ["", ...lines]),
    ...curlLines(diagnosis, layout),
    ...verifyLines(diagnosis, layout),
  ];
}

function evidenceLines({ subject, got, want }: Finding, { width, paint }: TextLayout): string[] {
  const row = (label: "got" | "want", value: string) =>
    wrap(`${valueLabels[label]} ${subject}: ${cut(value, maxValueLength)}`, width, "    ", "             ").map(
      (line) => paint(label, line),
    );
  return [...row("got", got ?? "(absent)"), ...(want === null ? [] : row("want", want))];
}

/** The same words as above the columns of the Markdown report. */
const valueLabels = { got: "received", want: "needed  " } as const;

const maxValueLength = 300;

function alternativesLines(diagnosis: Diagnosis, { width }: TextLayout): string[] {
  const names = unreportedAlternatives(diagnosis);
  return names.length > 0 ? wrap(`Other possible errors: ${shortList(names)}.`, width, "  ") : [];
}

/** Why the browser sent a preflight, where the preflight was refused and the reason is the same for the whole group. */
function preflightReasonLines([{ verdict, preflightReason }, ...others]: Group, { width }: TextLayout): string[] {
  if (!preflightReason || verdict?.step !== "preflight") return [];
  return others.every((other) => other.preflightReason === preflightReason) ? wrap(preflightReason, width, "  ") : [];
}

/** What the recording does not hold, and how to get it. */
export function missingLines(diagnosis: Diagnosis, layout: TextLayout): string[] {
  return missingOf(diagnosis).flatMap((sentence) => wrapUpTo(2, sentence, layout));
}

/** The commands that show the server's response without a browser. */
export function curlLines(diagnosis: Diagnosis, { width, paint }: TextLayout): string[] {
  const command = curlCommandOf(diagnosis);
  if (command === "") return [];
  const past = applicationCurl(diagnosis);
  return [
    "",
    ...wrap("To see the server's response without a browser (secrets are left out):", width, "  "),
    "",
    ...codeLines(command, "      ", paint),
    ...(past
      ? ["", ...wrap(`${askPast(past.proxy)}:`, width, "  "), "", ...codeLines(past.posix, "      ", paint)]
      : []),
  ];
}

/** The command that tells whether the server is fixed. */
function verifyLines(diagnosis: Diagnosis, { width, paint }: TextLayout): string[] {
  const command = preflightCommand(diagnosis);
  if (command === null) return [];
  return ["", ...wrap(`${verifyText(command, diagnosis)}:`, width, "  "), "", ...codeLines(command, "      ", paint)];
}
