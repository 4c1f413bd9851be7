import type { Overgrant } from "../../audit/overgrant.ts";
import type { Diagnosis } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";
import { originOf } from "../../fetch/origin.ts";
import { cut } from "../../text/visible.ts";
import type { DiagnosedSource, FormatOptions } from "../format.ts";
import { attributesOf, caseOf, failure, resultOf, skipped } from "../junit.ts";
import { redactAllValues } from "../secrets.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";
import { companyOf, overgrantLines, titleOf } from "./text.ts";

/** An audit for test result viewers: a case for each stated call, and one for each thing that is let in besides. */
export function* auditJunit(config: string, whole: AuditReport, options: FormatOptions): Generator<string> {
  const { audit } = options.showSecrets ? whole : auditWithoutSecrets(whole, redactAllValues);
  const source: DiagnosedSource = { source: config, ...audit.stated };
  const cases = [
    ...audit.stated.diagnoses.map((diagnosis) => statedCase(diagnosis, source, options)),
    ...audit.overgrants.filter(({ harmless }) => !harmless).map((overgrant) => overgrantCase(overgrant, options)),
    ...audit.unanswered.map(({ call, error }) => ({ ...nameOf(call), result: skipped(`No answer: ${error}`) })),
  ];
  const count = (element: string) => String(cases.filter(({ result }) => result.startsWith(`<${element} `)).length);
  const attributes = {
    tests: String(cases.length),
    failures: count("failure"),
    errors: "0",
    skipped: count("skipped"),
  };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="CORS audit">\n';
  yield `  <testsuite${attributesOf({ name: config, ...attributes })}>\n`;
  for (const { classname, name, result } of cases) yield caseOf({ classname, name }, result);
  yield "  </testsuite>\n</testsuites>\n";
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly result: string;
}

function statedCase(diagnosis: Diagnosis, source: DiagnosedSource, options: FormatOptions): Case {
  const { method, url } = lastHop(diagnosis.fetch);
  const { classname, name } = nameOf({ method, url, origin: diagnosis.fetch.origin });
  return { classname, name: `${name}${companyOf(diagnosis.fetch)}`, result: resultOf(diagnosis, source, options) };
}

function overgrantCase(overgrant: Overgrant, { columns }: FormatOptions): Case {
  const { urls, kind, origin, name } = overgrant;
  const text = overgrantLines(overgrant, columns, (_, plain) => plain).join("\n");
  return {
    classname: originOf(urls[0] ?? "") || "CORS",
    name: `refuses ${cut(origin, 100)}: ${company[kind](cut(name, 100))}${cut(urls[0] ?? "", 300)}`,
    result: failure(`too-lax-${kind}`, titleOf(overgrant), text),
  };
}

/** What the server is not to let in at a URL: viewers take cases of one name for one case. */
const company: Readonly<Record<Overgrant["kind"], (name: string) => string>> = {
  origin: () => "",
  method: (name) => `${name} `,
  header: (name) => `header ${name} at `,
  credentials: () => "credentials at ",
};

function nameOf({ method, url, origin }: { readonly method: string; readonly url: string; readonly origin: string }) {
  return {
    classname: originOf(url) || "CORS",
    name: `allows ${cut(origin, 100)}: ${cut(method, 40)} ${cut(url, 300)}`,
  };
}
