import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checklistOf,
  consoleTextOf,
  curlCommands,
  type Diagnosis,
  diagnose,
  diffOf,
  fixesFor,
  readHar,
  readReport,
  refusalInMarkdown,
  regressionTestsOf,
  type ShownReport,
  wrongFixesFor,
} from "../../src/index.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../src/report/format.ts";
import { html, reportPlaceholder } from "../../src/report/html.ts";
import { visible } from "../../src/text/visible.ts";
import { api, logOf, page } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";

const reportPage = `<!doctype html><title>$& $1</title>${reportPlaceholder}<p>the end</p>`;
const [before = "", after = ""] = reportPage.split(reportPlaceholder);
const open = '<script type="application/json" id="report">';

function judge(har: unknown, source = "app.har"): DiagnosedSource {
  const recording = readHar(har);
  return { source, recording, diagnoses: diagnose(recording) };
}

function write(sources: readonly DiagnosedSource[], options: Partial<FormatOptions> = {}): string {
  return [...html.write(sources, { ...defaultOptions, reportPage, ...options })].join("");
}

/** The text of the script element that holds the report. */
function dataOf(written: string): string {
  const [start, end] = [`${before}${open}`, `</script>${after}`];
  expect(written.startsWith(start)).toBe(true);
  expect(written.endsWith(end)).toBe(true);
  return written.slice(start.length, -end.length);
}

function shown(sources: readonly DiagnosedSource[], options: Partial<FormatOptions> = {}): ShownReport {
  return readReport(JSON.parse(dataOf(write(sources, options))));
}

/** Everything that the panel's views take from the engine for a fetch. */
function seen(diagnosis: Diagnosis, recording: DiagnosedSource["recording"]) {
  const { fetch, notes, preflightReason, ...said } = diagnosis;
  const others = {
    fixes: fixesFor([diagnosis], recording),
    diff: diffOf(diagnosis),
    checks: checklistOf(diagnosis),
    console: consoleTextOf(diagnosis),
    commands: curlCommands(fetch),
    tests: regressionTestsOf(diagnosis),
    whyNot: wrongFixesFor(diagnosis),
    markdown: diagnosis.outcome === "refused" && refusalInMarkdown([diagnosis], recording, "nginx-proxy"),
  };
  return { ...said, notes, preflightReason, ...others };
}

const logs = [...chromiumCaptures(), ...firefoxCaptures()];
const captures = logs.map(({ log, name }) => judge(log, name));

/** The log with a value in every URL, and credentials in every request. */
function withSecrets(log: unknown): unknown {
  return JSON.parse(JSON.stringify(log), (key, value) => {
    if (key === "url" && /^https?:/.test(value)) return `${value}${value.includes("?") ? "&" : "?"}token=S3CRET`;
    if (key === "headers" && Array.isArray(value)) return [...value, { name: "X-Api-Key", value: "S3CRET" }];
    return value;
  });
}

