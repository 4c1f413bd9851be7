import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { freePort } from "../free-port.ts";
import { logOf } from "../har.ts";
import { startPlayground } from "../playground/server.ts";
import { githubProblems } from "../report/github-sarif.ts";
import { findBrowser } from "../setup.mjs";
import { actionInputs, actionSteps, readOutputs } from "./action.ts";
import { packPackage } from "./installed-package.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder = "";
let app = "";
/** The packed package. */
let tarball = "";
/** The process groups of the steps, by their leaders. */
const processGroups: number[] = [];

// An application as the recipe expects one: it depends on cors-panel and puppeteer, and `npm start` serves its page.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cors-panel-ci-"));
  app = `http://localhost:${await freePort()}`;
  tarball = (await packPackage(folder)).archive;
  const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const manifest = {
    private: true,
    scripts: { start: "node server.mjs" },
    devDependencies: { "cors-panel": `file:${basename(tarball)}`, puppeteer: devDependencies.puppeteer },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "server.mjs"), server);
  await writeFile(
    join(folder, "main.js"),
    "// The calls of the page.\nfor (const url of calls) fetch(url).catch(() => {});\n",
  );
  await command("npm", ["install", "--package-lock-only", "--prefer-offline", "--no-audit"]);
});
afterAll(async () => {
  for (const group of processGroups) killGroup(group);
  await rm(folder, { recursive: true });
});

/** Serves a page that fetches from an API of another origin. The API allows only `/open`. */
const server = `
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
const api = createServer((request, response) => {
  const granted = request.url.startsWith("/open") ? { "Access-Control-Allow-Origin": "*" } : {};
  response.writeHead(200, granted).end("{}");
}).listen(0, () => {
  const url = "http://127.0.0.1:" + api.address().port;
  const calls = ["/open", "/orders/" + Math.floor(Math.random() * 1e6), ...(process.env.BROKEN ? ["/new"] : [])];
  const page = "<!doctype html><script>const calls = " + JSON.stringify(calls.map((path) => url + path)) + "</script><script src=/main.js></script>";
  createServer((request, response) => {
    const isScript = request.url === "/main.js";
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html").end(isScript ? readFileSync("main.js") : page);
  }).listen(new URL(process.env.APP).port);
});
`;

const environment = () => ({
  ...process.env,
  APP: app,
  CI: "true",
  CHROME_PATH: findBrowser() ?? "",
  PUPPETEER_SKIP_DOWNLOAD: "true",
  npm_config_prefer_offline: "true",
});

function command(name: string, args: readonly string[], cwd = folder) {
  return promisify(execFile)(name, args, { cwd, env: environment() });
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader);
  } catch {
    // The group has ended already.
  }
}

/** Runs a step as the runner of GitHub Actions does. Its background processes keep running after it. */
async function step(script: string, variables: Record<string, string> = {}, cwd = folder) {
  const output = join(cwd, "output.txt");
  const shell = ["--noprofile", "--norc", "-eo", "pipefail", "-c", `exec > output.txt 2>&1\n${script}`];
  const child = spawn("bash", shell, {
    cwd,
    env: { ...environment(), ...variables },
    detached: true,
    stdio: "ignore",
  });
  if (child.pid !== undefined) processGroups.push(child.pid);
  const [code] = await once(child, "exit");
  return { code, out: await readFile(output, "utf8") };
}

/** The code of a recipe in docs/ci.md. */
async function readRecipe(name: string): Promise<string> {
  const recipes = await readFile(join(root, "docs/ci.md"), "utf8");
  return new RegExp(`<!-- ${name} -->\\n\`\`\`\\w+\\n(.*?)\`\`\``, "s").exec(recipes)?.[1] ?? "";
}

