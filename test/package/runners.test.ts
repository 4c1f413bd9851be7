import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectMcp } from "../node/mcp/connect.ts";
import { findBrowser, findFirefox } from "../setup.mjs";
import { writeDocsExamples } from "./docs-examples.ts";
import { installArchive, makeFolderWith, ownModule, packPackage, root, run } from "./installed-package.ts";

let folder = "";
/** Has the installed package, test runners, Puppeteer and a folder for each project. */
let projects = "";
let closeSite = () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cors-panel-runners-"));
  const installed = join(folder, "installed");
  await mkdir(installed);
  await writeFile(join(installed, "package.json"), JSON.stringify({ private: true }));
  const { archive } = await packPackage(folder);
  expect(await installArchive(archive, installed)).toMatchObject({ code: 0 });
  projects = join(folder, "projects");
  await cp(join(root, "test/package/projects"), projects, { recursive: true });
  closeSite = await writeDocsExamples(projects);
  await makeFolderWith(packages, installed, projects);
  // This project must not find Puppeteer beside puppeteer-core.
  await makeFolderWith(["puppeteer-core", "@types/node"], installed, join(folder, "alone"));
  for (const name of ["site.cjs", "puppeteer-core/cors.mjs", "types/puppeteer.ts"])
    await cp(join(projects, name), join(folder, "alone", name));
  // Later versions of Playwright send commands that Debian's Firefox ESR does not have yet.
  const firefox = join(folder, "firefox");
  await makeFolderWith(["playwright1.60"], installed, firefox);
  await mkdir(join(firefox, "node_modules/@playwright"));
  await symlink(ownModule("playwright1.60"), join(firefox, "node_modules/@playwright/test"));
  for (const name of ["site.cjs", "playwright-firefox"])
    await cp(join(projects, name), join(firefox, name), { recursive: true });
});
afterAll(async () => {
  closeSite();
  await rm(folder, { recursive: true });
});

const packages = [
  "@jest/globals",
  "@playwright/test",
  "@types/node",
  "expect",
  "jest",
  "puppeteer",
  "puppeteer-core",
  "vitest",
];

/** Runs a program of Node in a project, as the project's developer does, with colors off. */
function runIn(project: string, ...args: readonly string[]) {
  const { FORCE_COLOR: _, NODE_OPTIONS: __, VITEST: ___, ...own } = process.env;
  const browsers = { CHROME_PATH: findBrowser(), FIREFOX_PATH: findFirefox() };
  const env = { ...own, ...browsers, NO_COLOR: "1", JEST_WORKER_ID: undefined };
  return run(process.execPath, args, { cwd: join(projects, project), env });
}

/** The first lines of the report on the refused request of each project. */
const report = /REFUSED {2}GET http:\/\/127\.0\.0\.1:\d+\/orders {2}from http:\/\/localhost:\d+\n/;

describe("the matcher fails the test with a refused request, and no other one", () => {
  test("in Vitest", async () => {
    const { code, out, errors } = await runIn("vitest", ownModule("vitest/vitest.mjs"), "run", "--reporter=verbose");
    expect(code).toBe(1);
    expect(out).toMatch(/✓ cors\.spec\.ts > an allowed request passes/);
    expect(out).toMatch(/× cors\.spec\.ts > a refused request fails/);
    expect(out).toMatch(/✓ cors\.spec\.ts > an ignored request passes/);
    expect(out).toMatch(/× docs\.spec\.ts > the browser refuses no request/);
    expect(out + errors).toMatch(report);
  });

  test.each([
    ["in Jest with CommonJS", "jest-commonjs", []],
    ["in Jest with ES modules", "jest-esm", ["--experimental-vm-modules"]],
  ])("%s", async (_, project, flags) => {
    const { code, errors } = await runIn(project, ...flags, ownModule("jest/bin/jest.js"), "--verbose");
    expect(code).toBe(1);
    expect(errors).toMatch(/✓ an allowed request passes/);
    expect(errors).toMatch(/✕ a refused request fails/);
    expect(errors).toMatch(/✓ an ignored request passes/);
    if (project === "jest-commonjs") expect(errors).toMatch(/✕ the browser refuses no request/);
    expect(errors).toMatch(report);
  });

  test("without a matcher in node:test", async () => {
    const { code, out } = await runIn("node-test", "--test", "--test-reporter=tap", "cors.spec.mjs", "docs.spec.mjs");
    expect(code).toBe(1);
    expect(out).toMatch(/^ok 1 - no request of \/allowed is refused$/m);
    expect(out).toMatch(/^not ok 2 - no request of \/refused is refused$/m);
    expect(out).toMatch(/^not ok 3 - the browser refuses no request$/m);
    expect(out).toMatch(report);
  });
});

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly annotations: readonly { readonly description: string }[];
      readonly results: readonly {
        readonly status: string;
        readonly errors: readonly { readonly message: string }[];
        readonly attachments: readonly {
          readonly name: string;
          readonly contentType: string;
          readonly body?: string;
        }[];
      }[];
    }[];
  }[];
}