describe("the page of a report", () => {
  test("is the reportPage with the report in its place", () => {
    expect(shown([judge(logOf({ answer: { status: 200 } }))])).toMatchObject({
      stack: "",
      showsSecrets: false,
      summary: "1 cross-origin fetch: 1 refused by CORS.",
      sources: [{ source: "app.har", summary: "1 cross-origin fetch: 1 refused by CORS." }],
    });
  });

  test("shows of each fetch what the panel shows of the recording", () => {
    const report = shown(captures, { showSecrets: true });
    expect(report.sources).toHaveLength(captures.length);
    for (const [index, { source, recording, diagnoses }] of report.sources.entries()) {
      const original = captures[index];
      expect(source).toBe(original?.source);
      expect(
        diagnoses.map((one) => seen(one, recording)),
        source,
      ).toEqual(original?.diagnoses.map((one) => seen(one, original.recording)));
      expect(diagnoses.map(({ fetch }) => startsOf(fetch))).toEqual(
        original?.diagnoses.map(({ fetch }) => startsOf(fetch)),
      );
    }
  });

  test("has the same fixes without secrets as with them, and tells URLs apart by numbers", () => {
    const codes = ({ recording, diagnoses }: DiagnosedSource) =>
      diagnoses.map((one) => fixesFor([one], recording).map(({ stack, code }) => [stack, code]));
    for (const { log, name } of logs) {
      const judged = judge(withSecrets(log), name);
      expect(write([judged])).not.toContain("S3CRET");
      expect(shown([judged]).sources.map(codes), name).toEqual([codes(judged)]);
    }
    const urls = ["a", "b", "a"].map((value) => ({ url: `${api}?q=${value}`, answer: { status: 200 } }));
    const [{ diagnoses } = { diagnoses: [] }] = shown([judge(logOf(...urls))]).sources;
    expect(diagnoses.map(({ fetch }) => fetch.hops[0]?.url)).toEqual(
      ["REDACTED-1", "REDACTED-2", "REDACTED-1"].map((value) => `${api}?q=${value}`),
    );
    expect(diagnoses.map(({ fetch }) => fetch.hops[0]?.actual?.url)).toEqual(
      diagnoses.map(({ fetch }) => fetch.hops[0]?.url),
    );
  });

  test("holds no body, and of what a page asks of its own server only what shows how that one answers others", () => {
    const answer = { status: 200, body: "B0DY" };
    const own = { url: `${page}/private`, answer, error: null };
    const ofServer = { url: `${api}/own`, page: new URL(api).origin, answer, error: null };
    const judged = judge(logOf(own, ofServer, { answer }, { url: "https://other.example/x", answer }));
    expect(judged.diagnoses).toHaveLength(2);
    const written = write([judged], { showSecrets: true });
    expect(written).not.toContain("B0DY");
    expect(written).not.toContain("/private");
    expect(written).toContain(`${api}/own`);
  });

  test("has times that are not known", () => {
    const log = JSON.parse(JSON.stringify(logOf({ answer: { status: 200 } })), (key, value) =>
      key === "startedDateTime" ? "late" : value,
    );
    const [source] = shown([judge(log)]).sources;
    expect(source?.diagnoses.map(({ fetch }) => startsOf(fetch))).toEqual([[[Number.NaN, undefined, Number.NaN]]]);
  });

  test("knows which refusals are known, and the stack that was asked for", () => {
    const judged = judge(logOf({ answer: { status: 200 } }, { url: `${api}/2`, answer: { status: 200 } }));
    const accepted = new Set(judged.diagnoses.slice(0, 1));
    const report = shown([{ ...judged, accepted }], { stacks: ["caddy", "nginx-proxy"] });
    expect(report).toMatchObject({ stack: "caddy", summary: "2 cross-origin fetches: 2 refused by CORS (1 known)." });
    const [source] = report.sources;
    expect(source?.diagnoses.map((one) => source.accepted?.has(one))).toEqual([true, false]);
  });

  test("is written in pieces, none of which grows with the recording", () => {
    const calls = Array.from({ length: 200 }, (_, index) => ({ url: `${api}/${index}`, answer: { status: 500 } }));
    const pieces = [...html.write([judge(logOf(...calls))], { ...defaultOptions, reportPage })];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(10_000);
  });
});

describe("no value of a recording", () => {
  const breaking = fc.constantFrom(
    "</script><script>alert(1)</script>",
    "</ScRiPt ",
    "<!--<script>",
    "-->",
    "]]>",
    "\u2028",
    "\u2029",
    "\u0000",
    "\ud800",
    "\u202e",
    '"',
    "\\",
    "\\u003c/script>",
    "$&",
    "$`",
    "&lt;",
    reportPlaceholder,
    "javascript:alert(1)",
  );
  const hostile = fc
    .array(fc.oneof(breaking, fc.string({ unit: "binary" })), { maxLength: 4 })
    .map((all) => all.join(""));

  test("ends the element that holds it, and all come out as they were", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, hostile, fc.boolean(), (a, b, c, d, e, showSecrets) => {
        const log = logOf({ answer: { status: 500 } }, { method: "PUT", preflight: { status: 204 } });
        const spoilt = JSON.parse(JSON.stringify(log), (key, value) => {
          if (key === "url") return `${value}/${a}`;
          if (key === "method" && value !== "OPTIONS") return `${value}${b}`;
          if (key === "headers")
            return [...value, { name: `x-${c}`, value: d }, { name: "Server", value: `nginx ${d}` }];
          if (key === "name" || value === page) return value;
          return key === "value" && value !== "OPTIONS" && value !== page ? `${value}${e}` : value;
        });
        const judged = judge(spoilt, `${a}${e}.har`);
        const written = write([judged], { showSecrets });
        const data = dataOf(written);
        expect(data).not.toMatch(/[<\p{Cc}\p{Cs}\u2028\u2029\u202e]/u);
        const [source] = readReport(JSON.parse(data)).sources;
        if (!showSecrets) return;
        expect(source?.source).toBe(visible(`${a}${e}.har`));
        expect(source?.diagnoses.map(({ fetch }) => fetch.hops)).toEqual(
          judged.diagnoses.map(({ fetch }) =>
            fetch.hops.map((hop) => ({ ...hop, actual: bare(hop.actual), preflight: bare(hop.preflight) })),
          ),
        );
      }),
    );
  });
});

function bare(exchange: Diagnosis["fetch"]["pageExchange"]) {
  return exchange && { ...exchange, responseText: null, initiator: { ...exchange.initiator, callSite: "" } };
}

function startsOf({ hops }: Diagnosis["fetch"]) {
  return hops.map(({ actual, preflight }) => [actual?.startedAt, preflight?.startedAt, actual?.endedAt]);
}
