import { readFileSync } from "node:fs";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log } from "sarif";
import { expect, test } from "vitest";
import { causes } from "../../src/index.ts";
import { api, page } from "../har.ts";
import { mixedShort, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

const ajv = new AjvDraft04({ strict: false });
addFormats(ajv as never);
const schema = readFileSync(new URL("./schemas/sarif-2.1.0.json", import.meta.url), "utf8");
const validate = ajv.compile(JSON.parse(schema));

test("has a rule for each cause, and a result with location and fingerprint for each group of blocked fetches", () => {
  const log: Log = JSON.parse(writeReport("sarif", mixedShort, {}, [0]));
  expect(validate(log) || validate.errors).toBe(true);
  const [run] = log.runs;
  const rules = run?.tool.driver.rules ?? [];
  expect(rules.map(({ id }) => id)).toEqual([...causes.map(({ id }) => id), "unexplained-refusal"]);
  expect(run?.results).toMatchObject([
    {
      ruleId: "missing-allow-origin",
      occurrenceCount: 2,
      message: { text: expect.stringContaining("HTTP 500, and its error page has no CORS headers") },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "app.har" } },
          logicalLocations: [{ fullyQualifiedName: "log.entries[2]" }],
        },
      ],
      partialFingerprints: {
        "refusal/v1": `["${page}","GET","${api}/:id","actual","missing-allow-origin",[]]`,
      },
    },
    { ruleId: "method-not-allowed", suppressions: [{ kind: "external" }] },
    { ruleId: "unexplained-refusal" },
  ]);
  for (const { ruleId, ruleIndex = -1 } of run?.results ?? []) expect(rules[ruleIndex]?.id).toBe(ruleId);
});

test("keeps to the schema for any recording and any file name", () => {
  const empty = sourceOf({ entries: [] }, "C:\\Users\\me\\a b.har");
  const log: Log = JSON.parse(writeSources("sarif", ...hostileSources(), empty));
  expect(validate(log) || validate.errors).toBe(true);
  expect(log.runs[0]?.results?.length).toBeGreaterThan(50);
  expect(validate({ ...log, runs: [{ ...log.runs[0], results: [{ level: "error" }] }] })).toBe(false);
});
