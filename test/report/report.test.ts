import { describe, expect, test } from "vitest";
import { diagnose, fixesFor, readHar } from "../../src/index.ts";
import { defaultOptions } from "../../src/report/format.ts";
import { type FormatId, formats } from "../../src/report/index.ts";
import { api, type Call, logOf } from "../har.ts";
import { granted, mixed, writeReport } from "./goldens.ts";

const crash: Call = { answer: { status: 500 } };

function write(format: FormatId, { columns = 80, stacks = ["none"], recording = mixed } = {}): string {
  return writeReport(format, recording, { columns, stacks });
}

describe("text", () => {
  test("keeps to the width of a narrow terminal, and of a page on a wide one", () => {
    for (const [columns, most] of [
      [60, 60],
      [300, 100],
    ] as const) {
      const lines = write("text", { columns }).split("\n");
      expect(
        Math.max(...lines.filter((line) => !line.includes("://")).map(({ length }) => length)),
      ).toBeLessThanOrEqual(most);
    }
  });

  test("shows the code of the fix as it is to be pasted, and its warnings", () => {
    const refused = diagnose(mixed)
      .filter(({ outcome }) => outcome === "refused")
      .slice(0, 1);
    const [fix] = fixesFor(refused, mixed).filter(({ stack }) => stack === "express-manual");
    const report = write("text", { stacks: ["express-manual"] });
    expect(fix).toBeDefined();
    expect(report).toContain(`\n  Fix for ${fix?.stackName}: `);
    expect(report.replaceAll("\n      ", "\n")).toContain(fix?.code.trimEnd());
    for (const warning of fix?.warnings ?? []) expect(report.replaceAll("\n  ", " ")).toContain(warning);
  });

  test.each(["text", "markdown"] as const)("%s has one code for what is refused for several causes", (format) => {
    const calls: Call[] = [
      { method: "PUT", headers: { "x-tea": "green" }, preflight: { status: 204, headers: granted } },
      { method: "DELETE", headers: { "x-cup": "1" }, preflight: { status: 204, headers: granted }, url: `${api}/1` },
      { method: "PATCH", preflight: { status: 204 }, url: "https://other.example/x" },
    ];
    const report = write(format, { recording: readHar(logOf(...calls)), stacks: ["express-cors"] });
    expect(report.match(/allowedHeaders: .*/g)).toEqual(["allowedHeaders: ['x-cup', 'x-tea'],", "allowedHeaders: [],"]);
    expect(report.match(/methods: .*/g)).toEqual([
      "methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],",
      "methods: ['GET', 'HEAD', 'POST', 'PATCH'],",
    ]);
    expect(report.match(/The same code as above\./g)).toHaveLength(1);
  });

  test("says how to get the fix for another stack", () => {
    expect(write("text", { stacks: [] })).toMatch(/For another stack: --stack ID, such as [a-z-]+, /);
  });

  test("lists five of many like requests", () => {
    const calls = Array.from({ length: 9 }, (_, index) => ({ ...crash, url: `${api}/${index}` }));
    const report = write("text", { recording: readHar(logOf(...calls)) });
    expect(report.match(/REFUSED/g)).toHaveLength(1);
    expect(report).toContain("and 4 more URLs of the same server\n");
  });

  test("has one line for a recording without cross-origin fetches", () => {
    expect(write("text", { recording: readHar({ entries: [] }) })).toBe("The recording holds no cross-origin fetch.\n");
  });
});

describe("JSON", () => {
  test("never repeats the verdict among the alternatives, and carries every fix", () => {
    const { fetches } = JSON.parse(write("json", { stacks: [] }));
    for (const { outcome, reportedAs, alternatives, fixes } of fetches) {
      expect(alternatives).not.toContain(reportedAs.chrome);
      expect(fixes.length > 0).toBe(outcome === "refused");
      for (const fix of fixes) expect(Object.keys(fix)).toEqual(["stack", "title", "language", "code"]);
    }
  });

  test("is a list for several sources", () => {
    const empty = readHar({ entries: [] });
    const sources = ["a.har", "b.har"].map((source) => ({ source, recording: empty, diagnoses: [] }));
    const report = [...formats.json.write(sources, { ...defaultOptions, isList: true })].join("");
    expect(JSON.parse(report)).toEqual(
      sources.map(({ source }) => ({ version: 1, source, problems: [], fetches: [] })),
    );
  });
});
