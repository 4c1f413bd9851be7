import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { expect, test } from "vitest";
import { readHar } from "../../src/index.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { json } from "../../src/report/json.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { mixed, mixedShort, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf } from "./sources.ts";

const schema = readFileSync(new URL("../../docs/report.schema.json", import.meta.url), "utf8");

/** The schema allows fields that later versions add. Here a field that it does not describe is a mistake. */
const strictSchema = JSON.parse(schema, (_, value) =>
  value?.properties ? { ...value, additionalProperties: false } : value,
);
const validate = new Ajv({ allowUnionTypes: true }).compile(strictSchema);

test("keeps to the published schema for any recording, and has every field", () => {
  const captures = chromiumCaptures().map(({ log, name }) => sourceOf(log, name));
  for (const sources of [captures, hostileSources()]) {
    const report = JSON.parse([...json.write(sources, { ...defaultOptions, isList: true })].join(""));
    expect(validate(report) || validate.errors).toBe(true);
    expect(report).toHaveLength(sources.length);
  }
  expect(validate(JSON.parse(writeReport("json", mixedShort))) || validate.errors).toBe(true);
});

test("the schema rejects other values, missing fields and additional fields", () => {
  const report = JSON.parse(writeReport("json", mixedShort));
  const [fetch] = report.fetches;
  for (const changed of [{ outcome: "broken" }, { entry: -1 }, { cause: undefined }, { extra: 1 }]) {
    expect(validate({ ...report, fetches: [{ ...fetch, ...changed }] })).toBe(false);
  }
});

const fixFields = ["stack", "certainty", "form", "title", "language", "code", "typescript", "changed", "warnings"];

test("never repeats the verdict among the alternatives, and has fixes for every refused fetch", () => {
  const { fetches } = JSON.parse(writeReport("json", mixed));
  for (const { outcome, reportedAs, alternatives, fixes } of fetches) {
    expect(alternatives).not.toContain(reportedAs.chrome);
    // An allowed fetch has one where the page cannot read a header of the response.
    if (outcome !== "allowed") expect(fixes.length > 0).toBe(outcome === "refused");
    for (const fix of fixes) {
      expect(Object.keys(fix)).toEqual(fixFields);
    }
  }
});

test("is a list for several sources", () => {
  const recording = readHar({ entries: [] });
  const sources = ["a.har", "b.har"].map((source) => ({ source, recording, diagnoses: [] }));
  const report = [...json.write(sources, { ...defaultOptions, isList: true })].join("");
  expect(JSON.parse(report)).toEqual(sources.map(({ source }) => ({ version: 1, source, problems: [], fetches: [] })));
});
