import type { ExposedHeader } from "../../audit/exposure.ts";
import type { Overgrant } from "../../audit/overgrant.ts";
import type { Diagnosis } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";
import { cut } from "../../text/visible.ts";
import { fixScopeOf } from "../chosen-fixes.ts";
import { type DiagnosedSource, type FormatOptions, plain } from "../format.ts";
import {
  classNameOf,
  failureElement,
  resultElement,
  skippedElement,
  testcaseElement,
  xmlAttributes,
} from "../junit.ts";
import { maxUrlLength, requestLine } from "../request-line.ts";
import { redactAllValues } from "../secrets.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";
import { hiddenHeadersAdvice, hiddenHeadersTitle, overgrantLines, overgrantTitle, requestDetails } from "./text.ts";

/** The audit for test result viewers: a test case for each call that a rule allows, and one for each overgrant. */
export function* auditJunit(config: string, report: AuditReport, options: FormatOptions): Generator<string> {
  const { audit } = options.showSecrets ? report : auditWithoutSecrets(report, redactAllValues);
  const source: DiagnosedSource = { source: config, ...audit.stated };
  const cases = [
    ...audit.stated.diagnoses.map((diagnosis) => statedCase(diagnosis, source, options)),
    ...audit.overgrants.filter(({ harmless }) => !harmless).map((overgrant) => overgrantCase(overgrant, options)),
    ...audit.exposedHeaders.map(exposedHeaderCase),
    ...audit.unanswered.map(({ call, error }) => ({
      ...caseOf(call),
      result: skippedElement(`No response: ${error}`),
    })),
  ];
  const count = (element: string) => String(cases.filter(({ result }) => result.startsWith(`<${element} `)).length);
  const attributes = {
    tests: String(cases.length),
    failures: count("failure"),
    errors: "0",
    skipped: count("skipped"),
  };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="CORS audit">\n';
  yield `  <testsuite${xmlAttributes({ name: config, ...attributes })}>\n`;
  for (const { classname, name, result } of cases) yield testcaseElement({ classname, name }, result);
  yield "  </testsuite>\n</testsuites>\n";
}

interface TestCase {
  readonly classname: string;
  readonly name: string;
  readonly result: string;
}

function statedCase(diagnosis: Diagnosis, source: DiagnosedSource, options: FormatOptions): TestCase {
  const { method, url } = lastHop(diagnosis.fetch);
  const { classname, name } = caseOf({ method, url, origin: diagnosis.fetch.origin });
  return {
    classname,
    name: `${name}${requestDetails(diagnosis.fetch)}`,
    result: resultElement(diagnosis, source, fixScopeOf([source]), options),
  };
}

function overgrantCase(overgrant: Overgrant, { columns }: FormatOptions): TestCase {
  const { urls, kind, origin, name } = overgrant;
  const [url = ""] = urls;
  const text = overgrantLines(overgrant, { width: columns, paint: plain }).join("\n");
  return {
    classname: classNameOf(url),
    name: `refuses ${cut(origin, maxNameLength)}: ${refusedPart[kind](cut(name, maxNameLength))}${cut(url, maxUrlLength)}`,
    result: failureElement(`too-lax-${kind}`, overgrantTitle(overgrant), text),
  };
}

function exposedHeaderCase(header: ExposedHeader): TestCase {
  const { url, name, state } = header;
  return {
    classname: classNameOf(url),
    name: `exposes ${cut(name, maxNameLength)} at ${cut(url, maxUrlLength)}`,
    result:
      state === "exposed"
        ? ""
        : state === "hidden"
          ? failureElement("hidden-header", hiddenHeadersTitle([header]), hiddenHeadersAdvice([header]))
          : skippedElement("The audit got no response to GET or HEAD that a page can read"),
  };
}

/** What the server should refuse at a URL. Viewers merge test cases of one name, so the name of each case has it. */
const refusedPart: Readonly<Record<Overgrant["kind"], (name: string) => string>> = {
  origin: () => "",
  method: (name) => `${name} `,
  header: (name) => `header ${name} at `,
  credentials: () => "credentials at ",
};

/** Class name and name of the test case for a call that a rule allows. */
function caseOf(call: { readonly method: string; readonly url: string; readonly origin: string }) {
  return {
    classname: classNameOf(call.url),
    name: `allows ${cut(call.origin, maxNameLength)}: ${requestLine(call)}`,
  };
}

const maxNameLength = 100;
