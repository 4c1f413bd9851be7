import { type Diagnosis, type Finding, isRefused } from "../diagnosis.ts";
import { answeredByText } from "../explain/answered-by-text.ts";
import { applicationCurl } from "../explain/curl-commands.ts";
import type { Fix } from "../fixes/fix.ts";
import { cut, visible } from "../text/visible.ts";
import { chosenFixes, type FixScope } from "./chosen-fixes.ts";
import { type FixTextContext, fixLines } from "./fix-text.ts";
import type { FormatOptions, PaintStyle } from "./format.ts";
import { type Group, requestsOf, serverOf } from "./groups.ts";
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
} from "./sentences.ts";
import { codeLines, type TextLayout, textLayoutOf, wrap } from "./text-layout.ts";

/** A blocked fetch as text: why it is refused and how to fix it, or why the recording does not show that. */
export function refusalText(diagnosis: Diagnosis, scope: FixScope, options: FormatOptions): string {
  const layout = textLayoutOf(options);
  const group: Group = [diagnosis];
  const { stacks } = options;
  const context = { server: serverOf(diagnosis.fetch), isOnlyGroup: true, printed: new Set<string>(), stacks };
  const lines = isRefused(diagnosis)
    ? refusalLines(group, chosenFixes(group, scope, options), layout, context)
    : unknownLines(group, layout);
  return lines.join("\n");
}

/** A group of refused fetches: the requests, the cause with its evidence, the fixes, and a curl command. */
export function refusalLines(
  group: Group,
  fixes: readonly Fix[],
  layout: TextLayout,
  context: FixTextContext,
): string[] {
  const [diagnosis] = group;
  const { width } = layout;
  const paragraphs = [
    ...(diagnosis.verdict
      ? verdictParagraphs(diagnosis, diagnosis.verdict, layout)
      : [headlineLines(diagnosis, layout), missingLines(diagnosis, layout)]),
    differingCorsErrorLines(diagnosis, layout),
    ...otherFindings(diagnosis).map(({ label, finding }) => [
      ...wrap(`${label}: ${finding.title}.`, width, "  "),
      ...evidenceLines(finding, layout),
    ]),
    answeredByLines(diagnosis, layout),
    alternativesLines(diagnosis, layout),
    preflightReasonLines(group, layout),
  ];
  return [
    ...headingLines("refused", "REFUSED", group, layout),
    ...paragraphs.filter(({ length }) => length > 0).flatMap((lines) => ["", ...lines]),
    ...fixLines(fixes, layout, context),
    ...curlLines(diagnosis, layout),
  ];
}

/** A group of blocked fetches that the baseline accepts: the requests and the headline. */
export function acceptedLines(group: Group, layout: TextLayout): string[] {
  return [...headingLines("note", "KNOWN", group, layout), ...wrap(headlineOf(group[0]), layout.width, "  ")];
}

/** A group of fetches that failed for another reason than CORS. */
export function failureLines(group: Group, layout: TextLayout): string[] {
  return [
    ...headingLines("warning", "NOT CORS", group, layout),
    ...wrap(failureOf(group[0]), layout.width, "  "),
    ...differingCorsErrorLines(group[0], layout),
  ];
}

/** A group of fetches with an unknown outcome: what the recording does not hold, and how to get it. */
export function unknownLines(group: Group, layout: TextLayout): string[] {
  return [
    ...headingLines("warning", "CANNOT TELL", group, layout),
    ...missingLines(group[0], layout),
    ...differingCorsErrorLines(group[0], layout),
    ...curlLines(group[0], layout),
  ];
}

