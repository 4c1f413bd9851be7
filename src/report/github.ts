import { isBlocked } from "../diagnosis.ts";
import { cut, visible } from "../text/visible.ts";
import { defineFormat } from "./define-format.ts";
import type { DiagnosedSource } from "./format.ts";
import { type Group, groupsOf, requestsOf, summaryOf } from "./groups.ts";
import { differingCorsErrorOf, explanationsOf, headlineOf, judgmentOf } from "./sentences.ts";

/**
 * The report as annotations of a GitHub Actions run: an error for each new kind of refusal, a notice for a known one, a
 * warning for what cannot be told.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github = defineFormat({
  id: "github",
  *write(sources) {
    for (const source of sources) {
      yield* annotations(source);
      yield annotate("notice", "CORS", [`${source.source}: ${summaryOf(source)}`]);
    }
  },
});

/** Those of the fetches themselves, without the sum. */
export function* annotations(source: DiagnosedSource): Generator<string> {
  const groups = groupsOf(source);
  for (const group of groups.refused) yield annotation("error", "CORS", group, refusal(group));
  for (const group of groups.known) yield annotation("notice", "CORS, known", group, refusal(group));
  for (const group of groups.unknown)
    yield annotation(isBlocked(group[0]) ? "error" : "warning", "CORS", group, [
      headlineOf(group[0]),
      differingCorsErrorOf(group[0]),
    ]);
}

function refusal([diagnosis]: Group): string[] {
  const { verdict, reasons } = diagnosis;
  if (!verdict) return [];
  const { subject, got, want } = verdict;
  const [reason] = reasons;
  return [
    ...(reason ? [`${verdict.title}.`] : []),
    judgmentOf(verdict),
    `got ${subject}: ${cut(got ?? "(absent)", 300)}`,
    ...(want === null ? [] : [`want ${subject}: ${cut(want, 300)}`]),
    ...explanationsOf(diagnosis),
  ];
}

function annotation(level: Level, label: string, group: Group, lines: readonly string[]): string {
  const [first, ...others] = requestsOf(group);
  const request = `${cut(first?.method ?? "", 40)} ${cut(first?.url ?? "", 300)}`;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return annotate(level, `${label}: ${cut(headlineOf(group[0]), 200)}`, [`${request}${more}`, ...lines]);
}

type Level = "error" | "warning" | "notice";

/** One annotation; whatever its lines hold, it is not another. */
export function annotate(level: Level, title: string, lines: readonly string[]): string {
  return `::${level} title=${escapeProperty(visible(title))}::${escapeData(lines.filter(Boolean).map(visible).join("\n"))}\n`;
}

/** @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