describe("cors-panel/playwright", () => {
  test("fails a test on refusals of its pages, popups, frames and service workers, and attaches the report", async () => {
    const { out, errors } = await runIn("playwright", ownModule("@playwright/test/cli.js"), "test");
    expect(errors).toBe("");
    const specs = specsOf(JSON.parse(out));
    const refused = { status: "passed", notes: ["The browser refused 1 cross-origin request"], hasReport: true };
    const passed = { status: "passed", notes: [], hasReport: false };
    const failed = { status: "failed", notes: [], hasReport: true };
    const because = "the program that controls the browser responded to the preflight instead of the server";
    expect(specs).toEqual({
      "uses no browser": passed,
      allowed: passed,
      refused: { ...failed, error: expect.stringMatching(report) },
      "refused in a bundle": { ...failed, error: expect.stringContaining("Called at `src/main.ts:7:9`") },
      "refused in a bundle, in a context of the test's own": {
        ...failed,
        error: expect.stringContaining("Called at `src/main.ts:7:9`"),
      },
      "a preflight that a route hides": {
        ...passed,
        notes: [`Cannot tell whether the browser would refuse 1 request: ${because}`],
      },
      "the server is ignored": passed,
      "refused in a popup": refused,
      "refused in a frame": refused,
      "refused in a service worker": refused,
      "refused in a context of the test's own": refused,
      "refused while a route is in use": refused,
      "checked in the middle": refused,
      "shows the orders": { ...failed, error: expect.stringMatching(report) },
    });
  });

  test("says in Firefox that it watched nothing, and fails the matcher instead of passing it", async () => {
    const { out, errors } = await runIn("../firefox/playwright-firefox", ownModule("playwright1.60/cli.js"), "test");
    expect(errors).toBe("");
    const notes = ["CORS Panel watched nothing, because it can watch Chromium only and this browser is firefox"];
    const error = expect.stringContaining("This page is not watched.");
    expect(specsOf(JSON.parse(out))).toEqual({
      "uses no browser": { status: "passed", notes: [], hasReport: false },
      refused: { status: "passed", notes, hasReport: false },
      "the matcher": { status: "failed", notes, hasReport: false, error },
    });
  });

  function specsOf({ suites = [], specs = [] }: PlaywrightSuite): Record<string, object> {
    const own = specs.map(({ title, tests: [each] }) => {
      const { status, errors = [], attachments = [] } = each?.results[0] ?? {};
      const page = attachments.find(({ name }) => name === "CORS report")?.body ?? "";
      const hasReport = /<script type="application\/json" id="report">\{/.test(Buffer.from(page, "base64").toString());
      const error = errors[0] && { error: errors[0].message };
      return [title, { status, notes: each?.annotations.map(({ description }) => description), hasReport, ...error }];
    });
    return Object.assign(Object.fromEntries(own), ...suites.map(specsOf));
  }
});

describe("the types", () => {
  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("compile with module %s and resolution %s", async (module, moduleResolution) => {
    const files = ["vitest.ts", "jest.ts", "playwright.ts", "puppeteer.ts"];
    expect(await compile("types", files, { module, moduleResolution })).toEqual({ code: 0, out: "", errors: "" });
  });

  test("compile for Jest's globals of @types/jest", async () => {
    await symlink(ownModule("@types/jest"), join(projects, "node_modules/@types/jest"));
    const options = { module: "nodenext", moduleResolution: "nodenext", types: ["node", "jest"] };
    expect(await compile("types", ["jest-globals.ts"], options)).toEqual({ code: 0, out: "", errors: "" });
    await rm(join(projects, "node_modules/@types/jest"));
  });
});

test("puppeteer-core alone is enough, also for the types", async () => {
  const { code, out, errors } = await runIn("../alone", "puppeteer-core/cors.mjs");
  expect({ code, out, errors }).toEqual({ code: 0, out: "missing-allow-origin\n", errors: "" });
  const options = { module: "nodenext", moduleResolution: "nodenext" };
  expect(await compile("../alone/types", ["puppeteer.ts"], options)).toEqual({ code: 0, out: "", errors: "" });
  await expect(readFile(join(folder, "alone/node_modules/puppeteer/package.json"))).rejects.toThrow("ENOENT");
});

test.runIf(process.platform !== "win32")("puppeteer-core alone is enough to open the panel", async () => {
  let tellAsked = (_agent: string | undefined) => {};
  const asked = new Promise<string | undefined>((resolve) => {
    tellAsked = resolve;
  });
  const site = createServer((request, response) => {
    if (request.url === "/") tellAsked(request.headers["user-agent"]);
    response.setHeader("Content-Type", "text/html").end("<!doctype html>");
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  const { port } = site.address() as AddressInfo;
  // The command opens a window, which this browser does not need.
  const browser = join(folder, "alone/windowless");
  await writeFile(browser, `#!/bin/sh\nexec '${findBrowser()}' --headless=new "$@"\n`, { mode: 0o755 });
  const bin = join(folder, "alone/node_modules/cors-panel/dist/cli/bin.js");
  const child = spawn(process.execPath, [bin, "open", `http://127.0.0.1:${port}/`, "--browser", browser], {
    env: { ...process.env, DISPLAY: process.env.DISPLAY ?? ":99" },
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const exited = once(child, "exit");
  // The page is opened once the extension records.
  const agent = await Promise.race([asked, exited.then(() => undefined)]);
  child.kill("SIGINT");
  expect({ code: (await exited)[0], errors }).toEqual({ code: 0, errors: "" });
  expect(agent).toContain("Chrome");
  site.closeAllConnections();
  site.close();
});

describe("puppeteer-core 25 alone, whose executablePath() is asynchronous", () => {
  let own = "";
  let bin = "";
  let env: Record<string, string | undefined> = {};
  beforeAll(async () => {
    own = join(folder, "puppeteer-25");
    bin = join(own, "node_modules/cors-panel/dist/cli/bin.js");
    await makeFolderWith([], join(folder, "installed"), own);
    // Without these, npm would remove what is installed.
    for (const name of ["package.json", "package-lock.json"])
      await cp(join(folder, "installed", name), join(own, name));
    await cp(join(projects, "site.cjs"), join(own, "site.cjs"));
    await cp(join(projects, "puppeteer-core/cors.mjs"), join(own, "puppeteer-core/cors.mjs"));
    const options = ["--prefer-offline", "--no-audit", "--no-fund", "--no-save"];
    expect(await run("npm", ["install", ...options, "puppeteer-core@25.16.0"], { cwd: own })).toMatchObject({
      code: 0,
    });
    // No setting names the browser, so that the command line has to find it.
    const programs = join(own, "programs");
    await mkdir(programs);
    await symlink(findBrowser(), join(programs, "chromium"));
    const PATH = [programs, process.env.PATH].join(delimiter);
    env = { ...process.env, PATH, CHROME_PATH: undefined, PUPPETEER_EXECUTABLE_PATH: undefined };
  });

  test("finds an installed browser", async () => {
    const { code, out, errors } = await run(process.execPath, [bin, "check", "data:text/html,"], { cwd: own, env });
    expect({ code, out, errors }).toEqual({
      code: 0,
      out: "The recording contains no cross-origin requests.\n",
      errors: "",
    });
  });

  test("says in one line that no browser responds at an address", async () => {
    const args = [bin, "check", "data:text/html,", "--connect", "http://127.0.0.1:1"];
    const { code, out, errors } = await run(process.execPath, args, { cwd: own, env });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(errors).toMatch(/^cors-panel: cannot connect to the browser at http:\/\/127\.0\.0\.1:1 \(.*\n$/);
  });

  test("serves coding agents", async () => {
    const { PATH = "" } = env;
    const mcp = await connectMcp({ PATH }, "legacy", [process.execPath, bin]);
    expect(await mcp.call("cors_check", { url: "http://localhost:1/" })).toContain("cannot open the page");
    await mcp.close();
    expect([mcp.strayOutput, mcp.stderr()]).toEqual([[], ""]);
  });

  test("is enough for the library", async () => {
    const args = ["puppeteer-core/cors.mjs"];
    const result = await run(process.execPath, args, { cwd: own, env: { ...env, CHROME_PATH: findBrowser() } });
    expect(result).toEqual({ code: 0, out: "missing-allow-origin\n", errors: "" });
  });
});

/** Compiles files with every library's declarations checked. */
async function compile(project: string, files: readonly string[], options: object) {
  const compilerOptions = { target: "es2023", strict: true, noEmit: true, types: ["node"], ...options };
  const config = join(projects, project, "tsconfig.json");
  await writeFile(config, JSON.stringify({ compilerOptions, files }));
  return runIn(project, ownModule("typescript/bin/tsc"), "-p", config);
}
