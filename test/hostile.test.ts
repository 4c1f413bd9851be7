import { parse } from "acorn";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftFromDiagnoses } from "../src/audit/init/from-recording.ts";
import { writePolicy } from "../src/audit/init/write-policy.ts";
import {
  type Diagnosis,
  diagnose,
  isRefused,
  type Recording,
  readHar,
  refusalAsPrompt,
  refusalInMarkdown,
} from "../src/index.ts";
import { toolResult } from "../src/node/mcp/reply.ts";
import { runReport } from "../src/node/mcp/run-report.ts";
import { createRuns } from "../src/node/mcp/runs.ts";
import { defaultOptions } from "../src/report/format.ts";
import { formats } from "../src/report/index.ts";
import { applyChange, type Json } from "./change-json.ts";
import { chromiumCaptures } from "./scenarios/captures.ts";

/** Every report with all details by its format, the short text report, and the other texts that are written of a recording. */
function reportsOn(har: unknown): Readonly<Record<string, string>> {
  let recording: Recording;
  try {
    recording = readHar(har);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(/^log\.entries is /);
    return {};
  }
  const diagnoses = diagnose(recording);
  const sources = [{ source: "a.har", recording, diagnoses }];
  const options = { ...defaultOptions, columns: 100, stacks: ["nginx-proxy"] };
  const verbose = Object.values(formats).map(({ id, write }) => [
    id,
    [...write(sources, { ...options, verbose: true })].join(""),
  ]);
  const shortText = [...formats.text.write(sources, options)].join("");
  return { ...Object.fromEntries(verbose), shortText, ...otherTexts(diagnoses, recording) };
}

/** What the panel copies, what an agent gets, and the policy file of `audit --init`. */
function otherTexts(diagnoses: readonly Diagnosis[], recording: Recording): Readonly<Record<string, string>> {
  const refused = diagnoses.filter(isRefused).slice(0, 3);
  const run = createRuns().add([{ source: "a.har", recording, diagnoses }]);
  const ofRefused = refused.length > 0 && {
    prompt: refusalAsPrompt(refused, recording, "express"),
    copied: refusalInMarkdown(refused, recording, "express"),
  };
  const answers = { source: "a.har", base: undefined, origins: [] };
  return {
    ...ofRefused,
    mcp: toolResult({ text: runReport(run) })
      .content.map((part) => ("text" in part ? part.text : ""))
      .join(),
    policy: writePolicy(draftFromDiagnoses(diagnoses), answers),
  };
}

