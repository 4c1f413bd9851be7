import { type Diagnosis, isRefused, isUnknown, type RecognizedNote } from "../diagnosis.ts";
import { type Hop, lastHop } from "../exchange.ts";
import { applicationCurl, curlCommands } from "../explain/curl-commands.ts";
import { wrongFixesFor } from "../explain/wrong-fixes.ts";
import type { Fix } from "../fixes/fix.ts";
import { serverToChange } from "../servers/answered-by.ts";
import { visibleJson } from "../text/visible.ts";
import { chosenExposeFixes, chosenFixes, type FixScope, fixScopeOf } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import { type DiagnosedSource, type FormatOptions, notesIn } from "./format.ts";
import type { JsonFetch, JsonHop, JsonReport } from "./json-report.ts";
import { redactSecretValues } from "./secrets.ts";

/** One JSON object for one source, an array of objects for several. URLs keep the values that are no secrets. */
export const json = defineFormat(
  {
    id: "json",
    syntax: "json",
    *write(sources, options) {
      const { isList } = options;
      if (isList) yield "[\n";
      const scope = fixScopeOf(sources);
      for (const [index, source] of sources.entries()) {
        if (index > 0) yield ",\n";
        yield* writeSource(source, scope, options);
      }
      yield isList ? "\n]\n" : "\n";
    },
  },
  redactSecretValues,
);

/** One source as a JSON object, fetch by fetch. */
function* writeSource(shown: DiagnosedSource, scope: FixScope, options: FormatOptions): Generator<string> {
  const { source, recording, diagnoses } = shown;
  const notes = notesIn(shown);
  const head: Omit<JsonReport, "fetches"> = { version: 1, source, problems: recording.problems };
  yield `${indentedJson(head).slice(0, -"\n}".length)},\n  "fetches": [`;
  for (const [index, diagnosis] of diagnoses.entries()) {
    const fixes = isRefused(diagnosis)
      ? chosenFixes([diagnosis], scope, options)
      : notes.has(diagnosis)
        ? chosenExposeFixes(diagnosis, scope, options)
        : [];
    const fetch = indentedJson(toJsonFetch(diagnosis, fixes, notes.get(diagnosis))).replaceAll("\n", "\n    ");
    yield `${index > 0 ? "," : ""}\n    ${fetch}`;
  }
  yield diagnoses.length > 0 ? "\n  ]\n}" : "]\n}";
}

/** Indented JSON in which characters that a terminal acts on are escapes. */
export function indentedJson(value: object): string {
  return visibleJson(JSON.stringify(value, null, 2));
}

export function toJsonFetch(
  diagnosis: Diagnosis,
  fixes: readonly Fix[],
  notes: readonly RecognizedNote[] = [],
): JsonFetch {
  const { fetch, verdict, lookAlike } = diagnosis;
  const { url, method, entry, preflightEntry } = toJsonHop(lastHop(fetch));
  const reportedAs = verdict?.reportedAs ?? { chrome: null, firefox: null };
  return {
    url,
    method,
    origin: fetch.origin,
    entry,
    preflightEntry,
    earlierHops: fetch.hops.slice(0, -1).map(toJsonHop),
    outcome: diagnosis.outcome,
    isBlocked: diagnosis.isBlocked,
    cause: verdict?.cause ?? null,
    certainty: verdict?.certainty ?? null,
    answeredBy: diagnosis.answeredBy.map(({ stacks, setting, ...server }) => server),
    serverToChange: serverToChange(diagnosis)?.server.id ?? null,
    reason: diagnosis.reasons[0]?.id ?? null,
    reportedAs: { chrome: reportedAs.chrome, firefox: reportedAs.firefox },
    alternatives: diagnosis.alternatives.filter((name) => name !== reportedAs.chrome),
    differingCorsError: diagnosis.differingCorsError,
    credentials: diagnosis.credentials,
    preflightReason: diagnosis.preflightReason,
    findings: diagnosis.findings.map(({ cause, step, certainty, subject, got, want, names, explain }) => ({
      cause,
      step,
      certainty,
      subject,
      got,
      want,
      names,
      explain,
    })),
    fixes: fixes.map(({ stack, certainty, form, title, language, code, typescript = null, changed, warnings }) => ({
      stack,
      certainty,
      form,
      title,
      language,
      code,
      typescript,
      changed,
      warnings,
    })),
    curlCommands: isRefused(diagnosis) || isUnknown(diagnosis) ? curlCommands(fetch) : [],
    applicationCurl: isRefused(diagnosis) ? applicationCurl(diagnosis) : null,
    wrongFixes: wrongFixesFor(diagnosis).map(({ id, fix, because }) => ({ id, fix, because })),
    lookAlike: lookAlike && { id: lookAlike.id, title: lookAlike.title, explain: lookAlike.explain },
    cannotTell: diagnosis.cannotTell,
    notes: notes.map(({ id, title, evidence, explain }) => ({ id, title, evidence, explain })),
  };
}

function toJsonHop({ url, method, actual, preflight }: Hop): JsonHop {
  return { url, method, entry: actual?.index ?? null, preflightEntry: preflight?.index ?? null };
}