describe("the recipe for GitHub Actions in docs/ci.md, run as it is written there", () => {
  test("passes with the baseline, and fails with annotations and reports when another fetch is refused", async () => {
    const recipes = await readFile(join(root, "docs/ci.md"), "utf8");
    const { steps } = parse(await readRecipe("github")).jobs.cors;
    const [install, start, check] = steps.flatMap(({ run }: { run?: string }) => run ?? []);
    const [, write = ""] = /\$ (npx cors-panel check .*)\n/.exec(recipes) ?? [];

    expect(await step(install)).toMatchObject({ code: 0 });
    expect(await step(start)).toMatchObject({ code: 0 });
    expect(await step(write.replace("http://localhost:3000", app))).toMatchObject({ code: 0 });
    const summary = join(folder, "summary of the step.md");
    await writeFile(summary, "");
    const passed = await step(check, { GITHUB_STEP_SUMMARY: summary });
    expect(await readFile(summary, "utf8")).toContain("## Accepted");
    expect(passed).toMatchObject({ code: 0, out: expect.stringContaining("::notice title=CORS%2C accepted") });

    for (const group of processGroups.splice(0)) killGroup(group);
    expect(await step(start, { BROKEN: "1" })).toMatchObject({ code: 0 });
    const failed = await step(check, { GITHUB_STEP_SUMMARY: summary });
    expect(failed.code).toBe(1);
    expect(failed.out.match(/^::error title=.*$/gm)).toEqual([
      expect.stringMatching(/,file=main\.js,line=2,col=\d+::GET http:\/\/127\.0\.0\.1:\d+\/new%0A/),
    ]);
    expect(await readFile(join(folder, "reports/cors.xml"), "utf8")).toMatch(/failures="1" errors="0" skipped="1"/);
    expect(await readFile(join(folder, "reports/cors.html"), "utf8")).toContain("2 refused by CORS (1 accepted)");
    const { runs } = JSON.parse(await readFile(join(folder, "reports/cors.sarif"), "utf8"));
    const code = { artifactLocation: { uri: "main.js" }, region: { startLine: 2 } };
    expect(runs[0].results).toMatchObject([
      { message: { text: expect.stringContaining("/new") }, locations: [{ physicalLocation: code }] },
    ]);
  });
});

describe("the other recipes in docs/ci.md, with the application that fails", () => {
  test.each(["gitlab", "any"])("%s", async (name) => {
    await rm(join(folder, "reports"), { recursive: true, force: true });
    for (const group of processGroups.splice(0)) killGroup(group);
    const recipe = await readRecipe(name);
    const script = name === "gitlab" ? parse(recipe).cors.script.join("\n") : recipe.replace("npm ci\n", "");
    const { code, out } = await step(script, { BROKEN: "1" });
    expect(code, out).toBe(1);
    expect(await readFile(join(folder, "reports/cors.xml"), "utf8")).toMatch(/failures="1" errors="0" skipped="1"/);
    expect(await readFile(join(folder, "reports/cors.html"), "utf8")).toContain("2 refused by CORS (1 accepted)");
  });

  test("the action has the inputs of its recipe", async () => {
    const { steps } = parse(await readRecipe("github-action")).jobs.cors;
    const { with: inputs } = steps.find(({ uses = "" }: { uses?: string }) => uses.includes("/cors-panel@"));
    expect(Object.keys(actionInputs())).toEqual(expect.arrayContaining(Object.keys(inputs)));
  });
});

