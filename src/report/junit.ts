import { type Diagnosis, isAllowed, isBlocked, isFailed } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { visible, visibleLines } from "../text/visible.ts";
import { isNewlyBlocked } from "./baseline.ts";
import { type FixScope, fixScopeOf } from "./chosen-fixes.ts";
import { countsOf } from "./counts.ts";
import { defineFormat } from "./define-format.ts";
import { refusalText } from "./fetch-text.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";
import { requestLine } from "./request-line.ts";
import { failureOf, headlineOf } from "./sentences.ts";

/**
 * The report for test result viewers: a suite for each source, a test case for each fetch. A newly blocked fetch is a
 * failure. A fetch that a baseline accepts, that failed for another reason or has an unknown outcome is skipped.
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export const junit = defineFormat({
  id: "junit",
  syntax: "xml",
  *write(sources, options) {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="CORS">\n';
    const scope = fixScopeOf(sources);
    for (const source of sources) yield* suite(source, scope, options);
    yield "</testsuites>\n";
  },
});

function* suite(source: DiagnosedSource, scope: FixScope, options: FormatOptions): Generator<string> {
  const { diagnoses } = source;
  const count = (isCounted: (diagnosis: Diagnosis) => boolean) => String(diagnoses.filter(isCounted).length);
  const attributes = xmlAttributes({
    name: source.source,
    tests: String(diagnoses.length),
    failures: count((diagnosis) => isNewlyBlocked(diagnosis, source)),
    errors: "0",
    skipped: count((diagnosis) => !isAllowed(diagnosis) && !isNewlyBlocked(diagnosis, source)),
  });
  yield `  <testsuite${attributes}>\n`;
  const countByName = new Map<string, number>();
  for (const diagnosis of diagnoses) {
    const hop = lastHop(diagnosis.fetch);
    const name = requestLine(hop);
    const count = (countByName.get(name) ?? 0) + 1;
    countByName.set(name, count);
    const testcase = { classname: classNameOf(hop.url), name: count > 1 ? `${name} (${count})` : name };
    yield testcaseElement(testcase, resultElement(diagnosis, source, scope, options));
  }
  const leftOut = countsOf(source).all - diagnoses.length;
  if (leftOut > 0) yield `    <system-out>${leftOut} more requests are not listed</system-out>\n`;
  yield "  </testsuite>\n";
}

/** The class name of a test case: the server's origin, by which viewers group. */
export function classNameOf(url: string): string {
  return originOf(url) || "CORS";
}

/** A test case with its result element. It passed where the result is "". */
export function testcaseElement(
  testcase: { readonly classname: string; readonly name: string },
  result: string,
): string {
  return `    <testcase${xmlAttributes(testcase)}${result === "" ? "/>" : `>${result}</testcase>`}\n`;
}

/** The result of a fetch as a `failure` or `skipped` element; "" where the fetch was allowed. */
export function resultElement(
  diagnosis: Diagnosis,
  source: DiagnosedSource,
  scope: FixScope,
  options: FormatOptions,
): string {
  if (isAllowed(diagnosis)) return "";
  const message = headlineOf(diagnosis);
  if (isNewlyBlocked(diagnosis, source)) {
    const text = refusalText(diagnosis, source, scope, options);
    return failureElement(diagnosis.verdict?.cause ?? diagnosis.outcome, message, text);
  }
  if (isBlocked(diagnosis)) return skippedElement(`Accepted: ${message}`);
  return skippedElement(isFailed(diagnosis) ? failureOf(diagnosis).join(" ") : message);
}

export function failureElement(type: string, message: string, text: string): string {
  return `<failure${xmlAttributes({ type, message })}>${escapeXml(text)}</failure>`;
}

export function skippedElement(message: string): string {
  return `<skipped${xmlAttributes({ message })}/>`;
}

/** The attributes of an element, each with a space before it. */
export function xmlAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(visible(value))}"`)
    .join("");
}

/**
 * The text for an element or a quoted attribute. XML forbids some characters even as references, so they become visible
 * escapes.
 */
function escapeXml(text: string): string {
  return visibleLines(text)
    .join("\n")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
