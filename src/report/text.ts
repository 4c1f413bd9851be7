import type { Diagnosis, Finding } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import type { Fix } from "../fix.ts";
import { verifyCommands } from "../verify.ts";
import { whyNot } from "../why-not.ts";
import { chosenFixes, defineFormat, type FormatOptions, type JudgedSource, type Paint } from "./format.ts";
import { cut, visible, visibleLines } from "./visible.ts";

/** The report for people at a terminal: what was refused and how to repair it, then what is not CORS, then a summary. */
export const text = defineFormat({
  id: "text",
  *write(sources, options) {
    const { list } = options;
    for (const [index, source] of sources.entries()) {
      if (index > 0) yield "\n";
      if (list) yield `${visible(source.source)}\n\n`;
      yield* writeOne(source, options);
    }
  },
});

const widest = 100;
const longestUrl = 300;
const longestValue = 300;
const longestSentence = 1000;
/** Of equal refusals, how many requests are listed before "and 12 more". */
const mostRequests = 5;

function* writeOne({ recording, diagnoses }: JudgedSource, options: FormatOptions): Generator<string> {
  const look: Look = { width: Math.max(40, Math.min(options.columns, widest)), paint: options.paint };
  const { width, paint } = look;
  const ofOutcome = (outcome: Diagnosis["outcome"]) => diagnoses.filter((diagnosis) => diagnosis.outcome === outcome);
  for (const group of groupBy(ofOutcome("refused"), refusalKey)) {
    const fixes = chosenFixes(group, recording, options);
    yield block([...heading("refused", "REFUSED", group, look), ...refusal(group, fixes, look)]);
  }
  for (const group of groupBy(ofOutcome("failed"), failureKey)) {
    yield block([...heading("warning", "NOT CORS", group, look), ...failure(group, width)]);
  }
  for (const group of groupBy(ofOutcome("unknown"), unknownKey)) {
    yield block([...heading("warning", "CANNOT TELL", group, look), ...unknown(group, look)]);
  }
  const noticed = notesOf(diagnoses).flatMap((group) => noteLines(group, width));
  if (noticed.length > 0) yield block([paint("note", "ALSO NOTICED"), ...noticed]);
  const cures = new Set(diagnoses.flatMap(whyNot));
  if (cures.size > 0) {
    const told = [...cures].flatMap(({ cure, because }) => wrap(`- ${cure}? ${because}`, width, "  ", "    "));
    yield block([paint("note", "WHY NOT JUST"), ...told]);
  }
  yield `${wrap(summary(diagnoses), width, "").join("\n")}\n`;
}

interface Look {
  readonly width: number;
  readonly paint: Paint;
}

type Group = readonly [Diagnosis, ...Diagnosis[]];

function refusalKey({ fetch, verdict, reasons, alternatives, browserSays }: Diagnosis): string {
  const { cause, step, certainty, got, want, explain } = verdict ?? {};
  const [reason] = reasons;
  const server = originOf(lastHop(fetch).url);
  const redirected = fetch.hops.length > 1;
  return JSON.stringify([
    server,
    fetch.origin,
    redirected,
    cause,
    step,
    certainty,
    got,
    want,
    explain,
    reason,
    alternatives,
    browserSays,
  ]);
}

function failureKey({ fetch, lookAlike, browserSays }: Diagnosis): string {
  return JSON.stringify([originOf(lastHop(fetch).url), lookAlike, errorOf(fetch), browserSays]);
}

function unknownKey({ fetch, cannotTell, browserSays }: Diagnosis): string {
  return JSON.stringify([originOf(lastHop(fetch).url), cannotTell, browserSays]);
}

/** The requests of a group, each once with its count, and the page that made them. */
function heading(style: Parameters<Paint>[0], label: string, group: Group, { paint }: Look): string[] {
  const requests = new Map<string, number>();
  for (const { fetch } of group) {
    const { method, url } = lastHop(fetch);
    const request = `${visible(cut(method, 40))} ${visible(cut(url, longestUrl))}`;
    requests.set(request, (requests.get(request) ?? 0) + 1);
  }
  const indent = " ".repeat(label.length + 2);
  const listed = [...requests].slice(0, mostRequests).map(([request, count], index) => {
    return `${index === 0 ? `${paint(style, label)}  ` : indent}${request}${count > 1 ? `  (${count} times)` : ""}`;
  });
  const more = requests.size - listed.length;
  const { origin, hops } = group[0].fetch;
  const [first] = hops.slice(0, -1);
  return [
    ...listed,
    ...(more > 0 ? [`${indent}and ${more} more ${more === 1 ? "URL" : "URLs"} of the same server`] : []),
    ...(first ? [`${indent}redirected from ${visible(cut(first.url, longestUrl))}`] : []),
    ...(origin === "" ? [] : [`${indent}called by ${visible(cut(origin, longestUrl))}`]),
  ];
}

