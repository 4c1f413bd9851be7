import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRepository } from "../../../src/node/output/repository.ts";
import { type Call, logOf, page } from "../../har.ts";
import { runPiped } from "../run.ts";

// A repository as git has it, with a build folder and packages that git ignores.
const root = realpathSync(mkdtempSync(join(tmpdir(), "cors-panel-repository-")));
const before = process.cwd();

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

beforeAll(() => {
  const code = "\n".repeat(20);
  for (const path of ["app.js", "public/main.js", "web/src/api.js", "src/view.tsx", "index.html", "short.js"])
    write(path, path === "short.js" ? "one line" : code);
  for (const path of ["dist/bundle.js", "node_modules/a/lib.js"]) write(path, code);
  write("package.json", "{}");
  write(".gitignore", "dist\n/node_modules\n*.har\n");
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  execFileSync("git", ["add", "."], { cwd: root });
  // Git is not told of these.
  for (const path of ["fresh.js", "backup/web/src/api.js", "web/vendored/node_modules/b/lib.js"]) write(path, code);
  process.chdir(root);
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

/** The recording of a refused request that the code at `url` made, in line 5 and column 3. */
function recordingOf(url: string): string {
  const call: Call = { answer: { status: 500 } };
  const log = logOf(call) as { entries: object[] };
  const callFrames = [{ functionName: "load", url, lineNumber: 4, columnNumber: 2 }];
  const entries = log.entries.map((entry) => ({ ...entry, _initiator: { type: "script", stack: { callFrames } } }));
  write("app.har", JSON.stringify({ log: { ...log, entries } }));
  return "app.har";
}

async function locationOf(url: string, ...options: string[]) {
  const { out, errors } = await runPiped("diagnose", recordingOf(url), "--format", "sarif", ...options);
  expect(errors).toEqual([]);
  const { artifactLocation, region } = JSON.parse(out).runs[0].results[0].locations[0].physicalLocation;
  return `${artifactLocation.uri}:${region.startLine}:${region.startColumn}`;
}

describe("SARIF points to", () => {
  test.each([
    ["the script that the page's server sends", `${page}/app.js`, "app.js:5:3"],
    ["a script of a local server", "http://localhost:5173/app.js?t=12", "app.js:5:3"],
    ["a script in public", `${page}/main.js`, "public/main.js:5:3"],
    ["the code in the page itself", `${page}/`, "index.html:5:3"],
    ["a file by its file URL", `file://${root}/app.js`, "app.js:5:3"],
    ["the file alone where a development server sends it with other lines", `${page}/src/view.tsx`, "src/view.tsx:1:1"],
    ["a file that is not committed yet", `${page}/fresh.js`, "fresh.js:5:3"],
    [
      "package.json for an untracked file of a package",
      `${page}/web/vendored/node_modules/b/lib.js`,
      "package.json:1:1",
    ],
    ["package.json for a script of another site", "https://cdn.example/app.js", "package.json:1:1"],
    ["package.json for a file that git ignores", `${page}/dist/bundle.js`, "package.json:1:1"],
    ["package.json for a package", `${page}/node_modules/a/lib.js`, "package.json:1:1"],
    ["package.json for a file with fewer lines", `${page}/short.js`, "package.json:1:1"],
    ["package.json for a path out of the repository", `${page}/..%2f..%2fetc/passwd`, "package.json:1:1"],
    ["package.json for a file that is missing", `${page}/gone.js`, "package.json:1:1"],
    ["package.json for a path that cannot be decoded", `${page}/%E0%A4%A.js`, "package.json:1:1"],
  ])("%s", async (_, url, place) => expect(await locationOf(url)).toBe(place));

  test("the folder of --sarif-root, relative to the repository", async () => {
    expect(await locationOf(`${page}/src/api.js`, "--sarif-root", "web")).toBe("web/src/api.js:5:3");
    expect(await locationOf(`${page}/src/api.js`)).toBe("package.json:1:1");
  });

  test("--location where the code is not in the repository", async () => {
    expect(await locationOf("https://cdn.example/x.js", "--location", "app.js:7")).toBe("app.js:7:1");
    expect(await locationOf("https://cdn.example/x.js", "--location", "app.js")).toBe("app.js:1:1");
    expect(await locationOf(`${page}/main.js`, "--location", "app.js:7")).toBe("public/main.js:5:3");
  });

  test("the recording or the baseline before package.json, where git has them", async () => {
    const baseline = ["--baseline", "baseline.json"];
    write("baseline.json", '{"version":2,"refusals":[]}');
    const { out } = await runPiped(
      "diagnose",
      recordingOf("https://cdn.example/x.js"),
      "--format",
      "sarif",
      ...baseline,
    );
    expect(out).toContain('"uri": "baseline.json"');
    write(".gitignore", "dist\n/node_modules\n");
    expect(await locationOf("https://cdn.example/x.js")).toBe("package.json:1:1");
    execFileSync("git", ["add", "--force", "app.har"], { cwd: root });
    expect(await locationOf("https://cdn.example/x.js")).toBe("app.har:1:1");
    execFileSync("git", ["rm", "--quiet", "--cached", "app.har"], { cwd: root });
  });
});

test("an annotation has the file and the line where they are known", async () => {
  const annotate = async (url: string) => (await runPiped("diagnose", recordingOf(url), "--format", "github")).out;
  expect(await annotate(`${page}/main.js`)).toMatch(/^::error title=[^:,]+,file=public\/main\.js,line=5,col=3::GET /);
  expect(await annotate("https://cdn.example/x.js")).toMatch(/^::error title=[^:,]+::GET /);
});

test.each([
  [["--sarif-root", "app.js"], "--sarif-root app.js: no such folder"],
  [["--location", "gone.js:3"], "--location gone.js:3: no such file; give the path of a file, or FILE:LINE"],
  [["--location", tmpdir()], `--location ${tmpdir()}: no such file; give the path of a file, or FILE:LINE`],
  [["--location", "/etc/hostname"], "--location /etc/hostname: the file is not in the repository"],
])("%j cannot be followed", async (options, message) => {
  const { code, out, errors } = await runPiped("diagnose", "app.har", ...options);
  expect({ code, out, errors }).toEqual({ code: 2, out: "", errors: [message] });
});

test("the end of a path names the file that git has, not its copy that git lacks", () => {
  const { onlyFileEndingWith } = readRepository()();
  expect(onlyFileEndingWith("src/api.js")).toBe("web/src/api.js");
  expect(onlyFileEndingWith("api.jsx")).toBe(null);
});

test("a folder whose name starts with two dots is in the repository", () => {
  write("..generated/api.js", "");
  const { pathOf } = readRepository()();
  expect(pathOf("..generated/api.js")).toBe("..generated/api.js");
  expect(pathOf("..")).toBe(null);
  expect(pathOf("/etc/hostname")).toBe(null);
});
