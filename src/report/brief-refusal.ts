import type { Diagnosis } from "../diagnosis.ts";
import { type Exchange, lastHop } from "../exchange.ts";
import { serverNames } from "../explain/answered-by-text.ts";
import { type CallSite, callSitePlace } from "../explain/call-site.ts";
import { wrongFixesFor } from "../explain/wrong-fixes.ts";
import { redactHeaders } from "../redact/redact-headers.ts";
import { cut, visible } from "../text/visible.ts";
import { fixLines } from "./brief-fix.ts";
import { briefLine, labelWidth } from "./brief-line.ts";
import type { BriefSaid } from "./brief-said.ts";
import { fetchCount } from "./counts.ts";
import type { FormatOptions } from "./format.ts";
import { type Group, requestsOf } from "./groups.ts";
import type { NumberedRefusal } from "./numbered-refusal.ts";
import { methodThatCommandSends, preflightCommand } from "./preflight-command.ts";
import { maxUrlLength, requestLine } from "./request-line.ts";
import { firstExplanationOf, headlineOf, otherFindings, shortList } from "./sentences.ts";
import { wrapFirst } from "./text-layout.ts";
import { hasMaskedValue } from "./verify-text.ts";

/** A group of equal refusals in at most 20 lines: what happened, where, what the server sends, what to change, how to check. */
export function briefRefusal(refusal: NumberedRefusal, options: FormatOptions, said: BriefSaid): string[] {
  const { group, callSite, number } = refusal;
  const [diagnosis] = group;
  return [
    ...requestLines(group, number),
    ...(callSite ? callSiteLines(callSite) : []),
    ...causeLines(diagnosis),
    ...responseLines(refusal, options, said),
    ...needLines(diagnosis),
    ...nextLines(diagnosis),
    ...serverLines(diagnosis),
    ...fixLines(refusal, options, said),
    ...wrongFixLines(diagnosis, said),
    ...verifyLines(diagnosis),
  ];
}

function requestLines(group: Group, number: number): string[] {
  const [first, ...others] = requestsOf(group);
  if (!first) return [];
  const { origin, hops } = group[0].fetch;
  const [redirected] = hops.slice(0, -1);
  const count = fetchCount(group);
  const seen = count > 1 ? `  seen ${count}x` : "";
  const from = origin === "" ? "" : `  from ${cut(origin, maxUrlLength)}`;
  return [
    `REFUSED ${number}  ${visible(`${requestLine(first)}${from}${seen}`)}`,
    ...(others.length > 0 ? [briefLine("also", shortList(others.map(requestLine), maxOthers), maxListLength)] : []),
    ...(redirected ? [briefLine("redirected", `from ${requestLine(redirected)}`)] : []),
  ];
}

const maxOthers = 3;
const maxListLength = 700;

function callSiteLines(site: CallSite): string[] {
  const { function: name, page, frame, mapped } = site;
  const place = callSitePlace(site);
  const words = [
    ...(place === "" ? [] : [place]),
    ...(name === "" ? [] : [name]),
    ...(place === "" || mapped || site.line === null || !isBundle(site.url) ? [] : ["(as bundled: no source map)"]),
    ...(page === "" ? [] : [`page ${page}`]),
    ...(frame === "" ? [] : [`frame ${frame}`]),
  ];
  return words.length > 0 ? [briefLine("at", words.join("  "))] : [];
}

