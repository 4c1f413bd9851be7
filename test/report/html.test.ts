import fc from "fast-check";
import { expect, test } from "vitest";
import { type Exchange, readReport } from "../../src/index.ts";
import { callFrames } from "../../src/recording/call-frames.ts";
import { type DiagnosedSource, defaultOptions, type FormatOptions } from "../../src/report/format.ts";
import { html, reportPlaceholder } from "../../src/report/html.ts";
import { visible } from "../../src/text/visible.ts";
import { api, logOf, page } from "../har.ts";
import { sourceOf } from "./sources.ts";

// `$&` and `$1` would be replaced if the report were put into the page with `String.replace`.
const reportPage = `<!doctype html><title>$& $1</title>${reportPlaceholder}<p>the end</p>`;
const [before = "", after = ""] = reportPage.split(reportPlaceholder);
const openingTag = '<script type="application/json" id="report">';

function write(sources: readonly DiagnosedSource[], options: Partial<FormatOptions> = {}): string {
  return [...html.write(sources, { ...defaultOptions, reportPage, ...options })].join("");
}

/** The text of the script element that holds the report. */
function dataIn(written: string): string {
  const [start, end] = [`${before}${openingTag}`, `</script>${after}`];
  expect(written.startsWith(start)).toBe(true);
  expect(written.endsWith(end)).toBe(true);
  return written.slice(start.length, -end.length);
}

test("is the page with the report in place of the placeholder", () => {
  const report = readReport(JSON.parse(dataIn(write([sourceOf(logOf({ answer: { status: 200 } }))]))));
  expect(report.summary).toBe("1 cross-origin request: 1 refused by CORS.");
});

test("is written in pieces whose length does not grow with the recording", () => {
  const calls = Array.from({ length: 200 }, (_, index) => ({ url: `${api}/${index}`, answer: { status: 500 } }));
  const pieces = [...html.write([sourceOf(logOf(...calls))], { ...defaultOptions, reportPage })];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(10_000);
});

/** Texts that end or change a script element, a comment, a JSON string or a replacement pattern. */
const breakingText = fc.constantFrom(
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
const hostileText = fc
  .array(fc.oneof(breakingText, fc.string({ unit: "binary" })), { maxLength: 4 })
  .map((all) => all.join(""));

interface HostileValues {
  readonly url: string;
  readonly method: string;
  readonly headerName: string;
  readonly headerValue: string;
  readonly suffix: string;
}

const hostileValues: fc.Arbitrary<HostileValues> = fc.record({
  url: hostileText,
  method: hostileText,
  headerName: hostileText,
  headerValue: hostileText,
  suffix: hostileText,
});

/** A source with two fetches in which URLs, methods and headers hold the values. */
function hostileSource({ url, method, headerName, headerValue, suffix }: HostileValues): DiagnosedSource {
  const log = logOf({ answer: { status: 500 } }, { method: "PUT", preflight: { status: 204 } });
  const added = [
    { name: `x-${headerName}`, value: headerValue },
    { name: "Server", value: `nginx ${headerValue}` },
  ];
  const copy = JSON.parse(JSON.stringify(log), (key, value) => {
    if (key === "url") return `${value}/${url}`;
    if (key === "method" && value !== "OPTIONS") return `${value}${method}`;
    if (key === "headers") return [...value, ...added];
    return key === "value" && value !== "OPTIONS" && value !== page ? `${value}${suffix}` : value;
  });
  return sourceOf(copy, `${url}${suffix}.har`);
}

test("no value of a recording ends the script element, and the page reads all values unchanged", () => {
  fc.assert(
    fc.property(hostileValues, fc.boolean(), (values, showSecrets) => {
      const original = hostileSource(values);
      const data = dataIn(write([original], { showSecrets }));
      expect(data).not.toMatch(/[<\p{Cc}\p{Cs}\u2028\u2029\u202e]/u);
      const [source] = readReport(JSON.parse(data)).sources;
      if (!showSecrets) return;
      expect(source?.source).toBe(visible(original.source));
      const shownHops = ({ diagnoses }: DiagnosedSource) =>
        diagnoses.map(({ fetch }) =>
          fetch.hops.map((hop) => ({ ...hop, actual: withoutBody(hop.actual), preflight: withoutBody(hop.preflight) })),
        );
      expect(source && shownHops(source)).toEqual(shownHops(original));
    }),
  );
});

/** Without what no view shows; the stack as its functions. */
function withoutBody(exchange: Exchange | null) {
  if (!exchange) return null;
  const stack = callFrames(exchange.initiator);
  return {
    ...exchange,
    corsError: exchange.corsError,
    responseText: null,
    initiator: { ...exchange.initiator, stack },
  };
}
