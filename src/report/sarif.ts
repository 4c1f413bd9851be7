import { groupBy } from "../collections.ts";
import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { cut, visible } from "../text/visible.ts";
import { baselineKey, toBaselineEntry } from "./baseline-entry.ts";
import { callSiteText } from "./call-site-text.ts";
import { fetchCount } from "./counts.ts";
import { defineFormat } from "./define-format.ts";
import { callSitesIn, type DiagnosedSource, type FormatOptions } from "./format.ts";
import type { Group } from "./groups.ts";
import { indentedJson } from "./indented-json.ts";
import { prose } from "./markdown-syntax.ts";
import { firstLocation, type RepositoryLocation } from "./repository-location.ts";
import { maxMethodLength, requestLine } from "./request-line.ts";
import { noMatchingCause, plainMessage, sarifRules } from "./sarif-rules.ts";
import { explanationsOf, failedCheckOf, headlineOf } from "./sentences.ts";

/**
 * The report for code scanning: a rule for each cause, and a result for each blocked request that a baseline would list as one
 * entry, with a fingerprint by which the next run recognizes it. Requests that the baseline accepts are left out unless
 * `listAccepted` is set, because GitHub opens alerts for suppressed results too.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export const sarif = defineFormat({
  id: "sarif",
  syntax: "json",
  *write(sources, options) {
    const all = sources.flatMap((source) => resultsOf(source, options));
    const shown = all.slice(0, maxResults);
    const leftOut = sources.reduce((sum, source) => sum + leftOutOf(source, options), all.length - shown.length);
    const log = logOf(leftOut, options);
    const [head, tail] = JSON.stringify(log, null, 2).split(`"${resultsPlaceholder}"`);
    yield `${head}[`;
    for (const [index, { group, source }] of shown.entries())
      yield `${index > 0 ? ",\n" : "\n"}${indentedJson(toResult(group, source, options))}`;
    yield `]${tail}\n`;
  },
});

/** GitHub shows so many results of a run, and rejects a file with five times as many. */
const maxResults = 5000;

interface Result {
  readonly group: Group;
  readonly source: DiagnosedSource;
}

/** The blocked fetches of a source, one group for each entry of a baseline that would accept them; new ones first. */
function resultsOf(source: DiagnosedSource, { listAccepted }: FormatOptions): Result[] {
  const isAccepted = (diagnosis: Diagnosis) => source.accepted?.has(diagnosis) ?? false;
  const blocked = source.diagnoses.filter(isBlocked);
  const kept = [
    ...blocked.filter((diagnosis) => !isAccepted(diagnosis)),
    ...(listAccepted ? blocked.filter(isAccepted) : []),
  ];
  const groups = groupBy(kept, (diagnosis) => `${isAccepted(diagnosis)} ${baselineKey(toBaselineEntry(diagnosis))}`);
  return [...groups.values()].map((group) => ({ group, source }));
}

/** How many blocked fetches of a source have no result because they are only counted. */
function leftOutOf({ counted }: DiagnosedSource, { listAccepted }: FormatOptions): number {
  const blocked = counted?.blocked ?? [];
  return blocked.filter(({ isAccepted }) => listAccepted || !isAccepted).reduce((sum, { count }) => sum + count, 0);
}

const resultsPlaceholder = "RESULTS";

/** The log with a placeholder for the results, which are written one by one. */
function logOf(leftOut: number, { written }: FormatOptions): object {
  const notifications = [
    { level: "warning", message: { text: `${leftOut} more refused requests are left out; fix the first ones` } },
  ];
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "CORS Panel", ...(written && { semanticVersion: written.version }), rules: sarifRules },
        },
        automationDetails: { id: "cors-panel/" },
        invocations: [{ executionSuccessful: true, ...(leftOut > 0 && { toolExecutionNotifications: notifications }) }],
        columnKind: "utf16CodeUnits",
        results: resultsPlaceholder,
      },
    ],
  };
}

function toResult(group: Group, source: DiagnosedSource, { locate }: FormatOptions): object {
  const [diagnosis] = group;
  const { verdict, fetch } = diagnosis;
  const ruleId = verdict?.cause ?? noMatchingCause.id;
  const { method, url } = lastHop(fetch);
  const key = baselineKey(toBaselineEntry(diagnosis));
  return {
    ruleId,
    ruleIndex: sarifRules.findIndex(({ id }) => id === ruleId),
    level: "error",
    message: messageOf(diagnosis, source),
    locations: [{ ...physicalLocation(firstLocation(group, source, locate)), ...entryOf(diagnosis) }],
    occurrenceCount: fetchCount(group),
    partialFingerprints: { primaryLocationLineHash: `${hashOf(key)}:1`, "refusal/v2": key },
    webRequest: { method: visible(cut(method, maxMethodLength)), target: visible(cut(url, maxTargetLength)) },
    ...(source.accepted?.has(diagnosis)
      ? { suppressions: [{ kind: "external", status: "accepted", justification: "in the baseline" }] }
      : {}),
  };
}

const maxTargetLength = 2000;

/** What is wrong, in the first sentence, because GitHub shows that as the title; then the request and the explanations. */
function messageOf(diagnosis: Diagnosis, source: DiagnosedSource): { text: string; markdown: string } {
  const { verdict, fetch } = diagnosis;
  const { method, url } = lastHop(fetch);
  const page = fetch.origin === "" ? "" : ` from \`${fetch.origin.replaceAll("`", "'")}\``;
  const callSite = callSiteText(callSitesIn(source).get(diagnosis));
  const sentences = [
    `${headlineOf(diagnosis)}.`,
    `The request is \`${requestLine({ method, url: url.replaceAll("`", "'") })}\`${page}.`,
    ...(verdict ? [failedCheckOf(verdict)] : []),
    ...explanationsOf(diagnosis),
    ...(callSite === "" ? [] : [callSite]),
  ];
  return { text: plainMessage(sentences.join(" ")), markdown: prose(sentences.join(" ")) };
}

/** GitHub resolves a relative path against the repository's root. */
function physicalLocation({ path, line, column }: RepositoryLocation): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split("/").map(encodeSegment).join("/"), uriBaseId: "%SRCROOT%" },
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
    },
  };
}

/** The fetch's entry in the recording. */
function entryOf({ fetch }: Diagnosis): object {
  const { actual, preflight } = lastHop(fetch);
  const entry = `log.entries[${(actual ?? preflight)?.index ?? ""}]`;
  return { logicalLocations: [{ fullyQualifiedName: entry, kind: "element" }] };
}

function encodeSegment(segment: string): string {
  return [...segment].map((character) => (/[\w.~-]/.test(character) ? character : percentEncoded(character))).join("");
}

/** `encodeURIComponent` throws for half of a surrogate pair and leaves five characters that a URI may not hold here. */
function percentEncoded(character: string): string {
  return encodeURIComponent(/\p{Cs}/u.test(character) ? "\ufffd" : character).replace(
    /[!'()*]/g,
    (rest) => `%${rest.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * A hash of 64 bits in hexadecimal. It only has to differ for the refusals of one project.
 * @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text)
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
