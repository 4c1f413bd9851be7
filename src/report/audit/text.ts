import type { Audit } from "../../audit/audit.ts";
import type { ExposedHeader } from "../../audit/exposure.ts";
import type { RuleFix } from "../../audit/fix.ts";
import type { Overgrant } from "../../audit/overgrant.ts";
import { groupBy, unique } from "../../collections.ts";
import { type Diagnosis, isAllowed, isFailed, isRefused } from "../../diagnosis.ts";
import { type CorsFetch, lastHop } from "../../exchange.ts";
import { splitList } from "../../fetch/headers.ts";
import { quote, quoteAll } from "../../text/quote.ts";
import { cut, visible } from "../../text/visible.ts";
import { requestedHeaderNames } from "../../verdict/check-response.ts";
import type { FormatOptions, Paint } from "../format.ts";
import { redactAllValues } from "../secrets.ts";
import { text } from "../text.ts";
import { codeLines, type TextLayout, textLayoutOf, wrap } from "../text-layout.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";

/** The audit for people: the allowed calls as a table, then what is too strict, what is too lax, and a summary. */
export function* auditText(report: AuditReport, options: FormatOptions): Generator<string> {
  const { audit, fixes } = options.showSecrets ? report : auditWithoutSecrets(report, redactAllValues);
  const { stated, overgrants } = audit;
  const layout = textLayoutOf(options);
  yield* statedTable(stated.diagnoses, options.paint);
  const remarkable = stated.diagnoses.filter((diagnosis) => !isAllowed(diagnosis) || stated.notes.has(diagnosis));
  if (remarkable.length > 0) {
    yield* text.write([{ source: "", ...stated, diagnoses: remarkable }], options);
    yield "\n";
  }
  for (const overgrant of overgrants.filter(({ harmless }) => !harmless))
    yield `${overgrantLines(overgrant, layout).join("\n")}\n\n`;
  yield* hiddenHeaders(audit, layout);
  for (const fix of fixes) yield `${ruleFixLines(fix, layout).join("\n")}\n\n`;
  for (const { title, explain } of overgrants.filter(({ harmless }) => harmless).slice(0, maxItems))
    yield paragraph(`Note: ${title}. ${explain}`, layout);
  yield* notAskedParagraphs(audit, layout);
  yield* unansweredParagraphs(audit, layout);
  yield `${wrap(auditSummary(audit), layout.width, "").join("\n")}\n`;
}

const maxItems = 10;
const maxTextLength = 200;

function* statedTable(diagnoses: readonly Diagnosis[], paint: Paint): Generator<string> {
  const rows = diagnoses.map((diagnosis) => {
    const { fetch } = diagnosis;
    const { method, url } = fetch.hops[0] ?? lastHop(fetch);
    return {
      origin: visible(cut(fetch.origin, 60)),
      method: visible(cut(method, 20)),
      url: `${visible(cut(url, maxTextLength))}${visible(requestDetails(fetch))}`,
      result: resultOf(diagnosis, paint),
    };
  });
  const width = (key: "origin" | "method") => Math.max(0, ...rows.map((row) => row[key].length));
  yield "Allowed requests\n";
  for (const { origin, method, url, result } of rows)
    yield `  ${origin.padEnd(width("origin"))}  ${method.padEnd(width("method"))}  ${url}  ${result}\n`;
  yield "\n";
}

function resultOf(diagnosis: Diagnosis, paint: Paint): string {
  if (isRefused(diagnosis)) return paint("refused", `too strict: ${diagnosis.verdict?.cause ?? "refused"}`);
  return isFailed(diagnosis) ? paint("warning", "no response") : paint("want", "passes");
}

/** The headers and credentials of the first request, as in " with content-type, credentials"; "" for none. */
export function requestDetails({ hops, credentials }: CorsFetch): string {
  const preflight = hops[0]?.preflight;
  const headerNames = preflight ? requestedHeaderNames(preflight.requestHeaders) : [];
  const details = [...headerNames, ...(credentials === "include" ? ["credentials"] : [])].join(", ");
  return details && ` with ${cut(details, 60)}`;
}

/** What the server allows although no rule does, in one line. */
export function overgrantTitle({ kind, title, withCredentials }: Overgrant): string {
  return `${title}${withCredentials && kind === "origin" ? ", with credentials" : ""}`;
}

/** An overgrant as lines of text: its URLs, what the server responded, and what to do. */
export function overgrantLines(overgrant: Overgrant, { width, paint }: Pick<TextLayout, "width" | "paint">): string[] {
  const { explain, urls, got, origin, severity, alsoAllowed, sentMethod, status } = overgrant;
  const label = `TOO LAX (${severity})`;
  const indent = " ".repeat(label.length + 2);
  const [first = "", ...others] = urls.slice(0, maxItems);
  return [
    `${paint("refused", label)}  ${paint("strong", visible(cut(first, maxTextLength)))}`,
    ...others.map((url) => `${indent}${visible(cut(url, maxTextLength))}`),
    ...(urls.length > maxItems ? [`${indent}and ${urls.length - maxItems} more URLs`] : []),
    ...wrap(overgrantTitle(overgrant), width, "  "),
    "",
    ...wrap(`${sentMethod}, Origin: ${cut(origin, maxTextLength)}`, width, "    sent    ", "             "),
    `    received ${status}`,
    ...got.flatMap(({ name, value }) =>
      wrap(`${name}: ${cut(value, maxTextLength)}`, width, "             ", "             "),
    ),
    ...(alsoAllowed.length > 0
      ? wrap(quoteAll(alsoAllowed, maxItems), width, "    also allowed", "                 ")
      : []),
    "",
    ...wrap(explain, width, "  "),
  ];
}

