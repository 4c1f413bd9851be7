import { type Diagnosis, type Finding, isRefused } from "../diagnosis.ts";
import { lastHop, type Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import type { Fix } from "../fixes/fixes.ts";
import { cut, visible, visibleLines } from "../text/visible.ts";
import { chosenFixes } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import { fixLines, type ReportedFixes, type TextLayout } from "./fix-text.ts";
import type { DiagnosedSource, FormatOptions, Paint } from "./format.ts";
import { type Group, type Groups, groupsOf, requestsOf, summaryOf } from "./groups.ts";
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
import { wrap } from "./wrap.ts";

/** The report for people at a terminal: what was refused and how to repair it, then what is not CORS, then a summary. */
export const text = defineFormat({
  id: "text",
  *write(sources, options) {
    const { list } = options;
    for (const [index, source] of sources.entries()) {
      if (index > 0) yield "\n";
      if (list) yield `${visible(source.source)}\n\n`;
      for (const piece of writeOne(source, options)) yield withoutCommands(piece);
    }
  },
});

const widest = 100;
const longestUrl = 300;
const longestValue = 300;
/** Of equal refusals, how many requests are listed before "and 12 more". */
const mostRequests = 5;

function* writeOne(source: DiagnosedSource, options: FormatOptions): Generator<string> {
  const look = lookOf(options);
  const { width, paint } = look;
  const groups = groupsOf(source);
  const together = groups.refused.flat();
  const reported = new Set<string>();
  const servers = new Map<string, number>();
  for (const name of groups.refused.map(serverNameOf)) servers.set(name, (servers.get(name) ?? 0) + 1);
  for (const group of groups.refused) {
    const fixes = chosenFixes(group, source.recording, options, together);
    const alone = servers.get(serverNameOf(group)) === 1;
    yield block([...heading("refused", "REFUSED", group, look), ...refusal(group, fixes, look, { reported, alone })]);
  }
  for (const group of groups.known) {
    yield block([...heading("note", "KNOWN", group, look), ...wrap(headlineOf(group[0]), width, "  ")]);
  }
  for (const group of groups.failed) {
    yield block([...heading("warning", "NOT CORS", group, look), ...failure(group[0], width)]);
  }
  for (const group of groups.unknown) {
    yield block([...heading("warning", "CANNOT TELL", group, look), ...unknown(group[0], look)]);
  }
  const noticed = groups.notes.flatMap((note) => noteLines(note, width));
  if (noticed.length > 0) yield block([paint("note", "ALSO NOTICED"), ...noticed]);
  const wrong = wrongFixesOf(groups.refused);
  if (wrong.length > 0) {
    const told = wrong.flatMap(({ fix, because }) => wrap(`- ${fix}? ${because}`, width, "  ", "    "));
    yield block([paint("note", "WHY NOT JUST"), ...told]);
  }
  yield `${wrap(summaryOf(source), width, "").join("\n")}\n`;
}

/** A blocked fetch as lines of text: why it is refused and how to repair it, or why that cannot be told. */
export function refusalText(group: Group, recording: Recording, options: FormatOptions): string {
  const look = lookOf(options);
  const fixes = chosenFixes(group, recording, options);
  const fixed = { reported: new Set<string>(), alone: true };
  const lines = isRefused(group[0])
    ? [...heading("refused", "REFUSED", group, look), ...refusal(group, fixes, look, fixed)]
    : [...heading("warning", "CANNOT TELL", group, look), ...unknown(group[0], look)];
  return lines.join("\n");
}

function serverNameOf([{ fetch }]: Group): string {
  return originOf(lastHop(fetch).url);
}

/**
 * A log of GitHub Actions is read for commands: a line that starts with two colons is one, and so is `##[` anywhere.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1\\x3a").replaceAll("##[", "#\\x23[");
}

function lookOf({ columns, paint }: FormatOptions): TextLayout {
  return { width: Math.max(40, Math.min(columns, widest)), paint };
}

/** The requests of a group, each once with its count, and the page that made them. */
function heading(style: Parameters<Paint>[0], label: string, group: Group, { paint }: TextLayout): string[] {
  const requests = requestsOf(group);
  const indent = " ".repeat(label.length + 2);
  const listed = requests.slice(0, mostRequests).map(({ method, url, count }, index) => {
    const request = `${visible(cut(method, 40))} ${visible(cut(url, longestUrl))}`;
    return `${index === 0 ? `${paint(style, label)}  ` : indent}${request}${count > 1 ? `  (${count} times)` : ""}`;
  });
  const more = requests.length - listed.length;
  const { origin, hops } = group[0].fetch;
  const [first] = hops.slice(0, -1);
  return [
    ...listed,
    ...(more > 0 ? [`${indent}and ${more} more ${more === 1 ? "URL" : "URLs"} of the same server`] : []),
    ...(first ? [`${indent}redirected from ${visible(cut(first.url, longestUrl))}`] : []),
    ...(origin === "" ? [] : [`${indent}called by ${visible(cut(origin, longestUrl))}`]),
  ];
}

function refusal(group: Group, fixes: readonly Fix[], look: TextLayout, told: ReportedFixes): string[] {
  const [diagnosis, ...others] = group;
  const { width, paint } = look;
  const { verdict, reasons, preflightReason } = diagnosis;
  const [reason] = reasons;
  const paragraphs: string[][] = [];
  const sentence = (text: string) => wrap(text, width, "  ");
  const headline = sentence(headlineOf(diagnosis)).map((line) => paint("strong", line));
  if (verdict) {
    paragraphs.push([...headline, ...(reason ? sentence(`${verdict.title}.`) : []), ...sentence(judgmentOf(verdict))]);
    paragraphs.push(evidence(verdict, look));
    paragraphs.push(...explanationsOf(diagnosis).map(sentence));
  } else {
    paragraphs.push(headline, missingLines(diagnosis, look));
  }
  paragraphs.push(opinion(diagnosis, width));
  for (const { label, finding } of otherFindings(diagnosis)) {
    paragraphs.push([...sentence(`${label}: ${finding.title}.`), ...evidence(finding, look)]);
  }
  const untold = unreportedAlternatives(diagnosis);
  if (untold.length > 0) paragraphs.push(sentence(`The recording does not exclude: ${shortList(untold)}.`));
  if (
    preflightReason &&
    verdict?.step === "preflight" &&
    others.every((other) => other.preflightReason === preflightReason)
  ) {
    paragraphs.push(sentence(preflightReason));
  }
  return [
    ...paragraphs.filter(({ length }) => length > 0).flatMap((lines) => ["", ...lines]),
    ...fixLines(fixes, look, told, serverNameOf(group)),
    ...verifyLines(diagnosis, look),
  ];
}

function opinion(diagnosis: Diagnosis, width: number): string[] {
  const told = differingCorsErrorOf(diagnosis);
  return told === "" ? [] : wrap(told, width, "  ");
}

function verifyLines(diagnosis: Diagnosis, { width, paint }: TextLayout): string[] {
  const command = curlCommandOf(diagnosis);
  if (command === "") return [];
  return [
    "",
    ...wrap("To see the server's answer without a browser (secrets are left out):", width, "  "),
    "",
    ...visibleLines(command).map((line) => paint("code", `      ${line}`)),
  ];
}

function evidence({ subject, got, want }: Finding, { width, paint }: TextLayout): string[] {
  const row = (label: "got" | "want", value: string) =>
    wrap(`${label.padEnd(4)} ${subject}: ${cut(value, longestValue)}`, width, "    ", "         ").map((line) =>
      paint(label, line),
    );
  return [...row("got", got ?? "(absent)"), ...(want === null ? [] : row("want", want))];
}

function failure(diagnosis: Diagnosis, width: number): string[] {
  return [...wrap(failureOf(diagnosis), width, "  "), ...opinion(diagnosis, width)];
}

function unknown(diagnosis: Diagnosis, look: TextLayout): string[] {
  return [...missingLines(diagnosis, look), ...opinion(diagnosis, look.width), ...verifyLines(diagnosis, look)];
}

/** What the recording does not hold, and how to get it. */
function missingLines({ cannotTell }: Diagnosis, { width }: TextLayout): string[] {
  if (!cannotTell) return [];
  return [
    ...wrap(`Because ${cannotTell.because}.`, width, "  "),
    ...wrap(`To find out: ${cannotTell.todo}.`, width, "  "),
  ];
}

function noteLines([note, [diagnosis, ...others]]: Groups["notes"][number], width: number): string[] {
  const { method, url } = lastHop(diagnosis.fetch);
  const call = `${cut(method, 40)} ${cut(url, longestUrl)}`;
  const more = others.length === 0 ? "" : `, and ${others.length} more ${others.length === 1 ? "call" : "calls"}`;
  return [
    ...wrap(`- ${note.title}: ${note.evidence}. ${note.explain}`, width, "  ", "    "),
    ...wrap(`(${call}${more})`, width, "    "),
  ];
}

function block(lines: readonly string[]): string {
  return `${lines.join("\n")}\n\n`;
}
