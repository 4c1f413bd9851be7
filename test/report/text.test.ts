import { describe, expect, test } from "vitest";
import {
  answeredByText,
  type Diagnosis,
  diagnose,
  fixesFor,
  isRefused,
  type Recording,
  readHar,
  wrongFixesFor,
} from "../../src/index.ts";
import { chosenFixes, fixScopeOf, likeliestFixes } from "../../src/report/chosen-fixes.ts";
import { refusalText } from "../../src/report/fetch-text.ts";
import { type DiagnosedSource, defaultOptions } from "../../src/report/format.ts";
import { groupsOf } from "../../src/report/groups.ts";
import {
  curlCommandOf,
  differingCorsErrorOf,
  explanationsOf,
  failedCheckOf,
  failureOf,
  headlineOf,
  missingOf,
  otherFindings,
} from "../../src/report/sentences.ts";
import { summaryOf } from "../../src/report/summary.ts";
import { sentencesOf, shorten, wrapFirst } from "../../src/report/text-layout.ts";
import { api, type Call, logOf } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { granted, mixed, writeReport } from "./goldens.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

const captures = [...chromiumCaptures(), ...firefoxCaptures()].map(({ name, log }) => ({ name, ...sourceOf(log) }));
const withRefusals = captures.filter(({ diagnoses }) => diagnoses.some(isRefused));