/** True for a script whose name has a hash, as bundlers write them. */
function isBundle(url: string): boolean {
  return /[.-](?=[\w-]*\d)[\w-]{8,}\.m?js$/.test(url.split(/[?#]/)[0] ?? "");
}

function causeLines(diagnosis: Diagnosis): string[] {
  const { verdict, differingCorsError, reasons } = diagnosis;
  const explanation = firstExplanationOf(diagnosis);
  const [why = ""] = wrapFirst(`${headlineOf(diagnosis)}. ${explanation}`.trim(), maxWhyLength, "", 1);
  if (!verdict) return [briefLine("cause", `unknown; Chrome: ${differingCorsError ?? ""}`), briefLine("why", why)];
  const { cause, step, certainty, reportedAs } = verdict;
  const chrome = differingCorsError ?? reportedAs.chrome;
  const names = [certainty, ...(chrome ? [`Chrome: ${chrome}`] : [])];
  const reason = reasons[0] ? `, reason ${reasons[0].id}` : "";
  return [briefLine("cause", `${cause} at ${step} (${names.join(", ")})${reason}`), briefLine("why", why)];
}

/** As many sentences as fit into this many characters are shown. */
const maxWhyLength = 300;

/** What was sent and what came back, at the step that the browser refused. */
function responseLines(
  { group: [{ fetch, verdict }], number }: NumberedRefusal,
  { showSecrets }: FormatOptions,
  said: BriefSaid,
): string[] {
  const { preflight, actual, method } = lastHop(fetch);
  const exchange = verdict?.step === "actual" ? actual : preflight;
  if (!exchange) return [];
  const shown = (headers: Exchange["requestHeaders"]) => (showSecrets ? headers : redactHeaders(headers));
  const status = exchange.status > 0 ? String(exchange.status) : "no response recorded";
  const asked = corsHeaders(shown(exchange.requestHeaders), /^access-control-(?=request-)/i);
  const isPreflight = exchange === preflight;
  return [
    briefLine("asked", [`${isPreflight ? "OPTIONS" : cut(method, 40)} -> ${status}`, ...asked].join("  ")),
    ...(exchange.status > 0 ? [grantedLine(shown(exchange.responseHeaders), number, said)] : []),
  ];
}

/** The CORS headers of a response, or the number of the refusal that they stand with, where that is shorter. */
function grantedLine(headers: Exchange["responseHeaders"], number: number, said: BriefSaid): string {
  const line = briefLine("granted", grantedText(headers));
  const shownWith = said.granted.get(line) ?? number;
  said.granted.set(line, shownWith);
  const reference = briefLine("granted", `the same as for REFUSED ${shownWith}`);
  return shownWith !== number && reference.length < line.length ? reference : line;
}

function grantedText(headers: Exchange["responseHeaders"]): string {
  return corsHeaders(headers, /^access-control-/i).join("  ") || "nothing (no Access-Control headers)";
}

/** The headers whose names match, without that start of the name. */
function corsHeaders(headers: Exchange["responseHeaders"], start: RegExp): string[] {
  return headers
    .filter(({ name }) => start.test(name))
    .slice(0, maxHeaders)
    .map(({ name, value }) => `${name.replace(start, "")}: ${cut(value, maxValueLength)}`);
}

const maxHeaders = 8;
const maxValueLength = 160;

/** The whole value, not only the difference. */
function needLines({ verdict }: Diagnosis): string[] {
  return verdict && verdict.want !== null
    ? [briefLine("needs", `${verdict.subject}: ${verdict.want}`, maxListLength)]
    : [];
}

/** What would stop the browser next, so that one change mends all of it. */
function nextLines(diagnosis: Diagnosis): string[] {
  const [next, ...others] = otherFindings(diagnosis);
  if (!next) return [];
  const { cause, certainty, subject, want } = next.finding;
  const possible = certainty === "possible" ? " (possible)" : "";
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  return [briefLine("next", `${cause}${possible}${want === null ? "" : `, needs ${subject}: ${want}`}${more}`)];
}

function serverLines(diagnosis: Diagnosis): string[] {
  const text = serverNames(diagnosis);
  return text === "" ? [] : [briefLine("server", text)];
}

/** What not to do instead; each only once in a report. */
function wrongFixLines(diagnosis: Diagnosis, said: BriefSaid): string[] {
  const wrong = wrongFixesFor(diagnosis).filter(({ id }) => !said.wrongFixes.has(id));
  for (const { id } of wrong) said.wrongFixes.add(id);
  return wrong.length > 0 ? [briefLine("don't", wrong.map(({ fix }) => fix.replaceAll("`", "")).join(" | "))] : [];
}

function verifyLines(diagnosis: Diagnosis): string[] {
  const command = preflightCommand(diagnosis);
  if (command === null) return [];
  const method = methodThatCommandSends(command, diagnosis);
  const remarks = [
    ...(hasMaskedValue(command) ? ["replace REDACTED first"] : []),
    "exit 0 = fixed",
    ...(method === null ? [] : [`sends a real ${method}`]),
  ];
  return [`${"verify".padEnd(labelWidth)} ${command}  # ${remarks.join("; ")}`];
}
