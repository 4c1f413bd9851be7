import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logOf, page } from "../har.ts";
import { connectMcp } from "../node/mcp/connect.ts";
import { installArchive, ownModule, packPackage, root, run as runIn } from "./installed-package.ts";

let folder = "";
let files: readonly string[] = [];

// Packs the package, and installs it in a folder that has nothing else, as users get it.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cors-panel-package-"));
  await write("package.json", JSON.stringify({ private: true, type: "module" }));
  const packed = await packPackage(folder);
  files = packed.files;
  expect(await installArchive(packed.archive, folder)).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

function run(command: string, args: readonly string[]) {
  return runIn(command, args, { cwd: folder });
}

function write(name: string, content: string): Promise<void> {
  return writeFile(join(folder, name), content);
}

describe("the installed package", () => {
  test("contains what it needs, and no test, source or build record", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "LICENSE",
        "README.md",
        "package.json",
        "docs/agents.md",
        "docs/audit.schema.json",
        "docs/causes.md",
        "docs/report.schema.json",
        "dist/cli/bin.js",
        "dist/extension/manifest.json",
        "dist/cli/bin.js",
        "dist/lib/node/report.html",
        "llms.txt",
        "server.json",
        "skills/cors/SKILL.md",
      ]),
    );
    expect(files.filter((path) => /(^|\/)(test|src)\/|\.tsbuildinfo$|\.tsx$|(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  test("contains every page to which its README and its documentation link", () => {
    const pages = files.filter((path) => /^(README\.md|docs\/.*\.md)$/.test(path));
    expect(pages.length).toBeGreaterThan(10);
    const targets = pages.flatMap((page) =>
      [
        ...readFileSync(new URL(`../../${page}`, import.meta.url), "utf8").matchAll(
          /(?<!!\[[^\]]*)\]\((?!https?:)([^)#]+)/g,
        ),
      ].map(([, path = ""]) => posix.join(posix.dirname(page), path)),
    );
    expect([...new Set(targets)].filter((path) => !files.includes(path))).toEqual([]);
  });

  test("contains what its README and its documentation name in node_modules, and the whole extension", () => {
    const pages = files.filter((path) => /^(README\.md|docs\/.*\.md)$/.test(path));
    const named = pages.flatMap((page) =>
      [
        ...readFileSync(new URL(`../../${page}`, import.meta.url), "utf8").matchAll(
          /node_modules\/cors-panel\/([\w./-]+)/g,
        ),
      ].map(([, path = ""]) => path),
    );
    const folders = new Set(named);
    expect(folders).toEqual(new Set(["docs", "dist/extension", "skills/cors"]));
    for (const folder of folders) {
      const built = readdirSync(new URL(`../../${folder}/`, import.meta.url), { recursive: true, withFileTypes: true });
      const paths = built
        .filter((entry) => entry.isFile() && !entry.name.endsWith(".png") && !entry.name.startsWith("."))
        .map(({ parentPath, name }) => posix.join(parentPath, name).slice(root.length).replace(/^\//, ""));
      expect(paths).not.toEqual([]);
      expect(paths.filter((path) => !files.includes(path))).toEqual([]);
    }
  });

  test("installs only its dependencies at run time", async () => {
    const namesIn = async (lock: string) => {
      const { packages } = JSON.parse(await readFile(lock, "utf8"));
      const needed = Object.entries<{ dev?: true; peer?: true; optional?: true; devOptional?: true }>(packages).filter(
        ([path, { dev, peer, optional, devOptional }]) => path !== "" && !(dev || peer || optional || devOptional),
      );
      return needed.map(([path]) => path).sort();
    };
    const own = await namesIn(join(root, "package-lock.json"));
    expect(await namesIn(join(folder, "package-lock.json"))).toEqual([...own, "node_modules/cors-panel"].sort());
  });

  test("runs the command line", async () => {
    await write("app.har", JSON.stringify({ log: logOf({ answer: { status: 200 } }) }));
    const bin = join(folder, "node_modules/.bin/cors-panel");
    const { code, out, errors } = await run(bin, ["diagnose", "app.har", "--json"]);
    expect({ code, errors }).toEqual({ code: 1, errors: "" });
    expect(JSON.parse(out).fetches).toMatchObject([{ cause: "missing-allow-origin" }]);
    const page = (await run(bin, ["diagnose", "app.har", "--format", "html"])).out;
    expect(page).toMatch(/^<!doctype html>.*<script type="application\/json" id="report">\{.*<\/html>\n$/s);
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect((await run(bin, ["--version"])).out).toBe(`${version}\n`);
  });

  test("serves coding agents", async () => {
    const mcp = await connectMcp({}, "legacy", [join(folder, "node_modules/.bin/cors-panel")]);
    await write("app.har", JSON.stringify({ log: logOf({ answer: { status: 200 } }) }));
    expect(await mcp.call("cors_diagnose", { path: join(folder, "app.har") })).toContain("REFUSED");
    expect(await mcp.call("cors_fix", { stack: "express-cors" })).toContain("cors(");
    expect(await mcp.call("cors_check", { url: page })).toMatch(/^ERROR: Puppeteer is not installed/);
    await mcp.close();
    expect([mcp.strayOutput, mcp.stderr()]).toEqual([[], ""]);
  });

  test("prints help without loading the engine, and loads the engine for a command", async () => {
    await write("app.har", JSON.stringify({ log: logOf({ answer: { status: 200 } }) }));
    for (const args of [["--help"], ["--version"], ["check", "--help"], ["diagnose", "--help"]])
      expect((await modulesLoadedBy(args)).length, args.join(" ")).toBeLessThanOrEqual(15);
    const modules = await modulesLoadedBy(["diagnose", "app.har"]);
    expect(modules).toContainEqual(expect.stringMatching(/cors-panel\/dist\/cli\/engine\.js$/));
    expect(modules).not.toContainEqual(expect.stringMatching(/\/(check|audit|open|preflight|mcp)\.js$/));
  });

  /** The modules of packages and of Node that the command line imports, beginning with itself. */
  async function modulesLoadedBy(args: readonly string[]): Promise<readonly string[]> {
    await write("loaded.txt", "");
    await write(
      "note-modules.mjs",
      `import { appendFileSync } from "node:fs";
export function load(url, context, next) {
  appendFileSync("loaded.txt", url + "\\n");
  return next(url, context);
}`,
    );
    await write(
      "register.mjs",
      'import { register } from "node:module"; register("./note-modules.mjs", import.meta.url);',
    );
    const bin = join(folder, "node_modules/cors-panel/dist/cli/bin.js");
    await run(process.execPath, ["--import", "./register.mjs", bin, ...args]);
    const urls = (await readFile(join(folder, "loaded.txt"), "utf8")).trim().split("\n");
    expect(urls[0]).toMatch(/cors-panel\/dist\/cli\/bin\.js$/);
    return urls;
  }

  test("can be imported by each of its exports without puppeteer", async () => {
    const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    // These three register with a test runner, so they need it.
    const ofRunners = ["./jest", "./vitest", "./playwright"];
    const parts = Object.keys(exports).filter((name) => !name.endsWith(".json") && !ofRunners.includes(name));
    const names = parts.map((name) => `cors-panel${name.slice(1)}`);
    await write(
      "main.js",
      names.map((name) => `console.log(Object.keys(await import("${name}")).length > 0);`).join("\n"),
    );
    expect(await run(process.execPath, ["main.js"])).toEqual({
      code: 0,
      out: "true\n".repeat(names.length),
      errors: "",
    });
    expect(existsSync(join(folder, "node_modules/puppeteer"))).toBe(false);
  });

  const example = `
import { readFileSync } from "node:fs";
import { causes, diagnose, fixesFor, readHar, type Diagnosis, type Recording } from "cors-panel";

const recording: Recording = readHar(JSON.parse(readFileSync("app.har", "utf8")));
const diagnoses: Diagnosis[] = diagnose(recording);
for (const { verdict } of diagnoses) {
  const known: boolean = causes.some(({ id }) => id === verdict?.cause);
  console.log(known, verdict?.cause, fixesFor(diagnoses, recording)[0]?.code);
}
`;

  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])(
    "has types that compile with module %s and resolution %s, and that catch a mistake",
    async (module, moduleResolution) => {
      await symlink(ownModule("@types"), join(folder, "node_modules/@types")).catch(() => {});
      const compilerOptions = {
        module,
        moduleResolution,
        target: "es2023",
        strict: true,
        noEmit: true,
        types: ["node"],
      };
      await write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["example.ts"] }));
      const compile = () => run(process.execPath, [ownModule("typescript/bin/tsc"), "-p", "."]);
      await write("example.ts", example);
      expect(await compile()).toEqual({ code: 0, out: "", errors: "" });
      await write("example.ts", `${example}diagnose(1);\n`);
      expect((await compile()).out).toMatch(/example\.ts\(\d+,10\): error TS2345/);
    },
  );
});
