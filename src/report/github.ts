import { isBlocked } from "../diagnosis.ts";
import { cut, visible } from "../text/visible.ts";
import { callSiteText } from "./call-site-text.ts";
import { defineFormat } from "./define-format.ts";
import { callSitesIn, type DiagnosedSource } from "./format.ts";
import { type Group, groupsOf, moreText, requestsOf } from "./groups.ts";
import { firstLocation, type Locate, type RepositoryLocation } from "./repository-location.ts";
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
  *write(sources, options) {
    const ofFetches = sources.flatMap((source) => [...fetchAnnotations(source, options.locate)]);
    const summaries = sources.map((source) =>
      summaryAnnotation("CORS", `${visible(source.source)}: ${visible(summaryOf(source))}`),
    );
    yield* writeAnnotations([...ofFetches, ...summaries]);
  },
});

/** The annotations of the fetches, without the summary. */
export function* fetchAnnotations(source: DiagnosedSource, locate: Locate): Generator<Annotation> {
  const groups = groupsOf(source);
  const annotate = (level: Level, label: string, group: Group, lines: readonly string[]) =>
    groupAnnotation(level, label, group, lines, firstLocation(group, source, locate));
  for (const group of groups.refused) yield annotate("error", "CORS", group, refusalLines(group, source));
  for (const group of groups.accepted) yield annotate("notice", "CORS, accepted", group, refusalLines(group, source));
  for (const group of groups.unknown) {
    const level = isBlocked(group[0]) ? "error" : "warning";
    yield annotate(level, "CORS", group, [headlineOf(group[0]), differingCorsErrorOf(group[0])]);
  }
}

function refusalLines([diagnosis]: Group, source: DiagnosedSource): string[] {
  const { verdict, reasons } = diagnosis;
  if (!verdict) return [];
  const { subject, got, want } = verdict;
  return [
    ...(reasons.length > 0 ? [`${verdict.title}.`] : []),
    failedCheckOf(verdict),
    `received ${subject}: ${cut(got ?? "(absent)", maxValueLength)}`,
    ...(want === null ? [] : [`needed ${subject}: ${cut(want, maxValueLength)}`]),
    ...explanationsOf(diagnosis),
    callSiteText(callSitesIn(source).get(diagnosis)),
  ];
}

const maxValueLength = 300;

function groupAnnotation(
  level: Level,
  label: string,
  group: Group,
  lines: readonly string[],
  location: RepositoryLocation,
): Annotation {
  const [first, ...others] = requestsOf(group);
  const request = first ? requestLine(first) : "";
  const more = first ? moreText(group, first, others) : "";
  const title = `${label}: ${cut(headlineOf(group[0]), maxTitleLength)}`;
  return { level, title, lines: [`${request}${more}`, ...lines], ...(location.isKnown && { location }) };
}

/** At most this many characters of a headline fit into the title of an annotation. */
export const maxTitleLength = 200;

type Level = "error" | "warning" | "notice";

/** What GitHub shows beside the code, or on the page of a run where it has no location. */
export interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly lines: readonly string[];
  readonly location?: RepositoryLocation;
  /** True for what is shown even where there are too many annotations of its level. */
  readonly isSummary?: boolean;
}

/** A notice of one line that is shown in any case. */
export function summaryAnnotation(title: string, line: string): Annotation {
  return { level: "notice", title, lines: [line], isSummary: true };
}

/**
 * The annotations as commands, at most ten of each level, because GitHub shows no more of a step. Where there are more, the
 * last one names the rest.
 * @see https://docs.github.com/en/rest/checks/runs
 */
export function* writeAnnotations(annotations: readonly Annotation[]): Generator<string> {
  const kept = new Set<Annotation>();
  const rests: Annotation[] = [];
  for (const level of ["error", "warning", "notice"] as const) {
    const all = annotations.filter((annotation) => annotation.level === level);
    if (all.length <= maxAnnotations) {
      for (const annotation of all) kept.add(annotation);
      continue;
    }
    const ranked = [...all.filter(({ isSummary }) => isSummary), ...all.filter(({ isSummary }) => !isSummary)];
    for (const annotation of ranked.slice(0, maxAnnotations - 1)) kept.add(annotation);
    const left = all.filter((annotation) => !kept.has(annotation));
    const named = left.slice(0, maxNamed).map(({ title, lines: [first = ""] }) => `${title}: ${first}`);
    const more = left.length > maxNamed ? [`and ${left.length - maxNamed} more`] : [];
    rests.push({ level, title: `CORS: ${left.length} more`, lines: [...named, ...more] });
  }
  for (const annotation of [...annotations.filter((annotation) => kept.has(annotation)), ...rests])
    yield toCommand(annotation);
}

const maxAnnotations = 10;
const maxNamed = 50;

/** One annotation as a line. It is escaped so that no text in it can end it or begin another command. */
function toCommand({ level, title, lines, location }: Annotation): string {
  const place = location ? { file: location.path, line: location.line, col: location.column } : {};
  const properties = Object.entries({ title, ...place })
    .map(([name, value]) => `${name}=${escapeProperty(visible(String(value)))}`)
    .join(",");
  return `::${level} ${properties}::${escapeData(lines.filter(Boolean).map(visible).join("\n"))}\n`;
}

/** @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