/** The requests of a group, each once with its count, and the page that made them. */
function headingLines(style: PaintStyle, label: string, group: Group, { paint }: TextLayout): string[] {
  const requests = requestsOf(group);
  const indent = " ".repeat(label.length + 2);
  const listed = requests.slice(0, maxRequests).map((request, index) => {
    const times = request.count > 1 ? `  (${request.count} times)` : "";
    return `${index === 0 ? `${paint(style, label)}  ` : indent}${visible(requestLine(request))}${times}`;
  });
  const more = requests.length - listed.length;
  const { origin, hops } = group[0].fetch;
  const [redirected] = hops.slice(0, -1);
  return [
    ...listed,
    ...(more > 0 ? [`${indent}and ${more} more ${more === 1 ? "URL" : "URLs"} of the same server`] : []),
    ...(redirected ? [`${indent}redirected from ${visible(cut(redirected.url, maxUrlLength))}`] : []),
    ...(origin === "" ? [] : [`${indent}called by ${visible(cut(origin, maxUrlLength))}`]),
  ];
}

/** Requests that are listed of one group before "and 12 more". */
const maxRequests = 5;

function verdictParagraphs(diagnosis: Diagnosis, verdict: Finding, layout: TextLayout): string[][] {
  const sentence = (text: string) => wrap(text, layout.width, "  ");
  // Without a reason the headline is the title of the cause.
  const title = diagnosis.reasons.length > 0 ? sentence(`${verdict.title}.`) : [];
  return [
    [...headlineLines(diagnosis, layout), ...title, ...sentence(failedCheckOf(verdict))],
    evidenceLines(verdict, layout),
    ...explanationsOf(diagnosis).map(sentence),
  ];
}

function headlineLines(diagnosis: Diagnosis, { width, paint }: TextLayout): string[] {
  return wrap(headlineOf(diagnosis), width, "  ").map((line) => paint("strong", line));
}

function evidenceLines({ subject, got, want }: Finding, { width, paint }: TextLayout): string[] {
  const row = (label: "got" | "want", value: string) =>
    wrap(`${label.padEnd(4)} ${subject}: ${cut(value, maxValueLength)}`, width, "    ", "         ").map((line) =>
      paint(label, line),
    );
  return [...row("got", got ?? "(absent)"), ...(want === null ? [] : row("want", want))];
}

const maxValueLength = 300;

function differingCorsErrorLines(diagnosis: Diagnosis, { width }: TextLayout): string[] {
  const sentence = differingCorsErrorOf(diagnosis);
  return sentence === "" ? [] : wrap(sentence, width, "  ");
}

function alternativesLines(diagnosis: Diagnosis, { width }: TextLayout): string[] {
  const names = unreportedAlternatives(diagnosis);
  return names.length > 0 ? wrap(`The recording does not exclude: ${shortList(names)}.`, width, "  ") : [];
}

/** Why the browser sent a preflight, where the preflight was refused and the reason is the same for the whole group. */
function preflightReasonLines([{ verdict, preflightReason }, ...others]: Group, { width }: TextLayout): string[] {
  if (!preflightReason || verdict?.step !== "preflight") return [];
  return others.every((other) => other.preflightReason === preflightReason) ? wrap(preflightReason, width, "  ") : [];
}

function answeredByLines(diagnosis: Diagnosis, { width }: TextLayout): string[] {
  const text = answeredByText(diagnosis);
  return text === "" ? [] : wrap(text, width, "  ");
}

/** What the recording does not hold, and how to get it. */
function missingLines({ cannotTell }: Diagnosis, { width }: TextLayout): string[] {
  if (!cannotTell) return [];
  return [
    ...wrap(`Because ${cannotTell.because}.`, width, "  "),
    ...wrap(`To find out: ${cannotTell.todo}.`, width, "  "),
  ];
}

function curlLines(diagnosis: Diagnosis, { width, paint }: TextLayout): string[] {
  const command = curlCommandOf(diagnosis);
  if (command === "") return [];
  return [
    "",
    ...wrap("To see the server's answer without a browser (secrets are left out):", width, "  "),
    "",
    ...codeLines(command, "      ", paint),
    ...applicationCurlLines(diagnosis, { width, paint }),
  ];
}

function applicationCurlLines(diagnosis: Diagnosis, { width, paint }: Pick<TextLayout, "width" | "paint">): string[] {
  const past = applicationCurl(diagnosis);
  if (!past) return [];
  return ["", ...wrap(`${askPast(past.proxy)}:`, width, "  "), "", ...codeLines(past.posix, "      ", paint)];
}
