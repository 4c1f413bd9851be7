import { expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { logOf, page } from "../har.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { mixed, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

const captures = chromiumCaptures().map(({ log, name }) => sourceOf(log, name));

/** The lines of each refusal in a report. */
function refusalsIn(report: string): string[][] {
  const blocks: string[][] = [];
  for (const line of report.trimEnd().split("\n")) {
    if (/^REFUSED \d+ {2}/.test(line)) blocks.push([line]);
    else if (/^(?:UNKNOWN|FAILED|NOTE|SOURCE|----) /.test(line)) blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.filter(({ length }) => length > 0);
}

test("has at most 20 lines for each refusal of any recording, and one with the totals", () => {
  for (const source of [...captures, ...hostileSources()]) {
    const report = writeSources("brief", source);
    for (const lines of refusalsIn(report)) expect(lines.length, lines.join("\n")).toBeLessThanOrEqual(20);
    expect(report.match(/^---- /gm)?.length).toBe(1);
    expect(report.trimEnd().split("\n").at(-1)).toMatch(/^---- /);
  }
  const all = writeSources("brief", ...captures);
  expect(refusalsIn(all).length).toBeGreaterThan(100);
  expect(all.match(/^---- /gm)?.length).toBe(1);
});

test("never says that a server needs to allow `null`", () => {
  const report = writeSources("brief", ...captures);
  expect(report).toContain("redirect-made-origin-null");
  expect(report).not.toMatch(/Allow-Origin: null$/m);
});

test("has no character that a terminal acts on, and no command of a CI system", () => {
  for (const source of [...captures, ...hostileSources()]) {
    const report = writeSources("brief", source);
    expect(report).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(report).not.toMatch(/^\s*::|##\w*\[/m);
    expect(report).toBe(writeSources("brief", source));
  }
});

test("says nothing twice: a fix for several refusals stands with the first, and each wrong fix once", () => {
  const report = writeReport("brief", mixed);
  const fixes = report.match(/^fix .*$/gm) ?? [];
  expect(new Set(fixes.filter((line) => !line.includes("the same as"))).size).toBeLessThanOrEqual(fixes.length);
  expect(fixes.filter((line) => line.includes("the same as for REFUSED 1")).length).toBeGreaterThan(0);
  const wrong = (report.match(/^don't .*$/gm) ?? []).flatMap((line) => line.slice(11).split(" | "));
  expect(new Set(wrong).size).toBe(wrong.length);
});

test("says that a masked value in the command that verifies a fix has to be replaced", () => {
  const recording = readHar(logOf({ url: "https://api.example/a?token=abcdef", answer: { status: 200 } }));
  const source = { source: "a.har", recording, diagnoses: diagnose(recording) };
  expect(writeSources("brief", source)).toMatch(/^verify .*REDACTED.* {2}# replace REDACTED first; exit 0 = fixed$/m);
  expect(writeReport("text", recording, { verbose: true })).toContain("Replace `REDACTED` with your own value first.");
});

test("says once what two refused preflights grant", () => {
  const headers = {
    "Access-Control-Allow-Origin": page,
    "Access-Control-Allow-Methods": "GET, PUT",
    "Access-Control-Allow-Headers": "content-type",
  };
  const preflight = { status: 204, headers };
  const recording = readHar(logOf({ headers: { "X-Tea": "1" }, preflight }, { method: "DELETE", preflight }));
  const report = writeSources("brief", { source: "a.har", recording, diagnoses: diagnose(recording) });
  expect(report.match(/^granted .*$/gm)).toEqual([
    expect.stringContaining("Allow-Methods: GET, PUT"),
    expect.stringMatching(/^granted +the same as for REFUSED 1$/),
  ]);
});

test("has the code for the first of several stacks and names the others; in a verbose report, the whole code for each", () => {
  const stacks = ["express-cors", "nginx-proxy", "caddy"];
  const [short, verbose] = [false, true].map((verbose) => writeReport("brief", mixed, { stacks, verbose })) as [
    string,
    string,
  ];
  const fixesOf = (report: string) =>
    [...report.matchAll(/^fix +([\w-]+)(?: \(.*?\))?: (?!the same)/gm)].map(([, stack]) => stack);
  expect(fixesOf(short).slice(0, 1)).toEqual(fixesOf(verbose).slice(0, 1));
  expect(new Set(fixesOf(short)).size).toBe(1);
  expect(new Set(fixesOf(verbose))).toEqual(new Set(stacks));
  const options = /the code for .* with (?:--stack [\w-]+ ){3}--verbose\)$/m;
  expect(short).toMatch(options);
  expect(verbose).not.toMatch(/more lines|the code for/);
});

test("counts equal requests in one refusal", () => {
  expect(writeReport("brief", mixed)).toMatch(/^REFUSED 2 {2}GET \S+\/7 .* seen 3x$/m);
});
