import { type Diagnosis, isBlocked } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { cut, visible, visibleLines } from "../text/visible.ts";
import { defineFormat } from "./define-format.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";
import { failureOf, headlineOf } from "./sentences.ts";
import { refusalText } from "./text.ts";

/**
 * The report for test result viewers: a suite for each source, a case for each fetch. A refusal is a failure; what failed
 * for another reason, is known or cannot be told is skipped, with its reason.
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export const junit = defineFormat({
  id: "junit",
  *write(sources, options) {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="CORS">\n';
    for (const source of sources) yield* suite(source, options);
    yield "</testsuites>\n";
  },
});

function* suite(source: DiagnosedSource, options: FormatOptions): Generator<string> {
  const { diagnoses } = source;
  const count = (isCounted: (diagnosis: Diagnosis) => boolean) => String(diagnoses.filter(isCounted).length);
  const attributes = attributesOf({
    name: source.source,
    tests: String(diagnoses.length),
    failures: count((diagnosis) => isNewRefusal(diagnosis, source)),
    errors: "0",
    skipped: count((diagnosis) => diagnosis.outcome !== "allowed" && !isNewRefusal(diagnosis, source)),
  });
  yield `  <testsuite${attributes}>\n`;
  const names = new Map<string, number>();
  for (const diagnosis of diagnoses) {
    const { method, url } = lastHop(diagnosis.fetch);
    const name = `${cut(method, 40)} ${cut(url, 300)}`;
    const times = (names.get(name) ?? 0) + 1;
    names.set(name, times);
    const testcase = { classname: originOf(url) || "CORS", name: times > 1 ? `${name} (${times})` : name };
    yield caseOf(testcase, resultOf(diagnosis, source, options));
  }
  yield "  </testsuite>\n";
}

/** One test case; a result of "" has passed. */
export function caseOf(testcase: { readonly classname: string; readonly name: string }, result: string): string {
  return `    <testcase${attributesOf(testcase)}${result === "" ? "/>" : `>${result}</testcase>`}\n`;
}

/** The result of a fetch, as an element; "" where it was allowed. */
export function resultOf(diagnosis: Diagnosis, source: DiagnosedSource, options: FormatOptions): string {
  const { outcome, verdict } = diagnosis;
  if (outcome === "allowed") return "";
  const message = headlineOf(diagnosis);
  if (isNewRefusal(diagnosis, source)) {
    const text = refusalText([diagnosis], source.recording, options);
    return failure(verdict?.cause ?? outcome, message, text);
  }
  const why = isBlocked(diagnosis) ? `Known: ${message}` : outcome === "failed" ? failureOf(diagnosis) : message;
  return skipped(why);
}

export function failure(type: string, message: string, text: string): string {
  return `<failure${attributesOf({ type, message })}>${escapeXml(text)}</failure>`;
}

export function skipped(message: string): string {
  return `<skipped${attributesOf({ message })}/>`;
}

function isNewRefusal(diagnosis: Diagnosis, { known }: DiagnosedSource): boolean {
  return isBlocked(diagnosis) && !known?.has(diagnosis);
}

export function attributesOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(visible(value))}"`)
    .join("");
}

/** Text fit for an element or a quoted attribute; what XML forbids even as a reference is written out. */
function escapeXml(text: string): string {
  return visibleLines(text)
    .join("\n")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
