import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kinds } from "./kinds.ts";
import { createNew } from "./new.ts";

const root = join(import.meta.dirname, "../..");
/** Folders of `test/` that are large, and to which nothing is written. */
const linked = ["scenarios", "prove", "browser", "playground"];
const ids = (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => ({ kind, id: `brand-new-${kind}` }));
let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "cors-panel-new-"));
  for (const name of ["biome.json", "package.json", "vitest.config.ts", "README.md", "src"]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  for (const name of ["_locales", "docs", "extension", "manifest.json", "node_modules"]) {
    symlinkSync(join(root, name), join(copy, name));
  }
  for (const name of readdirSync(join(root, "test"))) {
    if (linked.includes(name)) continue;
    cpSync(join(root, "test", name), join(copy, "test", name), { recursive: true });
  }
  for (const name of linked) symlinkSync(join(root, "test", name), join(copy, "test", name));
  const { compilerOptions } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
  const folders = ["causes", "reasons", "lookalikes", "notes", "servers", "servers/cases", "stacks", "docs"].map(
    (name) => `test/${name}/*.ts`,
  );
  const tsconfig = { compilerOptions, include: ["src/**/*.ts", ...folders] };
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify(tsconfig));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("npm run new", () => {
  test.each(ids)("writes a $kind, its entry in the list and its test, and says what is left to do", ({ kind, id }) => {
    const { output, exitCode } = createNew(copy, [kind, id]);
    expect(exitCode).toBe(0);
    const [file = ""] = /src\/\S+\.ts/.exec(output) ?? [];
    expect(readFileSync(join(copy, file), "utf8")).toContain(`id: "${id}"`);
    expect(output).toContain("its test, which fails until you fill it in");
    expect(output).toContain("npm run docs; npm test.");
    expect(createNew(copy, [kind, id])).toMatchObject({ exitCode: 2, output: expect.stringMatching(/^".*exists/) });
  });

  test("writes what compiles and is formatted", () => {
    const compiled = run("typescript/bin/tsc", "--project", ".");
    expect(compiled.status, compiled.stdout).toBe(0);
    const files = ids.flatMap(({ kind, id }) => {
      const { folder, test } = kinds[kind];
      return [`${folder}/${id}.ts`, `${folder}/index.ts`, test.file(id)];
    });
    const checked = run("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "--vcs-enabled=false", ...files);
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
  });

  test("writes tests that fail until they are filled in", () => {
    const rooms = ids.map(({ kind, id }) => dirname(kinds[kind].test.file(id)).replace(/\/cases$/, ""));
    const options = [
      "run",
      "--project",
      "unit",
      "--reporter",
      "json",
      "--testNamePattern",
      "brand-new",
      "--no-isolate",
      "--no-file-parallelism",
    ];
    const { stdout } = run("vitest/vitest.mjs", ...options, ...rooms);
    const report: Report = JSON.parse(stdout.slice(stdout.indexOf("{"), stdout.lastIndexOf("}") + 1));
    const failures = report.testResults.flatMap(({ message, assertionResults }) => [
      message,
      ...assertionResults.flatMap(({ status, fullName }) => (status === "failed" ? fullName : [])),
    ]);
    expect(ids.filter(({ id }) => !failures.some((failure) => failure.includes(id)))).toEqual([]);
  });

  test.each([
    [[], "Name what to add: npm run new -- stack|server|cause|reason|lookalike|note ID"],
    [["plugin", "brewer"], '"plugin" is not a kind: npm run new -- stack|server|cause|reason|lookalike|note ID'],
    [["toString", "brewer"], '"toString" is not a kind: npm run new -- stack|server|cause|reason|lookalike|note ID'],
    [["stack"], "Give one id: npm run new -- stack ID"],
    [["stack", "a", "b"], "Give one id: npm run new -- stack ID"],
    [
      ["reason", "AuthFirst"],
      '"AuthFirst" is not an id: write lower-case words with hyphens between them, such as auth-before-cors.',
    ],
    [
      ["reason", "../x"],
      '"../x" is not an id: write lower-case words with hyphens between them, such as auth-before-cors.',
    ],
    [["reason", "auth-before-cors"], '"auth-before-cors" exists already in src/reasons/.'],
    [["reason", "reasons"], '"reasons" exists already in src/reasons/.'],
    [["note", "default"], '"default" is a word of JavaScript: choose another id.'],
    [["note", "a".repeat(41)], `"${"a".repeat(41)}" is too long: an id has at most 40 characters.`],
  ])("%j is bad usage", (args, message) => {
    expect(createNew(copy, args)).toEqual({ output: `${message}\n`, exitCode: 2 });
  });
});

test("nothing that it wrote is unfinished", () => {
  const folders = Object.values(kinds).flatMap(({ folder, test }) => [folder, dirname(test.file("x"))]);
  const files = folders.flatMap((folder) => (existsSync(join(root, folder)) ? filesIn(folder) : []));
  expect(files.filter((file) => /\bTODO\b|X-Todo/.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});

/** Runs a program of `node_modules/` in the copy. */
function run(program: string, ...args: readonly string[]) {
  const script = join(root, "node_modules", program);
  return spawnSync(process.execPath, [script, ...args], { cwd: copy, encoding: "utf8" });
}

/** What is read here of Vitest's JSON report. */
interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function filesIn(folder: string): string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts"));
  return names.map((name) => `${folder}/${name}`);
}