/** Characters that a terminal acts on or that change how text looks, except the line feeds and tabs of code. */
const unsafe = /[^\P{Cc}\n\t]|[\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

const logs = chromiumCaptures().map(({ log }) => log as Json);

const unsafeText = fc.constantFrom(
  "\u001b[2J",
  "\u001b]0;title\u0007",
  "\u009b31m",
  "\r",
  "\n",
  "\u0000",
  "\u007f",
  "\u202e",
  "\u2066",
  "\u200b",
  "\u2028",
  "\ufeff",
  "\ud800",
  "💥",
);

/** JSON values, and objects in place of text. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  unsafeText,
  fc.constantFrom<unknown>({ toString: 1 }, { name: null }, [], "", -1, 1e308, "http://[", "javascript:", null),
);

describe("a file with hostile content", () => {
  test("any JSON is read and reported, or rejected as no HAR log", () => {
    const fields = (...names: string[]) =>
      fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });
    const headers = fc.oneof(anything, fc.array(fc.oneof(anything, fields("name", "value")), { maxLength: 4 }));
    const request = fc.tuple(fields("method", "httpVersion", "headersSize", "postData"), headers, anything);
    const response = fc.tuple(fields("status", "redirectURL", "content", "_error"), headers);
    const entry = fc
      .tuple(request, response, fields("_initiator", "_resourceType", "startedDateTime", "time", "pageref"))
      .map(([[request, sent, url], [response, got], rest]) => ({
        ...rest,
        request: { ...request, headers: sent, url },
        response: { ...response, headers: got },
      }));
    const log = fc.record({ entries: fc.oneof(anything, fc.array(fc.oneof(entry, anything))) });
    const har = fc.oneof(
      fc.jsonValue(),
      log,
      fc.tuple(log, fields("creator", "pages")).map(([a, b]) => ({ log: { ...b, ...a } })),
    );
    fc.assert(
      fc.property(har, (value) => {
        for (const report of Object.values(reportsOn(value))) expect(report).not.toMatch(unsafe);
      }),
      { numRuns: 1000 },
    );
  });

  test("damaged recordings are read and reported", () => {
    const change = fc.record({
      steps: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 7 }),
      value: anything,
      kind: fc.constantFrom("replace", "delete", "repeat"),
    });
    fc.assert(
      fc.property(fc.constantFrom(...logs), fc.array(change, { minLength: 1, maxLength: 8 }), (log, changes) => {
        const copy = structuredClone(log);
        for (const change of changes) applyChange(copy, change);
        for (const report of Object.values(reportsOn(copy))) expect(report).not.toMatch(unsafe);
      }),
      { numRuns: 400 },
    );
  });

  test("unsafe characters are printed as escapes, and JSON keeps its values", () => {
    fc.assert(
      fc.property(fc.constantFrom(...logs), unsafeText, fc.nat(30), (log, hostile, place) => {
        const spoiled = withText(log, hostile, place);
        const { text, json } = reportsOn(spoiled);
        expect(text).not.toMatch(unsafe);
        expect(json).not.toMatch(unsafe);
        const { fetches } = JSON.parse(json ?? "");
        const urls = new Set(
          Object.values(spoiled.entries ?? {}).map(({ request }) => String(request?.url).split("#")[0]),
        );
        for (const { url } of fetches) expect(urls).toContain(url);
      }),
      { numRuns: 500 },
    );
  });

  test("the policy of a recording is a list of values, whatever the recording holds", () => {
    const breaking = fc.constantFrom(
      '"',
      "'",
      "`",
      "\\",
      "*/",
      "\n//",
      "${process.exit()}",
      "\u2028",
      '"],evil:()=>{},x:["',
      "</script>",
    );
    fc.assert(
      fc.property(fc.constantFrom(...logs), breaking, fc.nat(30), (log, hostile, place) => {
        const recording = readHar(withText(log, hostile, place));
        const { policy = "" } = otherTexts(diagnose(recording), recording);
        const { body } = parse(policy, { ecmaVersion: "latest", sourceType: "module" });
        expect(body.map(({ type }) => type)).toEqual(["ExportDefaultDeclaration"]);
        expect(typesIn(body)).not.toContain("CallExpression");
        expect(typesIn(body).filter((type) => /Function|Template|New|Import|Member/.test(type))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("a header of a megabyte is read, and shortened in the text report", () => {
    const log = chromiumCaptures().find(({ name }) => name === "simple-mismatch-other")?.log;
    const spoiled = JSON.parse(
      JSON.stringify(log).replace(/("access-control-allow-origin","value":")/gi, `$1${"x".repeat(1_000_000)}`),
    );
    const { text, json } = reportsOn(spoiled);
    expect(text?.length).toBeLessThan(20_000);
    expect(text).toMatch(/…\s+\(1000\d{3}\scharacters\)/);
    expect(json?.length).toBeGreaterThan(1_000_000);
  });
});

/** The log with this text inserted into every name, value, method and URL. */
function withText(log: Json, hostile: string, place: number): Json {
  const inserted = (text: string) => text.slice(0, place) + hostile + text.slice(place);
  return JSON.parse(JSON.stringify(log), (key, value) =>
    typeof value === "string" && /^(name|value|method|url|redirectURL)$/.test(key) ? inserted(value) : value,
  );
}

/** The types of all nodes of a syntax tree. */
function typesIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "type" in node && typeof node.type === "string" ? [node.type] : [];
  return [...own, ...Object.values(node).flatMap(typesIn)];
}
