import { expect, test } from "vitest";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { mixed, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("has the items of the JSON report, each on a line, and the summary last", () => {
  for (const source of chromiumCaptures().map(({ log, name }) => sourceOf(log, name))) {
    const lines = linesOf(writeSources("ndjson", source));
    const { fetches, fixes, summary, problems } = JSON.parse(writeSources("json", source));
    const ofType = (type: string) => lines.filter((line) => line.type === type).map(({ type, ...item }) => item);
    expect(ofType("fetch")).toEqual(fetches);
    expect(ofType("fix")).toEqual(fixes);
    expect(lines.at(-1)).toEqual({ type: "summary", source: source.source, problems, ...summary });
    expect(ofType("summary")).toHaveLength(1);
  }
});

test("has each fix before the fetches that name it", () => {
  const known = new Set<number>();
  for (const line of linesOf(writeReport("ndjson", mixed))) {
    if (line.type === "fix") known.add(line.n);
    for (const n of line.fixes ?? []) expect(known).toContain(n);
  }
  expect(known.size).toBeGreaterThan(0);
});

test("no value of a recording ends a line", () => {
  for (const source of hostileSources()) {
    const text = writeSources("ndjson", source);
    expect(() => linesOf(text)).not.toThrow();
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  }
});
