import { causes } from "../causes/index.ts";
import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { cut, visible } from "../text/visible.ts";
import { baselineKey, toBaselineEntry } from "./baseline.ts";
import { defineFormat } from "./define-format.ts";
import type { DiagnosedSource } from "./format.ts";
import { type Group, groupsOf } from "./groups.ts";
import { indentedJson } from "./json.ts";
import { prose } from "./markdown-syntax.ts";
import { maxMethodLength, requestLine } from "./request-line.ts";
import { explanationsOf, failedCheckOf, headlineOf } from "./sentences.ts";

/**
 * The report for code scanning: a rule for each cause, and a result for each group of blocked fetches, with a
 * fingerprint by which the next run recognizes it.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif = defineFormat({
  id: "sarif",
  syntax: "json",
  *write(sources) {
    const [head, tail] = JSON.stringify(log, null, 2).split(`"${resultsPlaceholder}"`);
    yield `${head}[`;
    let separator = "\n";
    for (const source of sources) {
      const { refused, accepted, unknown } = groupsOf(source);
      for (const group of [...refused, ...accepted, ...unknown.filter(([first]) => isBlocked(first))]) {
        yield separator + indentedJson(toResult(group, source));
        separator = ",\n";
      }
    }
    yield `]${tail}\n`;
  },
});

/** The rule for blocked fetches without a cause. */
const noMatchingCause = {
  id: "unexplained-refusal",
  title: "The browser refused the response, and the recording does not say why",
  spec: "https://fetch.spec.whatwg.org/#http-cors-protocol",
};

const rules = [...causes, noMatchingCause].map(({ id, title, spec }) => ({
  id,
  shortDescription: { text: plainText(title) },
  fullDescription: { text: plainText(title) },
  helpUri: spec,
  help: { text: `${plainText(title)}. The standard: ${spec}`, markdown: `${prose(title)}. [The standard](${spec})` },
  defaultConfiguration: { level: "error" },
  properties: { tags: ["cors"] },
}));

const resultsPlaceholder = "RESULTS";

/** The log with a placeholder for the results, which are written one by one. */
const log = {
  $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  version: "2.1.0",
  runs: [
    { tool: { driver: { name: "CORS Panel", rules } }, columnKind: "utf16CodeUnits", results: resultsPlaceholder },
  ],
};

function toResult(group: Group, source: DiagnosedSource): object {
  const [diagnosis] = group;
  const { verdict, fetch } = diagnosis;
  const ruleId = verdict?.cause ?? noMatchingCause.id;
  const { method, url } = lastHop(fetch);
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    level: "error",
    message: messageOf(diagnosis),
    locations: [locationOf(diagnosis, source)],
    occurrenceCount: group.length,
    partialFingerprints: { "refusal/v1": baselineKey(toBaselineEntry(diagnosis)) },
    webRequest: { method: visible(cut(method, maxMethodLength)), target: visible(cut(url, maxTargetLength)) },
    ...(source.accepted?.has(diagnosis)
      ? { suppressions: [{ kind: "external", justification: "in the baseline" }] }
      : {}),
  };
}

const maxTargetLength = 2000;

function messageOf(diagnosis: Diagnosis): { text: string; markdown: string } {
  const { verdict, fetch } = diagnosis;
  const { method, url } = lastHop(fetch);
  const sentences = [
    `\`${requestLine({ method, url: url.replaceAll("`", "'") })}\`: ${headlineOf(diagnosis)}.`,
    ...(verdict ? [failedCheckOf(verdict)] : []),
    ...explanationsOf(diagnosis),
  ];
  return { text: plainText(sentences.join(" ")), markdown: prose(sentences.join(" ")) };
}

/** Where the entry is in the recording. Standard input has no file name, so only its entry is named. */
function locationOf({ fetch }: Diagnosis, { source }: DiagnosedSource): object {
  const { actual, preflight } = lastHop(fetch);
  const entry = `log.entries[${(actual ?? preflight)?.index ?? ""}]`;
  const logicalLocations = [{ fullyQualifiedName: entry, kind: "element" }];
  if (source === "-") return { logicalLocations };
  return { physicalLocation: { artifactLocation: { uri: uriOf(source) } }, logicalLocations };
}

/** The URL of a page as it is; the path of a file as a URI reference. */
function uriOf(source: string): string {
  if (/^https?:\/\//i.test(source) && URL.canParse(source)) return new URL(source).href;
  const path = source.replaceAll("\\", "/").split("/").map(encodeSegment).join("/");
  if (/^[a-z]%3A\//i.test(path)) return `file:///${path.replace("%3A", ":")}`;
  return path.startsWith("/") ? `file://${path}` : path;
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

/** The text as a plain message, in which SARIF would read braces as placeholders and `](` as a link. */
function plainText(text: string): string {
  return visible(text).replaceAll("`", "'").replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}