describe("action.yml, its steps run as they stand", () => {
  /** Runs the only step with a script; returns what it wrote and the outputs of the action. */
  async function runAction(inputs: Record<string, string>, cwd = folder) {
    const [check, ...others] = actionSteps({ ...actionInputs(), ...inputs });
    expect(others.filter(({ run }) => run !== undefined)).toEqual([]);
    const files = { GITHUB_OUTPUT: join(cwd, "outputs"), GITHUB_STEP_SUMMARY: join(cwd, "summary.md") };
    for (const file of Object.values(files)) await writeFile(file, "");
    const variables = { ...check?.env, ...files, GITHUB_ACTION_PATH: root };
    const result = await step(check?.run ?? "", variables, cwd);
    return {
      ...result,
      outputs: readOutputs(await readFile(files.GITHUB_OUTPUT, "utf8")),
      summary: await readFile(files.GITHUB_STEP_SUMMARY, "utf8"),
    };
  }

  test("no script holds an expression, and nothing is uploaded unless it is asked for", () => {
    const steps = actionSteps(actionInputs());
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
    const uploads = steps.filter(({ uses }) => uses !== undefined);
    expect(uploads.map(({ if: condition }) => condition)).toEqual([
      expect.stringContaining("inputs.upload-sarif == 'true'"),
      expect.stringContaining("inputs.upload-reports == 'true'"),
    ]);
    expect(actionInputs()).toMatchObject({ "upload-sarif": "false", "upload-reports": "false" });
  });

  test("a page of the playground: annotations, reports, summary and outputs; then its baseline passes", async () => {
    const playground = await startPlayground();
    try {
      await writeFile(join(folder, "run all.js"), "runAll()");
      const inputs = { url: `\n  ${playground.pageUrl}\n`, args: "--script\nrun all.js\n--timeout=60" };
      const failed = await runAction(inputs);
      expect(failed.code, failed.out).toBe(1);
      expect(failed.out.match(/^::error /gm)).toHaveLength(10);
      expect(failed.summary).toMatch(/^# Cross-origin requests\n/);
      expect(failed.outputs).toEqual({
        "exit-code": "1",
        reports: join(folder, "cors-reports"),
        html: join(folder, "cors-reports/cors.html"),
        junit: join(folder, "cors-reports/cors.xml"),
        sarif: join(folder, "cors-reports/cors.sarif"),
      });
      const sarif = await readFile(failed.outputs.sarif ?? "", "utf8");
      expect(githubProblems(sarif)).toEqual([]);
      const baseline = { ...inputs, baseline: "base line.json" };
      expect(await runAction({ ...baseline, args: `${inputs.args}\n--update-baseline` })).toMatchObject({ code: 0 });
      const passed = await runAction(baseline);
      expect(passed.code, passed.out).toBe(0);
      expect(JSON.parse(await readFile(passed.outputs.sarif ?? "", "utf8")).runs[0].results).toEqual([]);
    } finally {
      await playground.close();
    }
  });

  test("a flow that opens its page itself", async () => {
    const playground = await startPlayground();
    try {
      const code = `export default async ({ page, step }) => {
        await step("open", () => page.goto(${JSON.stringify(playground.pageUrl)}));
        await step("run", () => page.evaluate("runAll()"));
      };`;
      await writeFile(join(folder, "flow.mjs"), code);
      const { code: exitCode, out, outputs } = await runAction({ flow: "flow.mjs" });
      expect(exitCode, out).toBe(1);
      expect(outputs["exit-code"]).toBe("1");
      expect(out).toMatch(/^::error /m);
    } finally {
      await playground.close();
    }
  });

  test("HAR files by a pattern, with a downloaded version, in a folder of its own", async () => {
    const cwd = join(folder, "no package");
    await mkdir(join(cwd, "test results"), { recursive: true });
    for (const name of ["a.har", "b.har"])
      await writeFile(join(cwd, "test results", name), JSON.stringify({ log: logOf({ answer: { status: 500 } }) }));
    const inputs = { har: "test results/*.har", version: `file:${tarball}`, format: "json", summary: "false" };
    const { code, out, outputs, summary } = await runAction(inputs, cwd);
    expect(code, out).toBe(1);
    expect(JSON.parse(out.slice(out.indexOf("[\n")))).toHaveLength(2);
    expect(outputs).toMatchObject({ "exit-code": "1", sarif: join(cwd, "cors-reports/cors.sarif") });
    expect(summary).toBe("");
  });

  test("inputs are values, never code or other options", async () => {
    const evil = "$(touch evil)`touch evil`';touch evil;'\"";
    const { code, outputs } = await runAction({ url: `--help\n${evil}`, baseline: evil, format: evil });
    expect({ code, outputs }).toMatchObject({ code: 2, outputs: { "exit-code": "2" } });
    expect(existsSync(join(folder, "evil"))).toBe(false);
  });

  test.each([
    [{}, "give the URL of a page as url, a flow, or a HAR file as har"],
    [{ url: "http://localhost:9", har: "a.har" }, "give url or har, not both"],
    [
      { url: "http://localhost:9", baseline: "a\nexit-code=0" },
      "reports, baseline, format and version take one line each",
    ],
  ])("%j is refused with a message", async (inputs, message) => {
    expect(await runAction(inputs)).toMatchObject({ code: 2, out: `::error title=CORS::${message}\n`, outputs: {} });
  });
});