function refusal([diagnosis, ...others]: Group, fixes: readonly Fix[], look: Look): string[] {
  const { width, paint } = look;
  const { verdict, findings, reasons, preflighted } = diagnosis;
  const [reason] = reasons;
  const paragraphs: string[][] = [];
  const sentence = (text: string) => wrap(text, width, "  ");
  if (verdict) {
    paragraphs.push([
      ...sentence(reason ? supposed(reason) : verdict.title).map((line) => paint("strong", line)),
      ...(reason ? sentence(`${verdict.title}.`) : []),
      ...sentence(judgment(verdict)),
    ]);
    paragraphs.push(evidence(verdict, look));
    if (reason) paragraphs.push(sentence(`${reason.evidence}. ${reason.explain}`));
    paragraphs.push(sentence(verdict.explain));
  } else {
    paragraphs.push(sentence("Refused by CORS; the recording does not say why."));
  }
  paragraphs.push(browsersWord(diagnosis, width));
  const place = findings.findIndex((finding) => isSame(finding, verdict));
  const also = (label: string, finding: Finding) =>
    paragraphs.push([...sentence(`${label}: ${finding.title}.`), ...evidence(finding, look)]);
  for (const finding of findings.slice(place + 1)) {
    also(finding.certainty === "certain" ? "And then" : "And then, possibly", finding);
  }
  for (const finding of findings.slice(0, Math.max(0, place))) also("Possibly instead", finding);
  const told = new Set(findings.map(({ reportedAs }) => reportedAs.chrome));
  const untold = diagnosis.alternatives.filter((name) => !told.has(name));
  if (untold.length > 0) paragraphs.push(sentence(`The recording does not exclude: ${shortList(untold)}.`));
  if (preflighted && verdict?.step === "preflight" && others.every((other) => other.preflighted === preflighted)) {
    paragraphs.push(sentence(preflighted));
  }
  return [
    ...paragraphs.filter(({ length }) => length > 0).flatMap((lines) => ["", ...lines]),
    ...fixLines(fixes, look),
    ...verifyLines(diagnosis, look),
  ];
}

/** The command that sends the request whose answer was refused, or is not known. */
function verifyLines({ fetch, verdict }: Diagnosis, { width, paint }: Look): string[] {
  const commands = verifyCommands(fetch);
  const { posix } = commands.find(({ step }) => step === verdict?.step) ?? commands.at(-1) ?? {};
  if (!posix) return [];
  return [
    "",
    ...wrap("To see the server's answer without a browser (secrets are left out):", width, "  "),
    "",
    ...visibleLines(posix).map((line) => paint("code", `      ${line}`)),
  ];
}

/** A title, with a word of caution where the recording does not prove it. */
function supposed({ title, certainty }: { readonly title: string; readonly certainty: Finding["certainty"] }): string {
  return certainty === "certain" ? title : `Probably: ${title}`;
}

function isSame(finding: Finding, verdict: Finding | null): boolean {
  return finding.cause === verdict?.cause && finding.step === verdict.step;
}

/** Who refused which response, under which name it is found in the browsers, and how sure that is. */
function judgment({ step, reportedAs, certainty }: Finding): string {
  const response = step === "preflight" ? "the preflight's response" : "the response";
  const names = [
    ...(reportedAs.chrome ? [`Chrome: ${reportedAs.chrome}`] : []),
    ...(reportedAs.firefox ? [`Firefox: ${reportedAs.firefox}`] : []),
  ];
  const title = `The browser ${certainty === "certain" ? "refused" : "probably refused"} ${response}`;
  return names.length > 0 ? `${title} (${names.join(", ")}).` : `${title}.`;
}

function evidence({ subject, got, want }: Finding, { width, paint }: Look): string[] {
  const row = (label: "got" | "want", value: string) =>
    wrap(`${label.padEnd(4)} ${subject}: ${cut(value, longestValue)}`, width, "    ", "         ").map((line) =>
      paint(label, line),
    );
  return [...row("got", got ?? "(absent)"), ...(want === null ? [] : row("want", want))];
}

