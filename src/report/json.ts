import { visibleJson } from "../text/visible.ts";
import { fixScopeOf } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import type { DiagnosedSource, FormatOptions } from "./format.ts";
import { grantsIn, type JsonRun, jsonParts, jsonSummary } from "./json-items.ts";
import type { JsonFix, JsonReport } from "./json-report.ts";
import { redactSecretValues } from "./secrets.ts";

/**
 * One JSON object for one source, an array of objects for several. Each item has a line of its own. URLs keep the values that
 * are no secrets.
 */
export const json = defineFormat(
  {
    id: "json",
    syntax: "json",
    *write(sources, options) {
      const { isList } = options;
      const run: JsonRun = { scope: fixScopeOf(sources), count: 0, fixes: new Map() };
      if (isList) yield "[\n";
      for (const [index, source] of sources.entries()) {
        if (index > 0) yield ",\n";
        yield* writeSource(source, run, options);
      }
      yield isList ? "\n]\n" : "\n";
    },
  },
  redactSecretValues,
);

/** One source as a JSON object, item by item. A fix that several sources need stands with the first of them. */
function* writeSource(source: DiagnosedSource, run: JsonRun, options: FormatOptions): Generator<string> {
  const { problems } = source.recording;
  const head: Omit<JsonReport, "fetches" | "granted" | "fixes"> = {
    version: 2,
    source: source.source,
    problems,
    summary: jsonSummary(source, options),
  };
  yield `${compactJson(head).slice(0, -1)},"fetches":[`;
  const fixes: JsonFix[] = [];
  let separator = "\n";
  for (const part of jsonParts(source, run, options)) {
    if ("fix" in part) fixes.push(part.fix);
    else {
      yield separator + compactJson(part.fetch);
      separator = ",\n";
    }
  }
  yield `],\n"granted":${compactJson(grantsIn(source))},"fixes":[${fixes.map((fix) => `\n${compactJson(fix)}`).join(",")}]}`;
}

/** JSON on one line in which characters that a terminal acts on are escapes. */
export function compactJson(value: object): string {
  return visibleJson(JSON.stringify(value));
}
