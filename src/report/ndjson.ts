import { fixScopeOf } from "./chosen-fixes.ts";
import { defineStreamedFormat } from "./define-format.ts";
import type { DiagnosedSource } from "./format.ts";
import { compactJson } from "./json.ts";
import { type JsonItem, toJsonFetch } from "./json-fetch.ts";
import { fixesForItems, grantsIn, jsonItems, jsonSummary } from "./json-items.ts";
import { redactSecretValues } from "./secrets.ts";

/**
 * One JSON object a line. As soon as a source is judged: a `fetch` for equal fetches, and a `summary` after the last one of the
 * source. At the end of the report, each `fix` with the numbers of its fetches, because one fix covers what all sources need.
 */
export const ndjson = defineStreamedFormat(
  {
    id: "ndjson",
    syntax: "json",
    start(options) {
      const sources: DiagnosedSource[] = [];
      const items: JsonItem[] = [];
      return {
        *add(source) {
          sources.push(source);
          const name = options.isList ? { source: source.source } : {};
          for (const item of jsonItems(source, items.length, options)) {
            items.push(item);
            yield line({ type: "fetch", ...name, ...toJsonFetch(item, [], options.verbose) });
          }
          const { problems } = source.recording;
          const granted = grantsIn(source);
          yield line({ type: "summary", source: source.source, problems, ...jsonSummary(source, options), granted });
        },
        *end() {
          for (const fix of fixesForItems(items, fixScopeOf(sources), options)) yield line({ type: "fix", ...fix });
        },
      };
    },
  },
  redactSecretValues,
);

function line(value: object): string {
  return `${compactJson(value)}\n`;
}
