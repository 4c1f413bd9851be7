import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FormatId, formats } from "../../src/report/index.ts";
import { withoutLogCommands } from "../../src/text/log-commands.ts";
import { hostileSources, writeSources } from "./sources.ts";

/** What the GitHub runner, Azure Pipelines and TeamCity find anywhere in a line. */
const anywhere = /##\w*\[.*/g;
/** What the GitHub runner finds at the start of a line. */
const lineStart = /^[^\S\n]*::.*/gm;

describe.each(Object.keys(formats) as FormatId[])("the %s report", (format) => {
  const report = writeSources(format, ...hostileSources());

  test("holds no command of a CI system, whatever a server sends", () => {
    expect(report).toContain("add-mask");
    expect(report.match(anywhere)).toBeNull();
    const own = format === "github" ? /^::(error|warning|notice) title=[^:,]+::/ : /^(?!)/;
    expect((report.match(lineStart) ?? []).filter((line) => !own.test(line))).toEqual([]);
  });
});

test("JSON and SARIF keep the values", () => {
  const [source] = hostileSources().filter(({ diagnoses }) => diagnoses.some(({ verdict }) => verdict?.got));
  const value = '##[a] ##vso[b] ##teamcity[c] "##[d]';
  const text = withoutLogCommands(JSON.stringify({ value }), "json");
  expect(text).not.toMatch(anywhere);
  expect(JSON.parse(text)).toEqual({ value });
  expect(JSON.parse(writeSources("json", source as never)).fetches).not.toHaveLength(0);
});

test.each([
  ["text", "##[a]\n  ::b::c", "#\\x23[a]\n  \\x3a:b::c"],
  ["annotations", "::error::##[a]\n", "::error::#\\x23[a]\n"],
  ["xml", '<a b="##vso[c]">\n::d</a>', '<a b="#&#35;vso[c]">\n&#58;:d</a>'],
] as const)("%s", (syntax, text, expected) => expect(withoutLogCommands(text, syntax)).toBe(expected));

test("ordinary text with hashes and colons stays", () => {
  const text = readFileSync(new URL("../../docs/causes.md", import.meta.url), "utf8");
  expect(withoutLogCommands(`${text}\na::b ## [c]`, "text")).toBe(`${text}\na::b ## [c]`);
});
