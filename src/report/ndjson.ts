import { fixScopeOf } from "./chosen-fixes.ts";
import { defineFormat } from "./define-format.ts";
import { compactJson } from "./json.ts";
import { type JsonRun, jsonParts, jsonSummary } from "./json-items.ts";
import { redactSecretValues } from "./secrets.ts";

/**
 * One JSON object a line, each as soon as it is known: `fetch` for equal fetches, `fix` before the first fetch that names it,
 * and `summary` after the last one of a source.
 */
export const ndjson = defineFormat(
  {
    id: "ndjson",
    syntax: "json",
    *write(sources, options) {
      const run: JsonRun = { scope: fixScopeOf(sources), count: 0, fixes: new Map() };
      for (const source of sources) {
        const name = options.isList ? { source: source.source } : {};
        for (const part of jsonParts(source, run, options)) {
          const line = "fix" in part ? { type: "fix", ...part.fix } : { type: "fetch", ...name, ...part.fetch };
          yield `${compactJson(line)}\n`;
        }
        const { problems } = source.recording;
        yield `${compactJson({ type: "summary", source: source.source, problems, ...jsonSummary(source) })}\n`;
      }
    },
  },
  redactSecretValues,
);
