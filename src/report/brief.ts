import { type Diagnosis, isRefused } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { cut, visible } from "../text/visible.ts";
import { briefLine } from "./brief-line.ts";
import { briefRefusal } from "./brief-refusal.ts";
import { type BriefSaid, nothingSaid } from "./brief-said.ts";
import { chosenFixes, type FixScope, fixScopeOf } from "./chosen-fixes.ts";
import { countedIn, pendingIn } from "./counts.ts";
import { defineFormat } from "./define-format.ts";
import { callSitesIn, type DiagnosedSource, type FormatOptions } from "./format.ts";
import { equalRequestsOf, type Group, moreText, requestsOf } from "./groups.ts";
import { requestLine } from "./request-line.ts";
import { redactSecretValues } from "./secrets.ts";
import { failureOf, missingOf } from "./sentences.ts";
import { summaryOf } from "./summary.ts";

/**
 * The report for coding agents and for logs: at most 20 lines for each refusal, one or two for everything else, and one with
 * the totals. It has no colors, and nothing in it is said twice.
 */
export const brief = defineFormat(
  {
    id: "brief",
    syntax: "text",
    *write(sources, options) {
      const run = startBriefRun(fixScopeOf(sources));
      for (const source of sources) {
        if (options.isList) yield `SOURCE ${visible(source.source)}\n`;
        for (const lines of briefBlocks(source, run, options)) yield `${lines.join("\n")}\n`;
      }
      yield `${totalsLine(sources, options)}\n`;
    },
  },
  redactSecretValues,
);

/** What a brief report has in common for all its sources. */
export interface BriefRun {
  readonly scope: FixScope;
  readonly said: BriefSaid;
  /** True for a refusal whose fix is a part of a larger code, which stands below. */
  readonly isFixedBelow: (diagnosis: Diagnosis) => boolean;
  /** The refusals so far; each has its number. */
  count: number;
}

/** A run before its first refusal. */
export function startBriefRun(scope: FixScope, isFixedBelow: BriefRun["isFixedBelow"] = () => false): BriefRun {
  return { scope, isFixedBelow, said: nothingSaid(), count: 0 };
}

/** What the report says of each request of a source: the refusals, then what else needs attention. */
export function* briefBlocks(source: DiagnosedSource, run: BriefRun, options: FormatOptions): Generator<string[]> {
  const groups = equalRequestsOf(source);
  const callSites = callSitesIn(source);
  for (const group of groups.refused) {
    run.count += 1;
    const fixes = run.isFixedBelow(group[0]) ? null : chosenFixes(group, run.scope, options);
    const callSite = callSites.get(group[0]) ?? null;
    yield briefRefusal({ group, callSite, fixes, number: run.count }, options, run.said);
  }
  for (const group of groups.unknown) {
    if (source.preflightOnly) yield [briefLine("PASSED", `${requestText(group)}  ${passedPreflightText(group)}`)];
    else yield [briefLine("UNKNOWN", `${requestText(group)}  ${missingOf(group[0]).join(" ")}`)];
  }
  for (const group of groups.failed)
    yield [briefLine("FAILED", `${requestText(group)}  ${failureOf(group[0]).join(" ")}`)];
  for (const [note, group] of groups.notes) {
    yield [briefLine("NOTE", `${requestText(group)}  ${note.title}: ${note.evidence}.`)];
  }
}

function totalsLine(sources: readonly DiagnosedSource[], { optionNames }: FormatOptions): string {
  const diagnoses = sources.flatMap((source) => source.diagnoses);
  const hint = diagnoses.some(isRefused) ? ` More: ${optionNames.verbose}, ${optionNames.stack}.` : "";
  // The summary would count an unknown outcome, while the exit code of the command that sent the preflight is 0.
  const summary = sources.some(({ preflightOnly }) => preflightOnly)
    ? "The preflight passed; no other request was sent."
    : summaryOf(togetherIn(sources, diagnoses));
  return `---- ${summary}${hint}`;
}

function passedPreflightText([{ fetch }]: Group): string {
  const method = cut(lastHop(fetch).method, 40);
  return `A browser would send the ${method}. It was not sent; add --actual to check its response too.`;
}

/** What the summary of a report needs of its sources. */
function togetherIn(
  sources: readonly DiagnosedSource[],
  diagnoses: readonly Diagnosis[],
): Parameters<typeof summaryOf>[0] {
  const [first, ...others] = sources;
  if (first && others.length === 0) return first;
  return {
    diagnoses,
    accepted: new Set(sources.flatMap(({ accepted }) => [...(accepted ?? [])])),
    ...countedIn(sources),
    pending: pendingIn(sources),
  };
}

function requestText(group: Group): string {
  const [first, ...others] = requestsOf(group);
  const more = first ? moreText(group, first, others) : "";
  return first ? `${requestLine(first)}${more}` : "";
}