describe.each(withRefusals)("the text on $name", ({ recording, diagnoses }) => {
  const short = writeReport("text", recording, { columns: 80 });

  test("has at most 13 lines for each refusal", () => {
    const blocks = refusalsIn(short);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(block.split("\n").length, block).toBeLessThanOrEqual(13);
  });

  test("has no line of prose with more than 80 columns", () => {
    const code = new Set(diagnoses.filter(isRefused).flatMap((refused) => codeLinesFor([refused], recording)));
    const prose = short.split("\n").filter((line) => !code.has(line.trim()));
    expect(Math.max(...prose.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test("has every fact with --verbose", () => {
    const options = { columns: 80, verbose: true, showSecrets: true };
    const verbose = oneLine(writeReport("text", recording, options));
    const source = { source: "app.har", recording, diagnoses };
    const facts = [...refusalFacts(source), ...otherFacts(source)].filter((fact) => fact !== "");
    for (const fact of facts) expect(verbose).toContain(oneLine(fact));
  });
});

/** The blocks of the refusals: each ends before the next line that is not indented. */
function refusalsIn(report: string): string[] {
  return [...report.matchAll(/^REFUSED.*(?:\n(?:[ \t].*)?(?!\n*\S))*/gm)].map(([block]) => block.trimEnd());
}

/** The lines of every code that the text may hold for these refusals, also where it covers all others. */
function codeLinesFor(chosen: readonly Diagnosis[], recording: Recording): string[] {
  const refused = diagnose(recording).filter(isRefused);
  return fixesFor(chosen, recording, refused).flatMap(({ code }) => code.split("\n").map((line) => line.trim()));
}

/** What is known of the refusals: of each group that the report has, what is true for all of its fetches. */
function refusalFacts(source: DiagnosedSource): string[] {
  const { recording, diagnoses } = source;
  const scope = fixScopeOf([{ source: "", recording, diagnoses }]);
  return groupsOf(source).refused.flatMap((group) => {
    const [diagnosis] = group;
    const { verdict, reasons, alternatives } = diagnosis;
    const findings = [...(verdict ? [verdict] : []), ...otherFindings(diagnosis).map(({ finding }) => finding)];
    const fixes = likeliestFixes(chosenFixes(group, scope, defaultOptions));
    return [
      headlineOf(diagnosis),
      differingCorsErrorOf(diagnosis),
      answeredByText(diagnosis),
      curlCommandOf(diagnosis),
      ...explanationsOf(diagnosis).slice(1),
      ...(reasons[0] ? [reasons[0].evidence, reasons[0].explain] : []),
      ...(verdict ? [verdict.title, verdict.explain, failedCheckOf(verdict)] : []),
      ...findings.flatMap(({ title, subject, got, want }) => [
        title,
        `received ${subject}: ${got ?? "(absent)"}`,
        want === null ? "" : `needed ${subject}: ${want}`,
      ]),
      ...alternatives.filter((name) => findings.every(({ reportedAs }) => reportedAs.chrome !== name)).slice(0, 4),
      ...fixes.flatMap(({ title, code, warnings }) => [title, code, ...warnings]),
      ...wrongFixesFor(diagnosis).map(({ fix, because }) => `${fix}? ${because}`),
    ];
  });
}

/** What is known of the fetches that CORS did not refuse. */
function otherFacts(source: DiagnosedSource): string[] {
  const { failed, unknown, notes } = groupsOf(source);
  return [
    ...failed.flatMap(([diagnosis]) => failureOf(diagnosis)),
    ...unknown.flatMap(([diagnosis]) => [...missingOf(diagnosis), curlCommandOf(diagnosis)]),
    ...notes.map(([{ title, evidence, explain }]) => `${title}: ${evidence}. ${explain}`),
    summaryOf(source),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

test("cuts the first word after a label, because the label alone says nothing", () => {
  const url = `https://api.example/${"a".repeat(58)}`;
  expect(wrapFirst(`Evidence: ${url} redirects to https://login.example/.`, 80, "  ", 1)).toEqual([
    `  Evidence: ${url.slice(0, 67)}…`,
  ]);
});

test("keeps to the width of a narrow terminal, and to 80 columns on a wide one", () => {
  for (const [columns, maxWidth] of [
    [60, 60],
    [300, 80],
  ] as const) {
    for (const verbose of [false, true]) {
      const lines = writeReport("text", mixed, { columns, stacks: ["none"], verbose }).split("\n");
      const widths = lines.filter((line) => !line.includes("://")).map(({ length }) => length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(maxWidth);
    }
  }
});

test("no refusal of a hostile recording is longer than 13 lines, and no line of one wider than 80 columns", () => {
  for (const source of hostileSources()) {
    const code = new Set(codeLinesFor(source.diagnoses.filter(isRefused), source.recording));
    for (const block of refusalsIn(writeSources("text", source))) {
      const lines = block.split("\n");
      expect(lines.length, block).toBeLessThanOrEqual(13);
      // A command of a CI system that is broken up takes three columns more.
      for (const line of lines.filter((line) => !code.has(line.trim())))
        expect(line.replaceAll("#\\x23", "##").length, line).toBeLessThanOrEqual(80);
    }
  }
});

test("shows the code of the fix as users paste it, and its warnings", () => {
  const refused = diagnose(mixed).filter(isRefused);
  const [fix] = fixesFor(refused.slice(0, 1), mixed, refused).filter(({ stack }) => stack === "express-manual");
  const report = writeReport("text", mixed, { columns: 80, stacks: ["express-manual"] });
  expect(fix).toBeDefined();
  expect(report).toContain(`\n  Fix for ${fix?.stackName}: `);
  expect(report.replaceAll("\n      ", "\n")).toContain(fix?.code.trimEnd());
  const verbose = oneLine(writeReport("text", mixed, { columns: 80, stacks: ["express-manual"], verbose: true }));
  for (const warning of fix?.warnings ?? []) expect(verbose).toContain(warning);
});

test("has a code that fits into the refusal once, with its warnings", () => {
  const recording = readHar(logOf({ page: "file:///home/me/index.html", answer: { status: 200, headers: granted } }));
  const [fix] = fixesFor(diagnose(recording), recording);
  const report = writeReport("text", recording);
  expect(report.match(/npx serve \./g)).toHaveLength(1);
  expect(fix?.warnings).toHaveLength(2);
  for (const warning of fix?.warnings ?? []) expect(oneLine(report)).toContain(warning);
  expect(report).not.toContain("FIX  ");
});

test("the text of one refusal has its code too", () => {
  const source = sourceOf(logOf({ method: "PUT", preflight: { status: 401 } }));
  const [diagnosis] = source.diagnoses;
  if (!diagnosis) throw new Error("no fetch was read");
  const options = { ...defaultOptions, stacks: ["nginx-proxy"] };
  const refusal = refusalText(diagnosis, source, fixScopeOf([source]), options);
  expect(refusal).toMatch(/^REFUSED {2}PUT /);
  expect(refusal).toContain("\nFIX  nginx in front of an application at http://localhost:4000\n");
  expect(refusal).not.toContain("curl -sS");
  expect(refusalText(diagnosis, source, fixScopeOf([source]), { ...options, verbose: true })).toContain("curl -sS");
});

test("the first sentences of a text end where the lines end, and a quotation is never divided", () => {
  expect(sentencesOf("Add `a. B` to it. Then reload. `x` stays.")).toEqual([
    "Add `a. B` to it.",
    "Then reload.",
    "`x` stays.",
  ]);
  expect(wrapFirst("One two. Three four. Five.", 12, "", 2)).toEqual(["One two.", "Three four."]);
  expect(wrapFirst("One two three four five.", 10, "", 2)).toEqual(["One two", "three …"]);
  expect(shorten("see `https://api.example/`", 16)).toBe("see `https://a…`");
});

test.each(["text", "markdown"] as const)("%s has one code for fetches refused for several causes", (format) => {
  const calls: Call[] = [
    { method: "PUT", headers: { "x-tea": "green" }, preflight: { status: 204, headers: granted } },
    { method: "DELETE", headers: { "x-cup": "1" }, preflight: { status: 204, headers: granted }, url: `${api}/1` },
    { method: "PATCH", preflight: { status: 204 }, url: "https://other.example/x" },
  ];
  const written = writeReport(format, readHar(logOf(...calls)), { columns: 80, stacks: ["express-cors"] });
  // The lines that change stand with the first refusal too, each with a plus.
  const report = written.replace(/^ {4}\+ .*$/gm, "");
  expect(report.match(/allowedHeaders: .*/g)).toEqual([
    "allowedHeaders: ['x-cup', 'x-tea'], // keep the other entries",
  ]);
  expect(report.match(/methods: .*/g)).toEqual([
    "methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'], // keep the other entries",
  ]);
  expect(report.match(/ origin: .*/g)).toHaveLength(1);
  expect(report.match(/the same code as above/gi)).toHaveLength(1);
});

test("says how to get the fix for another stack", () => {
  expect(writeReport("text", mixed, { columns: 80 })).toContain("\nFor another server's code: --stack ID. ");
  expect(writeReport("text", mixed, { columns: 80, verbose: true })).toMatch(
    /For your server's code: --stack ID, such as [a-z-]+,\s/,
  );
});

test("has one refusal for nine similar requests, and lists five of them with --verbose", () => {
  const calls = Array.from({ length: 9 }, (_, index) => ({ answer: { status: 500 }, url: `${api}/${index}` }));
  const [short, verbose] = [false, true].map((verbose) =>
    writeReport("text", readHar(logOf(...calls)), { columns: 80, stacks: ["none"], verbose }),
  );
  expect(short?.match(/REFUSED/g)).toHaveLength(1);
  expect(short).toContain("and 8 more URLs of the server, from http://localhost:3000\n");
  expect(verbose).toContain("and 4 more URLs of the same server\n");
});

test("has one line for a recording without cross-origin fetches", () => {
  expect(writeReport("text", readHar({ entries: [] }))).toBe("The recording contains no cross-origin requests.\n");
});

test("no value of a recording is a command of GitHub Actions", () => {
  for (const line of writeSources("text", ...hostileSources()).split("\n")) {
    expect(line).not.toMatch(/^\s*::|##\[/);
  }
});
