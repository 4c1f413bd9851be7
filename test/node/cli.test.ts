import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { api, logOf } from "../har.ts";
import { harFiles } from "./har-files.ts";
import { runPiped } from "./run.ts";

const { file, refused, allowed } = harFiles();

describe("exit codes and output of the real process", () => {
  /** Runs the command line in a process; `closeOutput` closes the pipe after the first chunk, as `| head -1` does. */
  function spawnCli(argv: readonly string[], { stdin = "", closeOutput = false, imported = "" } = {}) {
    const bin = fileURLToPath(new URL("../../src/node/bin.ts", import.meta.url));
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "--import", `data:text/javascript,${imported}`, bin, ...argv],
      { stdio: "pipe" },
    );
    let out = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
      if (closeOutput) child.stdout.destroy();
    });
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
    return new Promise<{ code: number | null; out: string; errors: string }>((resolve) => {
      child.on("close", (code) => resolve({ code, out, errors }));
    });
  }

  test.concurrent("0 when nothing was refused", async () => {
    const { code, out, errors } = await spawnCli(["diagnose", allowed]);
    expect({ code, out, errors }).toEqual({ code: 0, out: expect.stringMatching(/none refused by CORS/), errors: "" });
  });

  test.concurrent("1 when a fetch was refused, read from standard input", async () => {
    const { code, out } = await spawnCli(["diagnose", "-", "--json"], { stdin: readFileSync(refused, "utf8") });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ version: 2, source: "-", fetches: [{ cause: "missing-allow-origin" }] });
  });

  test.concurrent("2 with the position, when the file is cut short", async () => {
    const broken = file("broken.har", readFileSync(refused).subarray(0, 400));
    const { code, out, errors } = await spawnCli(["diagnose", broken]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(errors).toMatch(/^cors-panel: .*broken\.har: the JSON ends too early at line \d+, column \d+ \(byte 400\)/);
  });

  test.concurrent("the same code when the reader closes the pipe", async () => {
    const calls = Array.from({ length: 300 }, (_, index) => ({ url: `${api}/${index}`, answer: { status: 200 } }));
    const many = file("many.har", JSON.stringify({ log: logOf(...calls) }));
    const { code, errors } = await spawnCli(["diagnose", many, "--json"], { closeOutput: true });
    expect({ code, errors }).toEqual({ code: 1, errors: "" });
  });

  test.concurrent("2 with one line, when an error is thrown that no code catches", async () => {
    const imported = `process.on("newListener", (name) => {
      if (name === "uncaughtException") setImmediate(() => { throw new Error("%23%23[error] late") });
    })`;
    const { code, errors } = await spawnCli(["diagnose", refused], { imported });
    expect(code).toBe(2);
    expect(errors).toMatch(/^cors-panel: uncaught error: #\\x23\[error\] late( \(at .*\))?\n$/);
  });

  test.concurrent("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await spawnCli(["--version"])).toEqual({ code: 0, out: `${version}\n`, errors: "" });
  });
});

describe("usage", () => {
  test.each([
    [[], /^no command given\n\nUsage: cors-panel COMMAND/],
    [["diagnose"], /^no file given/],
    [["diagnose", "a.har", "--jsn"], /^Unknown option '--jsn'.*\nTry "cors-panel diagnose --help"\.$/],
    [["diagnose", "a.har", "--format", "xml"], /^unknown format "xml"; the formats are text, brief, json/],
    [["diagnose", "a.har", "--report", "json"], /^--report json needs a file: --report json=FILE/],
    [["diagnose", "a.har", "--report", "json=a", "--report", "text=a"], /^two reports cannot use the same file a$/],
    [["diagnose", "a.har", "--json", "--format", "text"], /^--json and --format text cannot be combined/],
    [["diagnose", "a.har", "--color", "red"], /^--color must be auto, always or never, not "red"$/],
    [
      ["diagnose", "a.har", "--stack", "ngnix"],
      /^unknown stack "ngnix"; the stacks are:\n {2}response-headers, express-cors, /,
    ],
    [["http://localhost:3000"], /Did you mean "cors-panel check http:\/\/localhost:3000"\?/],
    [["app.har"], /^unknown command "app\.har"\. Did you mean "cors-panel diagnose app\.har"\?/],
    [["diagnos\u001b[2J"], /^unknown command "diagnos\\x1b\[2J"/],
    [["chek"], /^unknown command "chek"\. Did you mean "cors-panel check"\?/],
    [["fix"], /^unknown command "fix"\n/],
    [
      ["Access to fetch at 'x'"],
      /^unknown command "Access to fetch at 'x'"\. For a console message, use cors-panel explain/,
    ],
    [["--jason"], /^unknown option "--jason"/],
  ])("%j", async (argv, message) => {
    const { code, out, errors } = await runPiped(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(errors.join("\n")).toMatch(message);
  });

  test("diagnose says of a recording without requests how to record them, and of another one nothing", async () => {
    const empty = file("empty.har", JSON.stringify({ log: logOf() }));
    const { code, errors } = await runPiped("diagnose", empty);
    expect({ code, errors }).toEqual({ code: 0, errors: [expect.stringMatching(/has no requests; open DevTools/)] });
    expect((await runPiped("diagnose", allowed)).errors).toEqual([]);
  });

  test("explain takes a cause's id and the browsers' names, and says which causes there are for another name", async () => {
    const { code, out } = await runPiped("explain", "missing-allow-origin");
    expect(code).toBe(0);
    expect(out).toMatch(/^missing-allow-origin: .*\nChecked on: .*\nChange: .*\nNever: /s);
    const tooltip = "Cross-Origin Resource Sharing error: MissingAllowOriginHeader";
    for (const name of ["MissingAllowOriginHeader", "CORSMissingAllowOrigin", tooltip])
      expect((await runPiped("explain", name)).out).toBe(out);
    const { out: several } = await runPiped("explain", "CORSAllowOriginNotMatchingOrigin");
    for (const cause of ["allow-origin-mismatch", "invalid-allow-origin", "multiple-allow-origins"])
      expect(several).toMatch(new RegExp(`^${cause}: `, "m"));
    expect((await runPiped("explain", "tea\u001b[2J")).errors).toEqual([
      expect.stringMatching(
        /^"tea\\x1b\[2J" is no known console message, .*, or give the id of a cause:\n {2}unsupported-scheme, /,
      ),
    ]);
    expect(await runPiped("explain")).toMatchObject({ code: 2, out: "" });
  });

  test("--help, for all commands and for one, with examples", async () => {
    expect((await runPiped("--help")).out).toMatch(/^Usage: .*\n {2}diagnose {2}/s);
    const { code, out } = await runPiped("diagnose", "--help");
    expect(code).toBe(0);
    expect(out).toMatch(/Examples:\n {2}cors-panel diagnose app\.har\n/);
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(120);
  });
});

test.runIf(existsSync("/dev/full"))("exit code 2 without an internal error when standard output is full", () => {
  const bin = fileURLToPath(new URL("../../src/node/bin.ts", import.meta.url));
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", bin, "--help"], {
    stdio: ["ignore", full, "pipe"],
    encoding: "utf8",
  });
  closeSync(full);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: "cors-panel: cannot write to standard output (no space left on the disk)\n",
  });
});
