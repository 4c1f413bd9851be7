import { expect, test } from "vitest";
import { diagnose } from "../../src/index.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { formats } from "../../src/report/index.ts";
import type { JsonReport } from "../../src/report/json-report.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { mixed } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const ofType = (lines: readonly { readonly type: string }[], type: string) =>
  lines.filter((line) => line.type === type).map(({ type, ...item }): Record<string, unknown> => item);

test("has the items of the JSON report, each on a line, then the summary, then the fixes", () => {
  for (const source of chromiumCaptures().map(({ log, name }) => sourceOf(log, name))) {
    const lines = linesOf(writeSources("ndjson", source));
    const { fetches, fixes, summary, problems, granted } = JSON.parse(writeSources("json", source)) as JsonReport;
    expect(ofType(lines, "fetch")).toEqual(fetches.map(({ fixes, ...item }) => item));
    expect(ofType(lines, "summary")).toEqual([{ source: source.source, problems, ...summary, granted }]);
    const namedBy = (n: number) => fetches.filter(({ fixes = [] }) => fixes.includes(n)).map(({ n }) => n);
    expect(ofType(lines, "fix")).toEqual(fixes.map((fix) => ({ ...fix, fetches: namedBy(fix.n) })));
    const order = [...new Set(lines.map(({ type }) => type))];
    expect(["fetch", "summary", "fix"].filter((type) => order.includes(type))).toEqual(order);
  }
});

test("each fix of several sources is one line, with the fetches of all of them", () => {
  const sources = ["first.har", "second.har"].map((source) => ({
    source,
    recording: mixed,
    diagnoses: diagnose(mixed),
  }));
  const lines = linesOf([...formats.ndjson.write(sources, { ...defaultOptions, isList: true })].join(""));
  const ends = lines.flatMap(({ type }, index) => (type === "summary" ? [index] : []));
  expect(lines.slice(0, ends[0]).every(({ source }) => source === "first.har")).toBe(true);
  const fetches = ofType(lines, "fetch");
  expect(fetches.map(({ n }) => n)).toEqual(fetches.map((_, index) => index + 1));
  expect(fetches.filter(({ source }) => source === "second.har")).toHaveLength(fetches.length / 2);
  const fixes = ofType(lines, "fix") as { server: string; stack: string; code: string; fetches: number[] }[];
  expect(new Set(fixes.map(({ server, stack, code }) => [server, stack, code].join())).size).toBe(fixes.length);
  for (const { fetches: numbers } of fixes)
    expect(new Set(numbers.map((n) => fetches[n - 1]?.source))).toEqual(new Set(["first.har", "second.har"]));
});

test("no value of a recording ends a line", () => {
  for (const source of hostileSources()) {
    const text = writeSources("ndjson", source);
    expect(() => linesOf(text)).not.toThrow();
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  }
});
