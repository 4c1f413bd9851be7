import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { json } from "../../src/report/json.ts";
import type { JsonReport } from "../../src/report/json-report.ts";
import { logOf, page } from "../har.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { mixed, mixedShort, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

const schema = readFileSync(new URL("../../docs/report.schema.json", import.meta.url), "utf8");

/** The schema allows fields that later versions add. Here a field that it does not describe is a mistake. */
const strictSchema = JSON.parse(schema, (_, value) =>
  value?.properties ? { ...value, additionalProperties: false } : value,
);
const validate = new Ajv({ allowUnionTypes: true }).compile(strictSchema);

const captures = chromiumCaptures().map(({ log, name }) => sourceOf(log, name));

function read(text: string): JsonReport {
  return JSON.parse(text);
}

test.each([{}, { verbose: true }, { allFixes: true, verbose: true }])(
  "keeps to the published schema with %j",
  (options) => {
    const few = captures.filter((_, index) => index % 9 === 0);
    const hostile = hostileSources().filter((_, index) => index % 5 === 0);
    for (const sources of [options.verbose ? few : captures, hostile]) {
      const report = JSON.parse([...json.write(sources, { ...defaultOptions, ...options, isList: true })].join(""));
      expect(validate(report) || validate.errors).toBe(true);
      expect(report).toHaveLength(sources.length);
    }
    expect(validate(JSON.parse(writeReport("json", mixedShort, options))) || validate.errors).toBe(true);
  },
);

test("the schema rejects other values, missing fields and additional fields", () => {
  const report = JSON.parse(writeReport("json", mixedShort));
  const [fetch] = report.fetches;
  for (const changed of [{ outcome: "broken" }, { entry: -1 }, { url: undefined }, { extra: 1 }, { count: 1 }]) {
    expect(validate({ ...report, fetches: [{ ...fetch, ...changed }] })).toBe(false);
  }
});

test("has equal requests as one item, with their count and the other URLs", () => {
  const { summary, fetches } = read(writeReport("json", mixed));
  expect(summary).toEqual({ refused: 5, failed: 1, unknown: 1, allowed: 1, blocked: 6, accepted: 0 });
  const crash = fetches.find(({ url }) => url.endsWith("/7"));
  expect(crash).toMatchObject({
    outcome: "refused",
    count: 3,
    alsoTo: [{ url: expect.stringMatching(/\/8$/) }],
  });
  expect(fetches.map(({ n }) => n)).toEqual(fetches.map((_, index) => index + 1));
});

test("says what the server has to send as a whole, and what of it is missing", () => {
  for (const { fetches } of captures.map((source) => read(writeSources("json", source)))) {
    for (const { cause, got = "", want = "", missing = [] } of fetches) {
      if (cause !== "header-not-allowed" && cause !== "method-not-allowed") continue;
      const wanted = want.split(", ");
      const has = got.split(/[ ,]+/).filter((value) => value !== "" && value !== "*");
      expect(wanted).toEqual([...has, ...missing]);
      expect(missing.length).toBeGreaterThan(0);
    }
  }
});

test("names each fix once, for the likeliest stack unless others are asked for", () => {
  const { fetches, fixes } = read(writeReport("json", mixed));
  const refused = fetches.filter(({ outcome }) => outcome === "refused");
  expect(refused.every((fetch) => (fetch.fixes ?? []).every((n) => fixes.some((fix) => fix.n === n)))).toBe(true);
  expect(new Set(fixes.map(({ server, code }) => server + code)).size).toBe(fixes.length);
  const stacksOf = (report: JsonReport) => new Set(report.fixes.map(({ stack }) => stack));
  expect(stacksOf(read(writeReport("json", mixedShort))).size).toBe(1);
  const two = stacksOf(read(writeReport("json", mixedShort, { stacks: ["caddy", "nginx-proxy"] })));
  expect([...two].sort()).toEqual(["caddy", "nginx-proxy"]);
  expect(stacksOf(read(writeReport("json", mixedShort, { allFixes: true }))).size).toBeGreaterThan(30);
});

test("has evidence, commands and every allowed request with all details only", () => {
  const [short, verbose] = [false, true].map((verbose) => read(writeReport("json", mixedShort, { verbose })));
  expect(short?.fetches.filter(({ outcome }) => outcome === "allowed")).toEqual([]);
  expect(verbose?.fetches.filter(({ outcome }) => outcome === "allowed")).toHaveLength(1);
  for (const field of ["findings", "curlCommands", "wrongFixes", "explain"] as const) {
    expect(short?.fetches[0]).not.toHaveProperty(field);
    expect(verbose?.fetches[0]).toHaveProperty(field);
  }
});

test("a baseline's refusals are items too, and are counted", () => {
  const { summary, fetches } = read(writeReport("json", mixedShort, {}, [0]));
  expect(summary).toMatchObject({ refused: 3, accepted: 1 });
  expect(fetches.filter(({ accepted }) => accepted)).toHaveLength(1);
});

test("says once for each server what it grants", () => {
  const { granted, fetches } = read(writeReport("json", mixed));
  expect(granted).toEqual({ "http://localhost:4000": { origins: ["*", page] } });
  expect(fetches.filter(({ outcome }) => outcome === "refused").length).toBeGreaterThan(1);
});

test("does not ask a server to allow a response header that the page sends", () => {
  const headers = { "Access-Control-Allow-Origin": "*", "X-Tea": "green" };
  const preflight = { status: 204, headers: { "Access-Control-Allow-Origin": page } };
  const recording = readHar(logOf({ headers, preflight }));
  const source = { source: "a.har", recording, diagnoses: diagnose(recording) };
  const [fetch] = read(writeSources("json", source)).fetches;
  expect(fetch).toMatchObject({ reason: "response-header-sent-as-request-header", missing: ["x-tea"], want: "x-tea" });
  const alone = readHar(logOf({ headers: { "Access-Control-Allow-Origin": "*" }, preflight }));
  const finding = diagnose(alone)[0]?.findings.find(({ cause }) => cause === "header-not-allowed");
  expect(finding).toMatchObject({
    want: null,
    explain: expect.stringMatching(/^Delete `access-control-allow-origin`/),
  });
});

test("is a list for several sources, whose numbers go on", () => {
  const empty = { source: "a.har", recording: readHar({ entries: [] }), diagnoses: [] };
  const summary = { refused: 0, failed: 0, unknown: 0, allowed: 0, blocked: 0, accepted: 0 };
  const write = (...sources: (typeof empty)[]) =>
    JSON.parse([...json.write(sources, { ...defaultOptions, isList: true })].join(""));
  expect(write(empty)).toEqual([
    { version: 2, source: "a.har", problems: [], summary, fetches: [], granted: {}, fixes: [] },
  ]);
  const [first, second] = captures.filter(({ diagnoses }) => diagnoses.some(({ isBlocked }) => isBlocked));
  const reports: JsonReport[] = JSON.parse(
    [...json.write(first && second ? [first, second] : [], { ...defaultOptions, isList: true })].join(""),
  );
  const numbers = reports.flatMap(({ fetches }) => fetches.map(({ n }) => n));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(reports).toHaveLength(2);
});