function ruleFixLines({ stackName, urls, code, warnings }: RuleFix, { width, paint }: TextLayout): string[] {
  const shown = urls.slice(0, 3).map((url) => cut(url, maxTextLength));
  const more = urls.length > 3 ? ` and ${urls.length - 3} more` : "";
  return [
    ...wrap(`${stackName}: CORS code for the rule of ${shown.join(", ")}${more}`, width, ""),
    "",
    ...codeLines(code, "    ", paint),
    ...warnings.flatMap((warning) => ["", ...wrap(warning, width, "  ")]),
  ];
}

function* hiddenHeaders({ exposedHeaders }: Audit, { width, paint }: TextLayout): Generator<string> {
  const hidden = exposedHeaders.filter(({ state }) => state === "hidden");
  for (const group of groupBy(hidden, ({ url }) => url).values()) {
    const [{ url, method, origin, got }] = group;
    yield `${[
      `${paint("refused", "TOO STRICT")}  ${paint("strong", visible(cut(url, maxTextLength)))}`,
      ...wrap(hiddenHeadersTitle(group), width, "  "),
      "",
      ...wrap(`${method}, Origin: ${cut(origin, maxTextLength)}`, width, "    sent    ", "             "),
      ...wrap(
        `Access-Control-Expose-Headers: ${cut(got ?? "(missing)", maxTextLength)}`,
        width,
        "    received",
        "             ",
      ),
      "",
      ...wrap(hiddenHeadersAdvice(group), width, "  "),
    ].join("\n")}\n\n`;
  }
}

/** The headers of one URL that the page cannot read, in one line. */
export function hiddenHeadersTitle(hidden: readonly ExposedHeader[]): string {
  return `A page cannot read ${quoteAll(hidden.map(({ name }) => name))} in the response to ${hidden[0]?.method}`;
}

/** What to send, so that the page can read the headers. */
export function hiddenHeadersAdvice(hidden: readonly ExposedHeader[]): string {
  const { got = null } = hidden[0] ?? {};
  const names = [...splitList(got ?? "").filter((name) => name !== "*"), ...hidden.map(({ name }) => name)];
  return `Send ${quote(`Access-Control-Expose-Headers: ${names.join(", ")}`, 300)} with every response, also with errors.`;
}

function* notAskedParagraphs({ notAsked, exposedHeaders }: Audit, layout: TextLayout): Generator<string> {
  const untested = groupBy(
    exposedHeaders.filter(({ state }) => state === "untested"),
    ({ url }) => url,
  );
  for (const [url, headers] of [...untested].slice(0, maxItems)) {
    const names = quoteAll(headers.map(({ name }) => name));
    yield paragraph(
      `Not tested: whether ${visible(cut(url, maxTextLength))} exposes ${names}. The audit got no response that a page can read. It sends GET, HEAD and what the policy names as \`harmless\`.`,
      layout,
    );
  }
  for (const { method, url } of notAsked.slice(0, maxItems)) {
    const request = `${visible(method)} ${visible(cut(url, maxTextLength))}`;
    yield paragraph(
      `Not tested: ${request}. Browsers send this request without a preflight. An audit sends only preflights, GET, HEAD and what the policy names as \`harmless\`.`,
      layout,
    );
  }
}

function* unansweredParagraphs({ unanswered }: Audit, layout: TextLayout): Generator<string> {
  const calls = unique(
    unanswered.map(
      ({ call, error }) => `${call.method} ${cut(call.url, maxTextLength)} from ${call.origin} (${error})`,
    ),
  );
  for (const call of calls.slice(0, maxItems)) yield paragraph(`No response: ${call}`, layout);
  if (calls.length > maxItems) yield `No response: ${calls.length - maxItems} more\n`;
}

function paragraph(text: string, { width }: TextLayout): string {
  return `${wrap(text, width, "", "  ").join("\n")}\n`;
}

/** How many calls the audit sent, and how the server keeps to the rules, in one sentence. */
export function auditSummary({ asked, stated, overgrants, exposedHeaders, notAsked, unanswered }: Audit): string {
  const count = (isCounted: (diagnosis: Diagnosis) => boolean) => stated.diagnoses.filter(isCounted).length;
  const refused = count(isRefused);
  const lax = overgrants.filter(({ harmless }) => !harmless).length;
  const hidden = exposedHeaders.filter(({ state }) => state === "hidden").length;
  const missing = count(isFailed) + unanswered.length;
  const parts = [
    refused > 0 ? `${refused} of the allowed requests refused` : "every allowed request passes",
    lax > 0 ? `too lax in ${lax} ${lax === 1 ? "finding" : "findings"}` : "nothing else allowed",
    ...(hidden > 0 ? [`${hidden} ${hidden === 1 ? "header" : "headers"} not exposed`] : []),
    ...(missing > 0 ? [`${missing} without a response`] : []),
    ...(notAsked.length > 0 ? [`${notAsked.length} not tested`] : []),
  ];
  const hasResponses = count(isAllowed) + refused > 0;
  return `${asked} ${asked === 1 ? "request" : "requests"} tested: ${(hasResponses ? parts : parts.slice(2)).join(", ")}.`;
}
