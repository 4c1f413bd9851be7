import { expect, test } from "vitest";
import { diagnose, fixesFor, isRefused, readHar } from "../../src/index.ts";
import { api, type Call, logOf } from "../har.ts";
import { granted, mixed, writeReport } from "./goldens.ts";
import { hostileSources, writeSources } from "./sources.ts";

test("keeps to the width of a narrow terminal, and to 100 columns on a wide one", () => {
  for (const [columns, maxWidth] of [
    [60, 60],
    [300, 100],
  ] as const) {
    const lines = writeReport("text", mixed, { columns, stacks: ["none"] }).split("\n");
    const widths = lines.filter((line) => !line.includes("://")).map(({ length }) => length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(maxWidth);
  }
});

test("shows the code of the fix as users paste it, and its warnings", () => {
  const refused = diagnose(mixed).filter(isRefused);
  const [fix] = fixesFor(refused.slice(0, 1), mixed, refused).filter(({ stack }) => stack === "express-manual");
  const report = writeReport("text", mixed, { columns: 80, stacks: ["express-manual"] });
  expect(fix).toBeDefined();
  expect(report).toContain(`\n  Fix for ${fix?.stackName}: `);
  expect(report.replaceAll("\n      ", "\n")).toContain(fix?.code.trimEnd());
  for (const warning of fix?.warnings ?? []) expect(report.replaceAll("\n  ", " ")).toContain(warning);
});

test.each(["text", "markdown"] as const)("%s has one code for fetches refused for several causes", (format) => {
  const calls: Call[] = [
    { method: "PUT", headers: { "x-tea": "green" }, preflight: { status: 204, headers: granted } },
    { method: "DELETE", headers: { "x-cup": "1" }, preflight: { status: 204, headers: granted }, url: `${api}/1` },
    { method: "PATCH", preflight: { status: 204 }, url: "https://other.example/x" },
  ];
  const report = writeReport(format, readHar(logOf(...calls)), { columns: 80, stacks: ["express-cors"] });
  expect(report.match(/allowedHeaders: .*/g)).toEqual([
    "allowedHeaders: ['x-cup', 'x-tea'], // keep the other entries",
  ]);
  expect(report.match(/methods: .*/g)).toEqual([
    "methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'], // keep the other entries",
  ]);
  expect(report.match(/ origin: .*/g)).toHaveLength(1);
  expect(report.match(/The same code as above\./g)).toHaveLength(1);
});

test("says how to get the fix for another stack", () => {
  expect(writeReport("text", mixed, { columns: 80 })).toMatch(/For another stack: --stack ID, such as [a-z-]+, /);
});

test("lists five of nine similar requests, and counts the others", () => {
  const calls = Array.from({ length: 9 }, (_, index) => ({ answer: { status: 500 }, url: `${api}/${index}` }));
  const report = writeReport("text", readHar(logOf(...calls)), { columns: 80, stacks: ["none"] });
  expect(report.match(/REFUSED/g)).toHaveLength(1);
  expect(report).toContain("and 4 more URLs of the same server\n");
});

test("has one line for a recording without cross-origin fetches", () => {
  expect(writeReport("text", readHar({ entries: [] }))).toBe("The recording holds no cross-origin fetch.\n");
});

test("no value of a recording is a command of GitHub Actions", () => {
  for (const line of writeSources("text", ...hostileSources()).split("\n")) {
    expect(line).not.toMatch(/^\s*::|##\[/);
  }
});