/** Each change that the likeliest stack needs; another stack is a command away. */
function fixLines(fixes: readonly Fix[], { width, paint }: Look): string[] {
  const own = fixes.filter(({ stack }) => stack === fixes[0]?.stack);
  const others = [...new Set(fixes.map(({ stack }) => stack))].slice(1);
  return [
    ...own.flatMap(({ stackName, title, code, warnings }) => [
      "",
      ...wrap(`Fix for ${stackName}: ${title}`, width, "  ").map((line) => paint("strong", line)),
      "",
      ...visibleLines(code.trimEnd()).map((line) => (line === "" ? "" : paint("code", `      ${line}`))),
      ...warnings.flatMap((warning) => ["", ...wrap(warning, width, "  ")]),
    ]),
    ...(others.length > 0
      ? ["", ...wrap(`For another stack: --stack ID, such as ${shortList(others, 6)}.`, width, "  ")]
      : []),
  ];
}

function failure([diagnosis]: Group, width: number): string[] {
  const { lookAlike, fetch } = diagnosis;
  const error = errorOf(fetch);
  const sentence = lookAlike
    ? `${supposed(lookAlike)}. ${lookAlike.explain}`
    : `The request failed${error ? ` (${error})` : ""}, and not by CORS.`;
  return [...wrap(sentence, width, "  "), ...browsersWord(diagnosis, width)];
}

function unknown([diagnosis]: Group, look: Look): string[] {
  const { cannotTell } = diagnosis;
  const { width } = look;
  const because = cannotTell && [
    ...wrap(`Because ${cannotTell.because}.`, width, "  "),
    ...wrap(`To find out: ${cannotTell.todo}.`, width, "  "),
  ];
  return [...(because ?? []), ...browsersWord(diagnosis, width), ...verifyLines(diagnosis, look)];
}

/** The browser's own name for the refusal, where it is another than the verdict's. */
function browsersWord({ browserSays }: Diagnosis, width: number): string[] {
  if (browserSays === null) return [];
  return wrap(`Chrome says ${browserSays === "" ? "nothing of CORS" : browserSays}.`, width, "  ");
}

interface Noted {
  readonly note: Diagnosis["notes"][number];
  readonly diagnosis: Diagnosis;
}

/** What was noticed of allowed fetches, the same of one page and server together. */
function notesOf(diagnoses: readonly Diagnosis[]): [Noted, ...Noted[]][] {
  const found = diagnoses.flatMap((diagnosis) => diagnosis.notes.map((note) => ({ note, diagnosis })));
  return groupBy(found, ({ note, diagnosis: { fetch } }) =>
    JSON.stringify([note.id, note.explain, originOf(lastHop(fetch).url), fetch.origin]),
  );
}

function noteLines([{ note, diagnosis }, ...others]: readonly [Noted, ...Noted[]], width: number): string[] {
  const { method, url } = lastHop(diagnosis.fetch);
  const call = `${cut(method, 40)} ${cut(url, longestUrl)}`;
  const more = others.length === 0 ? "" : `, and ${others.length} more ${others.length === 1 ? "call" : "calls"}`;
  return [
    ...wrap(`- ${note.title}: ${note.evidence}. ${note.explain}`, width, "  ", "    "),
    ...wrap(`(${call}${more})`, width, "    "),
  ];
}

function summary(diagnoses: readonly Diagnosis[]): string {
  const count = (outcome: Diagnosis["outcome"]) =>
    diagnoses.filter((diagnosis) => diagnosis.outcome === outcome).length;
  const total = diagnoses.length;
  if (total === 0) return "The recording holds no cross-origin fetch.";
  const [refused, failed, unknown, allowed] = [count("refused"), count("failed"), count("unknown"), count("allowed")];
  const fetches = total === 1 ? "1 cross-origin fetch" : `${total} cross-origin fetches`;
  return `${[
    `${fetches}: ${refused === 0 ? "none" : refused} refused by CORS`,
    ...(failed > 0 ? [`${failed} failed for another reason`] : []),
    ...(unknown > 0 ? [`${unknown} of which the recording does not tell`] : []),
    ...(allowed > 0 ? [`${allowed} allowed`] : []),
  ].join(", ")}.`;
}

function errorOf(fetch: Diagnosis["fetch"]): string {
  const { actual, preflight } = lastHop(fetch);
  return actual?.error || preflight?.error || "";
}

function shortList(names: readonly string[], most = 4): string {
  const listed = names.slice(0, most);
  return [...listed, ...(names.length > most ? [`${names.length - most} more`] : [])].join(", ");
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function block(lines: readonly string[]): string {
  return `${lines.join("\n")}\n\n`;
}

/** Lines of at most `width` columns; a word that is longer stays whole, so that it can be copied. */
function wrap(text: string, width: number, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of visible(cut(text, longestSentence)).split(" ")) {
    const blank = line.trim() === "";
    if (!blank && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else {
      line += blank ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}
