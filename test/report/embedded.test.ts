import { describe, expect, test } from "vitest";
import {
  checklistOf,
  consoleTextOf,
  curlCommands,
  type Diagnosis,
  diffOf,
  fixesFor,
  isRefused,
  plainDiagnosis,
  type Recording,
  readReport,
  refusalInMarkdown,
  regressionTestsOf,
  type ShownReport,
  wrongFixesFor,
} from "../../src/index.ts";
import { embed } from "../../src/report/embedded.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../src/report/format.ts";
import { api, logOf, page } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { sourceOf } from "./sources.ts";

const captures = [...chromiumCaptures(), ...firefoxCaptures()];

function write(sources: readonly DiagnosedSource[], options: Partial<FormatOptions> = {}): string {
  return [...embed(sources, { ...defaultOptions, ...options })].join("");
}

/** The report that the page reads from what was written. */
function writeAndRead(sources: readonly DiagnosedSource[], options: Partial<FormatOptions> = {}): ShownReport {
  return readReport(JSON.parse(write(sources, options)));
}

/** Everything that the panel's views get from the engine for a fetch. */
function viewsOf(diagnosis: Diagnosis, recording: Recording) {
  const { fetch, ...rest } = plainDiagnosis(diagnosis);
  return {
    ...rest,
    fixes: fixesFor([diagnosis], recording),
    diff: diffOf(diagnosis),
    checks: checklistOf(diagnosis),
    console: consoleTextOf(diagnosis),
    commands: curlCommands(fetch),
    tests: regressionTestsOf(diagnosis),
    wrongFixes: wrongFixesFor(diagnosis),
    markdown: isRefused(diagnosis) && refusalInMarkdown([diagnosis], recording, "nginx-proxy"),
  };
}

function timesOf({ hops }: Diagnosis["fetch"]) {
  return hops.map(({ actual, preflight }) => [actual?.startedAt, preflight?.startedAt, actual?.endedAt]);
}

/** The log with a secret value in every URL, and credentials in every request. */
function withSecrets(log: unknown): unknown {
  return JSON.parse(JSON.stringify(log), (key, value) => {
    if (key === "url" && /^https?:/.test(value)) return `${value}${value.includes("?") ? "&" : "?"}token=S3CRET`;
    if (key === "headers" && Array.isArray(value)) return [...value, { name: "X-Api-Key", value: "S3CRET" }];
    return value;
  });
}

describe("a report that was written and read", () => {
  test("has a summary of all sources, and one of each", () => {
    expect(writeAndRead([sourceOf(logOf({ answer: { status: 200 } }))])).toMatchObject({
      stack: "",
      showsSecrets: false,
      summary: "1 cross-origin request: 1 refused by CORS.",
      sources: [{ source: "app.har", summary: "1 cross-origin request: 1 refused by CORS." }],
    });
  });

  test("shows for each fetch what the panel shows for the recording", () => {
    const originals = captures.map(({ log, name }) => sourceOf(log, name));
    const report = writeAndRead(originals, { showSecrets: true });
    expect(report.sources).toHaveLength(originals.length);
    for (const [index, { source, recording, diagnoses }] of report.sources.entries()) {
      const original = originals[index];
      expect(source).toBe(original?.source);
      expect(
        diagnoses.map((diagnosis) => viewsOf(diagnosis, recording)),
        source,
      ).toEqual(original?.diagnoses.map((diagnosis) => viewsOf(diagnosis, original.recording)));
      expect(diagnoses.map(({ fetch }) => timesOf(fetch))).toEqual(
        original?.diagnoses.map(({ fetch }) => timesOf(fetch)),
      );
    }
  });

  test("has the same fixes without secrets as with them", () => {
    const codesOf = ({ recording, diagnoses }: DiagnosedSource) =>
      diagnoses.map((diagnosis) => fixesFor([diagnosis], recording).map(({ stack, code }) => [stack, code]));
    for (const { log, name } of captures) {
      const source = sourceOf(withSecrets(log), name);
      expect(write([source])).not.toContain("S3CRET");
      expect(writeAndRead([source]).sources.map(codesOf), name).toEqual([codesOf(source)]);
    }
  });

  test("distinguishes URLs by the numbers of their redacted values", () => {
    const calls = ["a", "b", "a"].map((value) => ({ url: `${api}?q=${value}`, answer: { status: 200 } }));
    const [{ diagnoses } = { diagnoses: [] }] = writeAndRead([sourceOf(logOf(...calls))]).sources;
    const urls = ["REDACTED-1", "REDACTED-2", "REDACTED-1"].map((value) => `${api}?q=${value}`);
    expect(diagnoses.map(({ fetch }) => fetch.hops[0]?.url)).toEqual(urls);
    expect(diagnoses.map(({ fetch }) => fetch.hops[0]?.actual?.url)).toEqual(urls);
  });

  test("has no body, and requests to the page's own server only where that server refused another page", () => {
    const answer = { status: 200, body: "B0DY" };
    const own = { url: `${page}/private`, answer, error: null };
    const ownOfServer = { url: `${api}/own`, page: new URL(api).origin, answer, error: null };
    const source = sourceOf(logOf(own, ownOfServer, { answer }, { url: "https://other.example/x", answer }));
    expect(source.diagnoses).toHaveLength(2);
    const written = write([source], { showSecrets: true });
    expect(written).not.toContain("B0DY");
    expect(written).not.toContain("/private");
    expect(written).toContain(`${api}/own`);
  });

  test("keeps unknown times", () => {
    const log = JSON.parse(JSON.stringify(logOf({ answer: { status: 200 } })), (key, value) =>
      key === "startedDateTime" ? "late" : value,
    );
    const [source] = writeAndRead([sourceOf(log)]).sources;
    expect(source?.diagnoses.map(({ fetch }) => timesOf(fetch))).toEqual([[[Number.NaN, undefined, Number.NaN]]]);
  });

  test("has the fetches that the baseline accepts, and the stack that the user chose", () => {
    const source = sourceOf(logOf({ answer: { status: 200 } }, { url: `${api}/2`, answer: { status: 200 } }));
    const accepted = new Set(source.diagnoses.slice(0, 1));
    const report = writeAndRead([{ ...source, accepted }], { stacks: ["caddy", "nginx-proxy"] });
    expect(report).toMatchObject({
      stack: "caddy",
      summary: "2 cross-origin requests: 2 refused by CORS (1 accepted).",
    });
    const [read] = report.sources;
    expect(read?.diagnoses.map((diagnosis) => read.accepted?.has(diagnosis))).toEqual([true, false]);
  });
});
