import type { Audit } from "../../audit/audit.ts";
import type { ExposedHeader } from "../../audit/exposure.ts";
import type { RuleFix } from "../../audit/fix.ts";
import type { Overgrant } from "../../audit/overgrant.ts";
import { groupBy, unique } from "../../collections.ts";
import { isAllowed, isRefused } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";
import { quoteAll } from "../../text/quote.ts";
import { cut, visibleLines } from "../../text/visible.ts";
import { briefBlocks, startBriefRun } from "../brief.ts";
import { briefLine, labelWidth } from "../brief-line.ts";
import { fixScopeOf } from "../chosen-fixes.ts";
import type { DiagnosedSource, FormatOptions } from "../format.ts";
import { maxUrlLength, requestLine } from "../request-line.ts";
import { redactSecretValues } from "../secrets.ts";
import { shortList } from "../sentences.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";
import { auditSummary, hiddenHeadersAdvice, hiddenHeadersTitle, overgrantTitle } from "./text.ts";

/**
 * The audit for coding agents and logs: each finding in a few lines, then the code for each rule once, then the totals. A refusal
 * of an allowed request has no code of its own where the code for its rule repairs it.
 */
export function* auditBrief(report: AuditReport, options: FormatOptions): Generator<string> {
  const { audit, fixes } = options.showSecrets ? report : auditWithoutSecrets(report, redactSecretValues);
  const coveredUrls = new Set(fixes.flatMap(({ urls }) => urls));
  const source = remarkableRequests(audit);
  const run = startBriefRun(fixScopeOf([source]), ({ fetch }) => coveredUrls.has(lastHop(fetch).url));
  const hidden = audit.exposedHeaders.filter(({ state }) => state === "hidden");
  const blocks = [
    ...briefBlocks(source, run, options),
    ...audit.overgrants.filter(({ harmless }) => !harmless).map(overgrantLines),
    ...hiddenHeaderBlocks(hidden),
    ...fixes.map(ruleFixLines),
    ...noteLines(audit),
  ];
  for (const lines of blocks) yield `${lines.join("\n")}\n`;
  const { verbose, stack } = options.optionNames;
  const hint = source.diagnoses.some(isRefused) ? ` More on REFUSED: ${verbose}, ${stack}.` : "";
  yield `---- ${auditSummary(audit)}${hint}\n`;
}

/** The allowed requests that the server refuses, or that need a remark, as a source of refusals with numbers. */
export function remarkableRequests({ stated }: Audit): DiagnosedSource {
  const diagnoses = stated.diagnoses.filter((diagnosis) => !isAllowed(diagnosis) || stated.notes.has(diagnosis));
  return { source: "", ...stated, diagnoses };
}

/** At most so many requests of one kind are listed. */
const maxItems = 10;
const maxValueLength = 160;
const maxWhyLength = 500;

function overgrantLines(overgrant: Overgrant): string[] {
  const { severity, urls, sentMethod, origin, status, got, alsoAllowed, explain } = overgrant;
  const headers = got.map(
    ({ name, value }) => `${name.replace(/^access-control-/i, "")}: ${cut(value, maxValueLength)}`,
  );
  return [
    briefLine("TOO LAX", `(${severity})  ${overgrantTitle(overgrant)}`),
    briefLine("at", urlList(urls, maxItems), maxWhyLength),
    briefLine("asked", `${sentMethod} -> ${status}  Origin: ${cut(origin, maxUrlLength)}`),
    ...(headers.length > 0 ? [briefLine("granted", headers.join("  "))] : []),
    ...(alsoAllowed.length > 0 ? [briefLine("also", quoteAll(alsoAllowed, maxItems), maxWhyLength)] : []),
    briefLine("why", explain, maxWhyLength),
  ];
}

/** The headers that the responses of several URLs hide alike are one block. */
function hiddenHeaderBlocks(hidden: readonly ExposedHeader[]): string[][] {
  const byUrl = [...groupBy(hidden, ({ url }) => url).values()];
  const alike = groupBy(byUrl, (group) =>
    JSON.stringify([hiddenHeadersTitle(group), hiddenHeadersAdvice(group), group[0].origin]),
  );
  return [...alike.values()].map((groups) => {
    const urls = groups.map(([{ url }]) => url);
    return hiddenHeaderLines(groups[0], urls);
  });
}

function hiddenHeaderLines(group: readonly [ExposedHeader, ...ExposedHeader[]], urls: readonly string[]): string[] {
  const [{ method, origin, got }] = group;
  return [
    briefLine("TOO STRICT", hiddenHeadersTitle(group)),
    briefLine("at", urlList(urls, maxItems), maxWhyLength),
    briefLine("asked", `${method}  Origin: ${cut(origin, maxUrlLength)}`),
    briefLine("granted", got === null ? "nothing (no Access-Control-Expose-Headers)" : `Expose-Headers: ${got}`),
    briefLine("fix", hiddenHeadersAdvice(group), maxWhyLength),
  ];
}

/** The whole code, because no other command or tool prints it. */
function ruleFixLines({ stack, urls, code, warnings }: RuleFix): string[] {
  const shown = urlList(urls, 3);
  const indent = " ".repeat(labelWidth + 1);
  return [
    briefLine("fix", `${stack}: the code for the rule of ${shown}`, maxWhyLength),
    ...visibleLines(code.trimEnd()).map((line) => `${indent}${line}`.trimEnd()),
    ...warnings.map((warning) => briefLine("careful", warning, maxWhyLength)),
  ];
}

function urlList(urls: readonly string[], max: number): string {
  const shown = urls.map((url) => cut(url, maxUrlLength));
  return shortList(shown, max);
}

function noteLines({ overgrants, exposedHeaders, notAsked, unanswered }: Audit): string[][] {
  const harmless = overgrants.filter((overgrant) => overgrant.harmless);
  const untested = groupBy(
    exposedHeaders.filter(({ state }) => state === "untested"),
    ({ url }) => url,
  );
  const notTested = [
    ...[...untested].map(([url, headers]) => `whether ${url} exposes ${quoteAll(headers.map(({ name }) => name))}`),
    ...notAsked.map((call) => `${requestLine(call)}, which browsers send without a preflight`),
  ];
  const failed = unique(unanswered.map(({ call, error }) => `${requestLine(call)} from ${call.origin}: ${error}`));
  return [
    harmless.slice(0, maxItems).map(({ title, explain }) => briefLine("NOTE", `${title}. ${explain}`, maxWhyLength)),
    notTested.slice(0, maxItems).map((text) => briefLine("NOT TESTED", text)),
    failed.slice(0, maxItems).map((text) => briefLine("FAILED", text)),
  ].filter((lines) => lines.length > 0);
}
