import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import { causes } from "../../src/index.ts";
import { api, type Call, logOf, page } from "../har.ts";
import { githubProblems } from "./github-sarif.ts";
import { mixedShort, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

const ajv = new AjvDraft04({ strict: false });
addFormats(ajv as never);
const schema = readFileSync(new URL("./schemas/sarif-2.1.0.json", import.meta.url), "utf8");
const validate = ajv.compile(JSON.parse(schema));

function resultsOf(text: string) {
  const log: Log = JSON.parse(text);
  expect(validate(log) || validate.errors).toBe(true);
  expect(githubProblems(text)).toEqual([]);
  return log.runs[0]?.results ?? [];
}

test("has a rule for each cause, and a result with location and fingerprint for each new refusal", () => {
  const text = writeReport("sarif", mixedShort, {}, [0]);
  const rules = (JSON.parse(text) as Log).runs[0]?.tool.driver.rules ?? [];
  expect(rules.map(({ id }) => id)).toEqual([...causes.map(({ id }) => id), "unexplained-refusal"]);
  const results = resultsOf(text);
  expect(results).toMatchObject([
    {
      ruleId: "missing-allow-origin",
      occurrenceCount: 2,
      message: {
        text: expect.stringMatching(/^HTTP 500, and its error page has no CORS headers\. The request is 'GET /),
      },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "app.har" }, region: { startLine: 1 } },
          logicalLocations: [{ fullyQualifiedName: "log.entries[2]" }],
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/),
        "refusal/v2": `["${page}","GET","${api}/:id","actual","missing-allow-origin",[]]`,
      },
    },
    { ruleId: "unexplained-refusal" },
  ]);
  for (const { ruleId, ruleIndex = -1 } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
});

test("leaves accepted refusals out, because GitHub opens alerts for suppressed results, unless they are asked for", () => {
  const log: Log = JSON.parse(writeReport("sarif", mixedShort, { listAccepted: true }, [0]));
  expect(validate(log) || validate.errors).toBe(true);
  expect(log.runs[0]?.results?.filter(({ suppressions }) => suppressions)).toMatchObject([
    { ruleId: "method-not-allowed", suppressions: [{ kind: "external", status: "accepted" }] },
  ]);
});

test("no rule names a browser's error twice", () => {
  const [run] = (JSON.parse(writeReport("sarif", mixedShort)) as Log).runs;
  for (const { help } of run?.tool.driver.rules ?? []) {
    const names = [...(help?.text.matchAll(/'(\w+)'/g) ?? [])].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)]);
  }
});

test("the fingerprints are the same in every run, whatever the ids and the order, and differ for each refusal", () => {
  const fingerprints = (...calls: readonly Call[]) =>
    resultsOf(writeSources("sarif", sourceOf(logOf(...calls))))
      .map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash)
      .sort();
  const crash = (path: string) => ({ url: `${api}/${path}`, answer: { status: 500 } });
  const first = fingerprints(crash("7"), crash("cups"), crash("tea/1"));
  expect(fingerprints(crash("tea/2"), crash("8"), crash("9"), crash("cups?page=2"))).toEqual(first);
  expect(new Set(first).size).toBe(3);
  expect(fingerprints(crash("plates"))).not.toEqual(fingerprints(crash("cups")));
});

describe("what GitHub accepts", () => {
  test("any recording, any file name", () => {
    const empty = sourceOf({ entries: [] }, "C:\\Users\\me\\a b.har");
    const results = resultsOf(writeSources("sarif", ...hostileSources(), empty));
    expect(results.length).toBeGreaterThan(50);
  });

  test.each(["-", "https://app.example/?a", "/tmp/a.har", "C:\\a.har", "../a.har", "./a b/ä.har", "file:///a.har"])(
    "the source %s",
    (source) => {
      const [result] = resultsOf(writeSources("sarif", sourceOf(logOf({ answer: { status: 500 } }), source)));
      const { uri = "" } = result?.locations?.[0]?.physicalLocation?.artifactLocation ?? {};
      expect(uri).toBe(source === "./a b/ä.har" ? "a%20b/%C3%A4.har" : "package.json");
    },
  );

  test("6,000 different refusals: the first 5,000, and a notification", () => {
    const calls = Array.from({ length: 6000 }, (_, index) => ({
      url: `${api}/${"abcdefghij".at(index % 10)}${"klmnopqrst".at((index / 10) % 10)}${"uvwxyzabcd".at((index / 100) % 10)}${"efghijklmn".at(index / 1000)}`,
      answer: { status: 500 },
    }));
    const text = writeSources("sarif", sourceOf(logOf(...calls)));
    expect(resultsOf(text)).toHaveLength(5000);
    const [invocation] = (JSON.parse(text) as Log).runs[0]?.invocations ?? [];
    expect(invocation?.toolExecutionNotifications?.[0]?.message.text).toMatch(/^1000 more refused requests/);
    expect(gzipSync(text).length).toBeLessThan(10 * 1024 * 1024);
  });

  test("the check finds what GitHub rejects", () => {
    const log = JSON.parse(writeReport("sarif", mixedShort));
    const change = (edit: (copy: typeof log) => void) => {
      const copy = structuredClone(log);
      edit(copy);
      return githubProblems(JSON.stringify(copy));
    };
    const location = (copy: typeof log) => copy.runs[0].results[0].locations[0].physicalLocation;
    expect(change(() => {})).toEqual([]);
    expect(change((copy) => (location(copy).artifactLocation.uri = "http://localhost:3000/"))).toHaveLength(1);
    expect(change((copy) => (location(copy).artifactLocation.uri = "/src/a.js"))).toHaveLength(1);
    expect(change((copy) => (location(copy).artifactLocation.uri = "../a.js"))).toHaveLength(1);
    expect(change((copy) => (location(copy).region = {}))).toHaveLength(4);
    expect(change((copy) => (copy.runs[0].results[0].locations = []))).toHaveLength(1);
    expect(change((copy) => (copy.runs[0].results[0].partialFingerprints = {}))).toHaveLength(1);
    expect(change((copy) => (copy.runs[0].results[0].message.text = ""))).toHaveLength(1);
    expect(change((copy) => (copy.runs[0].results[0].suppressions = [{ kind: "external" }]))).toHaveLength(1);
    expect(change((copy) => (copy.runs[0].tool.driver.rules[0].help.text = ""))).toHaveLength(1);
    expect(change((copy) => (copy.runs[0].tool.driver.rules[0].properties.tags = Array(21).fill("a")))).toHaveLength(1);
    expect(change((copy) => (copy.runs = Array(21).fill(copy.runs[0])))).toHaveLength(1);
  });
});
