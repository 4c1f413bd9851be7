import type { Audit } from "../../audit/findings.ts";
import type { RuleFix } from "../../audit/fix.ts";
import type { Overgrant } from "../../audit/overgrant.ts";
import type { Diagnosis } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";
import { cut, visible, visibleLines } from "../../text/visible.ts";
import { requestedHeaderNames } from "../../verdict/check-response.ts";
import type { FormatOptions, Paint } from "../format.ts";
import { redactAllValues } from "../secrets.ts";
import { text } from "../text.ts";
import { wrap } from "../wrap.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";

/** An audit for people: the allowed calls as a table, then what is too strict, then what is too lax, then a summary. */
export function* auditText(whole: AuditReport, options: FormatOptions): Generator<string> {
  const { audit, fixes } = options.showSecrets ? whole : auditWithoutSecrets(whole, redactAllValues);
  const { stated, overgrants, notAsked, unanswered } = audit;
  const width = Math.max(40, Math.min(options.columns, 100));
  yield* table(stated.diagnoses, options.paint);
  const told = stated.diagnoses.filter(({ outcome, notes }) => outcome !== "allowed" || notes.length > 0);
  if (told.length > 0) yield* text.write([{ source: "", ...stated, diagnoses: told }], options);
  if (told.length > 0) yield "\n";
  for (const overgrant of overgrants.filter(({ harmless }) => !harmless))
    yield `${overgrantLines(overgrant, width, options.paint).join("\n")}\n\n`;
  for (const fix of fixes) yield `${fixLines(fix, width, options.paint).join("\n")}\n\n`;
  for (const { title, explain } of overgrants.filter(({ harmless }) => harmless).slice(0, most)) {
    yield `${wrap(`Note: ${title}. ${explain}`, width, "", "  ").join("\n")}\n`;
  }
  for (const { method, url } of notAsked.slice(0, most)) {
    yield `${wrap(`Not asked: ${visible(method)} ${visible(cut(url, longest))}, which a browser sends without a preflight. An audit sends GET and HEAD only.`, width, "", "  ").join("\n")}\n`;
  }
  const silent = new Set(
    unanswered.map(({ call, error }) => `${call.method} ${cut(call.url, longest)} from ${call.origin} (${error})`),
  );
  for (const call of [...silent].slice(0, most)) yield `${wrap(`No answer: ${call}`, width, "", "  ").join("\n")}\n`;
  if (silent.size > most) yield `No answer: ${silent.size - most} more\n`;
  yield `${wrap(auditSummary(audit), width, "").join("\n")}\n`;
}

const most = 10;
const longest = 200;

function* table(diagnoses: readonly Diagnosis[], paint: Paint): Generator<string> {
  const rows = diagnoses.map(({ fetch, outcome, verdict }) => {
    const { method, url } = fetch.hops[0] ?? lastHop(fetch);
    return {
      origin: visible(cut(fetch.origin, 60)),
      method: visible(cut(method, 20)),
      url: `${visible(cut(url, longest))}${visible(companyOf(fetch))}`,
      outcome,
      verdict,
    };
  });
  const width = (key: "origin" | "method") => Math.max(0, ...rows.map((row) => row[key].length));
  yield "Allowed calls\n";
  for (const { origin, method, url, outcome, verdict } of rows) {
    const result =
      outcome === "refused"
        ? paint("refused", `too strict: ${verdict?.cause ?? "refused"}`)
        : outcome === "failed"
          ? paint("warning", "no answer")
          : paint("want", "passes");
    yield `  ${origin.padEnd(width("origin"))}  ${method.padEnd(width("method"))}  ${url}  ${result}\n`;
  }
  yield "\n";
}

/** The headers and credentials that a call comes with, as in " with content-type, credentials"; "" for none. */
export function companyOf({ hops, credentials }: Diagnosis["fetch"]): string {
  const preflight = hops[0]?.preflight;
  const names = preflight ? requestedHeaderNames(preflight.requestHeaders) : [];
  const also = [...names, ...(credentials === "include" ? ["credentials"] : [])].join(", ");
  return also && ` with ${cut(also, 60)}`;
}

/** What is let in that no rule allows, in one line. */
export function titleOf({ kind, title, withCredentials }: Overgrant): string {
  return `${title}${withCredentials && kind === "origin" ? ", with credentials" : ""}`;
}

export function overgrantLines(overgrant: Overgrant, width: number, paint: Paint): string[] {
  const { explain, urls, got, origin } = overgrant;
  const label = "TOO LAX";
  const indent = " ".repeat(label.length + 2);
  const [first = "", ...others] = urls.slice(0, most);
  return [
    `${paint("refused", label)}  ${paint("strong", visible(cut(first, longest)))}`,
    ...others.map((url) => `${indent}${visible(cut(url, longest))}`),
    ...(urls.length > most ? [`${indent}and ${urls.length - most} more URLs`] : []),
    ...wrap(titleOf(overgrant), width, "  "),
    "",
    ...wrap(`Origin: ${cut(origin, longest)}`, width, "    asked ", "          "),
    ...got.flatMap(({ name, value }) => wrap(`${name}: ${cut(value, longest)}`, width, "    got   ", "          ")),
    "",
    ...wrap(explain, width, "  "),
  ];
}

function fixLines({ stackName, urls, code, warnings }: RuleFix, width: number, paint: Paint): string[] {
  const shown = urls.slice(0, 3).map((url) => cut(url, longest));
  const more = urls.length > 3 ? ` and ${urls.length - 3} more` : "";
  return [
    ...wrap(`${stackName}: what the rule for ${shown.join(", ")}${more} comes to`, width, ""),
    "",
    ...visibleLines(code.trimEnd()).map((line) => (line === "" ? "" : `    ${paint("code", line)}`)),
    ...warnings.flatMap((warning) => ["", ...wrap(warning, width, "  ")]),
  ];
}

/** What was asked, and how it stands, in one sentence. */
export function auditSummary({ asked, stated, overgrants, notAsked, unanswered }: Audit): string {
  const count = (outcome: Diagnosis["outcome"]) =>
    stated.diagnoses.filter((diagnosis) => diagnosis.outcome === outcome).length;
  const lax = overgrants.filter(({ harmless }) => !harmless).length;
  const missing = count("failed") + unanswered.length;
  const parts = [
    count("refused") > 0 ? `${count("refused")} of the allowed ones refused` : "every allowed one passes",
    lax > 0 ? `${lax} ${lax === 1 ? "thing" : "things"} let in that no rule allows` : "nothing else is let in",
    ...(missing > 0 ? [`${missing} without an answer`] : []),
    ...(notAsked.length > 0 ? [`${notAsked.length} not asked`] : []),
  ];
  const passes = count("allowed") + count("refused") === 0 ? parts.slice(2) : parts;
  return `${asked} ${asked === 1 ? "call" : "calls"} asked about: ${passes.join(", ")}.`;
}
