import { isBlocked } from "../diagnosis.ts";
import { cut, visible } from "../text/visible.ts";
import { defineFormat } from "./define-format.ts";
import type { DiagnosedSource } from "./format.ts";
import { type Group, groupsOf, requestsOf } from "./groups.ts";
import { requestLine } from "./request-line.ts";
import { differingCorsErrorOf, explanationsOf, failedCheckOf, headlineOf } from "./sentences.ts";
import { summaryOf } from "./summary.ts";

/**
 * The report as annotations of a GitHub Actions run: an error for each group of blocked fetches, a notice where a
 * baseline accepts them, a warning for fetches with an unknown outcome that were not blocked, and a notice with the
 * summary.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github = defineFormat({
  id: "github",
  syntax: "annotations",
  *write(sources) {
    for (const source of sources) {
      yield* fetchAnnotations(source);
      yield annotation("notice", "CORS", [`${source.source}: ${summaryOf(source)}`]);
    }
  },
});

/** The annotations of the fetches, without the summary. */
export function* fetchAnnotations(source: DiagnosedSource): Generator<string> {
  const groups = groupsOf(source);
  for (const group of groups.refused) yield groupAnnotation("error", "CORS", group, refusalLines(group));
  for (const group of groups.accepted) yield groupAnnotation("notice", "CORS, accepted", group, refusalLines(group));
  for (const group of groups.unknown) {
    const level = isBlocked(group[0]) ? "error" : "warning";
    yield groupAnnotation(level, "CORS", group, [headlineOf(group[0]), differingCorsErrorOf(group[0])]);
  }
}

function refusalLines([diagnosis]: Group): string[] {
  const { verdict, reasons } = diagnosis;
  if (!verdict) return [];
  const { subject, got, want } = verdict;
  return [
    ...(reasons.length > 0 ? [`${verdict.title}.`] : []),
    failedCheckOf(verdict),
    `received ${subject}: ${cut(got ?? "(absent)", maxValueLength)}`,
    ...(want === null ? [] : [`needed ${subject}: ${cut(want, maxValueLength)}`]),
    ...explanationsOf(diagnosis),
  ];
}

const maxValueLength = 300;

function groupAnnotation(level: Level, label: string, group: Group, lines: readonly string[]): string {
  const [first, ...others] = requestsOf(group);
  const request = first ? requestLine(first) : "";
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return annotation(level, `${label}: ${cut(headlineOf(group[0]), maxTitleLength)}`, [`${request}${more}`, ...lines]);
}

/** At most this many characters of a headline fit into the title of an annotation. */
export const maxTitleLength = 200;

type Level = "error" | "warning" | "notice";

/** One annotation. It is escaped so that no text in it can end it or begin another command. */
export function annotation(level: Level, title: string, lines: readonly string[]): string {
  return `::${level} title=${escapeProperty(visible(title))}::${escapeData(lines.filter(Boolean).map(visible).join("\n"))}\n`;
}

/** @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
