import { linkSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { harFiles } from "../har-files.ts";
import { runPiped, runWith } from "../run.ts";

const { folder, refused, allowed } = harFiles();

test("several reports, each in its file, in folders that are created", async () => {
  const [asJson, asText] = [join(folder, "new", "cors.json"), join(folder, "cors=1.txt")];
  const { code, out, errors } = await runPiped(
    "diagnose",
    refused,
    "--report",
    `json=${asJson}`,
    "--report",
    `text=${asText}`,
  );
  expect({ code, errors }).toEqual({ code: 1, errors: [] });
  expect(readFileSync(asJson, "utf8")).toBe((await runPiped("diagnose", refused, "--json")).out);
  expect(readFileSync(asText, "utf8")).toBe(out);
});

test("exit code 2 when a report cannot be written, after the others are", async () => {
  const good = join(folder, "good.json");
  const { code, out, errors } = await runPiped(
    "diagnose",
    allowed,
    "--report",
    `json=${folder}`,
    "--report",
    `json=${good}`,
  );
  expect({ code, errors }).toEqual({
    code: 2,
    errors: [`${folder}: cannot write the json report (this is a folder)`],
  });
  expect(out).toMatch(/none refused/);
  expect(JSON.parse(readFileSync(good, "utf8")).summary).toMatchObject({ refused: 0, allowed: 1 });
});

test.runIf(process.platform === "linux").each([
  ["/dev/null/reports", "its folder is a file"],
  ["/proc/reports", "cannot create the folder /proc/reports"],
])("exit code 2 when the folder of a report cannot be created: %s", async (place, why) => {
  const path = `${place}/cors.json`;
  const { code, errors } = await runPiped("diagnose", allowed, "--report", `json=${path}`);
  expect({ code, errors }).toEqual({ code: 2, errors: [`${path}: cannot write the json report (${why})`] });
});

describe("a report never overwrites what the command reads", () => {
  const text = readFileSync(refused, "utf8");
  const [baseline, config, script] = ["baseline.json", "cors-panel.config.json", "step.js"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const [symbolic, hard] = [join(folder, "symbolic.json"), join(folder, "hard.json")];
  symlinkSync(refused, symbolic);
  linkSync(refused, hard);
  for (const path of [baseline, config, script]) writeFileSync(path, "{}");

  test.each([
    ["a HAR file", ["diagnose", refused], refused, refused],
    ["a HAR file by another spelling", ["diagnose", refused], `${folder}/./refused.har`, refused],
    ["a HAR file by a symbolic link", ["diagnose", refused], symbolic, refused],
    ["a HAR file by a hard link", ["diagnose", allowed, refused], hard, refused],
    ["the baseline", ["diagnose", refused, "--baseline", baseline], baseline, baseline],
    ["a script", ["check", "http://localhost:9/", "--script", script], script, script],
    ["the policy", ["audit", "--config", config], config, config],
  ])("%s", async (_, command, path, input) => {
    const { code, out, errors } = await runPiped(...command, "--report", `json=${path}`);
    expect({ code, out, errors }).toEqual({
      code: 2,
      out: "",
      errors: [`--report json=${path} would overwrite ${input}, which this command reads; name another file`],
    });
    expect(readFileSync(refused, "utf8")).toBe(text);
  });

  test("nor another report", async () => {
    const reports = ["--report", `json=${folder}/x.json`, "--report", `sarif=${folder}/new/../x.json`];
    const { code, errors } = await runPiped("diagnose", refused, ...reports);
    expect({ code, errors }).toEqual({
      code: 2,
      errors: [`two reports cannot use the same file ${folder}/new/../x.json`],
    });
  });
});

test.each([
  ["on a terminal", { columns: 80 }, [], true],
  ["in a pipe", {}, [], false],
  ["in a pipe with FORCE_COLOR", { env: { FORCE_COLOR: "1" } }, [], true],
  ["on a terminal with NO_COLOR", { columns: 80, env: { NO_COLOR: "1" } }, [], false],
  ["on a dumb terminal", { columns: 80, env: { TERM: "dumb" } }, [], false],
  ["with --color always, despite NO_COLOR", { env: { NO_COLOR: "1" } }, ["--color", "always"], true],
  ["with --color never, despite FORCE_COLOR", { columns: 80, env: { FORCE_COLOR: "1" } }, ["--color", "never"], false],
])("color %s", async (_, io, options, colored) => {
  const { out } = await runWith(io, "diagnose", refused, ...options);
  expect(out.includes("\u001b[31mREFUSED")).toBe(colored);
  expect(stripVTControlCharacters(out).replaceAll(/\s+/g, " ")).toBe(
    (await runPiped("diagnose", refused)).out.replaceAll(/\s+/g, " "),
  );
});

test("--stack chooses the fix in both formats", async () => {
  const { out } = await runPiped("diagnose", refused, "--json", "--stack", "caddy");
  expect(new Set(JSON.parse(out).fixes.map(({ stack }: { stack: string }) => stack))).toEqual(new Set(["caddy"]));
  expect((await runPiped("diagnose", refused, "--stack", "caddy")).out).toContain("\n  Fix for Caddy: ");
});

test("--verbose adds the evidence and the curl command to the text, on the terminal and in files", async () => {
  const file = join(folder, "verbose.txt");
  const { out } = await runPiped("diagnose", refused, "--verbose", "--report", `text=${file}`);
  expect(out).toContain("\n    needed   Access-Control-Allow-Origin: ");
  expect(out).toContain("curl -sS");
  expect(readFileSync(file, "utf8")).toBe(out);
  const short = (await runPiped("diagnose", refused)).out;
  expect(short).not.toContain("curl -sS");
  expect(short).toContain("For the evidence and more: --verbose.");
});

test("--stack twice shows both fixes in the text, and --stack page is the calling page's own", async () => {
  const { out } = await runPiped("diagnose", refused, "--stack", "caddy", "--stack", "express-cors");
  expect(out).toContain("\nFIX  Caddy at ");
  expect(out).toContain("\nFIX  Express with cors at ");
  expect(out).not.toContain("another server");
  expect((await runPiped("diagnose", refused, "--stack", "page")).errors).toEqual([]);
});
