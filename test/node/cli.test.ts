import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { cli } from "../../src/node/cli.ts";
import { findJsonErrorOffset } from "../../src/node/har-file/json-error-offset.ts";
import { api, logOf, page } from "../har.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const granted = { "Access-Control-Allow-Origin": page };
const refusedLog = logOf({ answer: { status: 200 } });
const refused = file("refused.har", JSON.stringify({ log: refusedLog }, null, 2));
const allowed = file(
  "allowed.har",
  JSON.stringify({ log: logOf({ answer: { status: 200, headers: granted }, error: null }) }),
);

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs the command line within this process. */
async function run(...argv: string[]) {
  return runWith({}, ...argv);
}

async function runWith(
  { stdin = [] as Uint8Array[], columns = undefined as number | undefined, env = {} },
  ...argv: string[]
) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await cli(argv, {
    stdin: (async function* () {
      yield* stdin;
    })(),
    print: async (text) => void out.push(text),
    warn: (line) => void errors.push(line),
    columns,
    env,
  });
  return { code, out: out.join(""), errors };
}

describe("exit codes and messages of the real process", () => {
  /** Runs it as a shell would; `closeOutput` closes the pipe after the first piece, as `| head -1` does. */
  function spawnCli(argv: readonly string[], { stdin = "", closeOutput = false } = {}) {
    const bin = fileURLToPath(new URL("../../src/node/bin.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", bin, ...argv], { stdio: "pipe" });
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
    expect(JSON.parse(out)).toMatchObject({ version: 1, source: "-", fetches: [{ cause: "missing-allow-origin" }] });
  });

  test.concurrent("2 with the file and the place, when it breaks off", async () => {
    const broken = file("broken.har", readFileSync(refused).subarray(0, 400));
    const { code, out, errors } = await spawnCli(["diagnose", broken]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(errors).toMatch(/^cors-panel: .*broken\.har: the JSON breaks off at line \d+, column \d+ \(byte 400\)/);
  });

  test.concurrent("the code stays when the reader of the output leaves", async () => {
    const calls = Array.from({ length: 300 }, (_, index) => ({ url: `${api}/${index}`, answer: { status: 200 } }));
    const many = file("many.har", JSON.stringify({ log: logOf(...calls) }));
    const { code, errors } = await spawnCli(["diagnose", many, "--json"], { closeOutput: true });
    expect({ code, errors }).toEqual({ code: 1, errors: "" });
  });

  test.concurrent("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await spawnCli(["--version"])).toEqual({ code: 0, out: `${version}\n`, errors: "" });
  });
});

describe("what is read", () => {
  const text = readFileSync(refused, "utf8");
  test.each([
    ["with a byte order mark", `\ufeff${text}`],
    ["as gzip", gzipSync(text)],
    ["as UTF-16, as a Windows shell writes it", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["as the bare log of `getHAR()`", JSON.stringify(refusedLog)],
  ])("a HAR %s", async (name, content) => {
    const { code, out, errors } = await run("diagnose", file(`${name}.har`, content), "--json");
    expect(errors).toEqual([]);
    expect(code).toBe(1);
    expect(JSON.parse(out).fetches).toHaveLength(1);
  });

  test("standard input in pieces that cut a character", async () => {
    const bytes = Buffer.from(JSON.stringify({ log: logOf({ url: `${api}?q=é`, answer: { status: 200 } }) }));
    const at = bytes.indexOf(0xc3) + 1;
    const { out } = await runWith({ stdin: [bytes.subarray(0, at), bytes.subarray(at)] }, "diagnose", "-", "--json");
    expect(JSON.parse(out).fetches[0].url).toBe(`${api}?q=é`);
  });

  test("several files: one array, in their order", async () => {
    const { code, out } = await run("diagnose", allowed, refused, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).map(({ source }: { source: string }) => source)).toEqual([allowed, refused]);
  });

  test("what can be read of several files, when one cannot", async () => {
    const { code, out, errors } = await run("diagnose", join(folder, "missing.har"), allowed, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toHaveLength(1);
    expect(errors).toEqual([expect.stringMatching(/missing\.har: no such file$/)]);
  });

  test("the rest of a file with entries that cannot be read, whose places stay", async () => {
    const entries = [null, { request: {} }, { request: { url: api, headers: {} } }, ...refusedLog.entries];
    const { code, out, errors } = await run(
      "diagnose",
      file("holes.har", JSON.stringify({ log: { ...refusedLog, entries } })),
      "--json",
    );
    expect(code).toBe(1);
    expect(errors.map((line) => line.replace(/^.*\.har: /, ""))).toEqual([
      "log.entries[0].request.url is missing: the entry was left out",
      "log.entries[1].request.url is missing: the entry was left out",
      "log.entries[2].response is missing: read as no response",
      "log.entries[2].request.headers is not a list: read as no headers",
    ]);
    const [fetch] = JSON.parse(out).fetches.filter(({ outcome }: { outcome: string }) => outcome === "refused");
    expect(fetch.entry).toBe(3);
  });

  test("numbers that are written as texts; of a response that is damaged, nothing is supposed", async () => {
    const request = { method: "GET", url: api, headers: [{ name: "Origin", value: page }] };
    const allowing = [{ name: "Access-Control-Allow-Origin", value: page }];
    const credentials = { name: "Access-Control-Allow-Credentials", value: true };
    const responses = [
      { status: "500", headers: [] },
      { status: 200, headers: [...allowing, credentials] },
      { status: 200, headers: "x" },
      { status: "OK", headers: [] },
      null,
    ];
    const entries = responses.map((response) => ({ request, response, time: "12" }));
    const text = JSON.stringify({ log: { version: "1.2", creator: { name: "any" }, entries } });
    const { code, out, errors } = await run("diagnose", file("damaged.har", text), "--json");
    expect(code).toBe(1);
    expect(errors.map((line) => line.replace(/^.*\.har: /, ""))).toEqual([
      "log.entries[2].response.headers is not a list: read as no response",
      "log.entries[3].response.status is not a number: read as no response",
      "log.entries[4].response is missing: read as no response",
    ]);
    const told = JSON.parse(out).fetches.map(({ outcome, cause }: { outcome: string; cause: string }) => [
      outcome,
      cause,
    ]);
    expect(told).toEqual([
      ["refused", "missing-allow-origin"],
      ["allowed", null],
      ["unknown", null],
      ["unknown", null],
      ["unknown", null],
    ]);
  });
});

describe("what cannot be read is told with its place", () => {
  test.each([
    ["nothing", "", "the file is empty"],
    [
      "a picture",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]),
      "this is not JSON: unexpected `\ufffd` at line 1, column 1 (byte 0)",
    ],
    ["a page", "<!doctype html>", "this is not JSON: unexpected `<` at line 1, column 1 (byte 0)"],
    [
      "half a HAR",
      '{"log":{\n"entries":[{"time":1.',
      "the JSON breaks off at line 2, column 22 (byte 30): the file was cut short",
    ],
    ["two HARs", '{}\n{"log":{}}', "this is not JSON: unexpected `{` at line 2, column 1 (byte 3)"],
    ["a comma too many", '{"é":[1,]}', "this is not JSON: unexpected `]` at line 1, column 9 (byte 9)"],
    ["an escape sequence", '{"a":\u001b}', "this is not JSON: unexpected `\\x1b` at line 1, column 6 (byte 5)"],
    ["damaged gzip", gzipSync("{}").subarray(0, 12), "the gzip data is damaged or cut short (Z_BUF_ERROR)"],
    ["another JSON", "[]", "log.entries is missing: this is not a HAR log"],
    ["null", "null", "log.entries is missing: this is not a HAR log"],
    ["entries that are no list", '{"log":{"entries":{}}}', "log.entries is not a list"],
  ])("%s", async (name, content, message) => {
    const path = file(`${name}.txt`, content);
    const { code, out, errors } = await run("diagnose", path);
    expect({ code, out, errors }).toEqual({ code: 2, out: "", errors: [`${path}: ${message}`] });
  });

  test("a folder", async () => {
    const path = join(folder, "folder.har");
    mkdirSync(path);
    expect((await run("diagnose", path)).errors).toEqual([`${path}: this is a directory; name the HAR file in it`]);
  });

  test("nothing on standard input", async () => {
    expect(await run("diagnose", "-")).toEqual({ code: 2, out: "", errors: ["standard input: nothing arrived"] });
  });

  test("the end of JSON is where JSON.parse stops too", () => {
    const whole = '{"a": [1, -0.5e+3, true, null, "x\\u00e9\\n\\"", {}, []], "b": {"c": false}}';
    for (let end = 0; end < whole.length; end++) {
      expect([end, findJsonErrorOffset(whole.slice(0, end))]).toEqual([end, end]);
      expect([end, findJsonErrorOffset(`${whole.slice(0, end)}\u0001${whole.slice(end)}`)]).toEqual([end, stop(end)]);
    }
    /** Of a number or word with something in it, the start is told. */
    function stop(end: number): number {
      const start = /(?:[-+.\w]+)$/.exec(whole.slice(0, end))?.index ?? end;
      const inString = (whole.slice(0, end).match(/(?<!\\)"/g) ?? []).length % 2 === 1;
      if (inString)
        return whole.slice(0, end).search(/\\(u[0-9a-f]{0,3})?$/) < 0 ? end : whole.slice(0, end).lastIndexOf("\\");
      return isScalar(whole.slice(start, end)) ? end : start;
    }
    function isScalar(text: string): boolean {
      return text === "" || /^(-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null)$/.test(text);
    }
  });
});

describe("usage", () => {
  test.each([
    [[], /^no command given\n\nUsage: cors-panel COMMAND/],
    [["diagnose"], /^no file given/],
    [["diagnose", "a.har", "--jsn"], /^Unknown option '--jsn'.*\nTry "cors-panel diagnose --help"\.$/],
    [["diagnose", "a.har", "--format", "xml"], /^no format is called "xml"; there are: text, json/],
    [["diagnose", "a.har", "--report", "json"], /^--report json needs a file: --report json=FILE/],
    [
      ["diagnose", "a.har", "--report", "json=a", "--report", "text=a"],
      /^two reports cannot be written to one file: a$/,
    ],
    [["diagnose", "a.har", "--json", "--format", "text"], /^--json and --format text exclude each other/],
    [["diagnose", "a.har", "--color", "red"], /^--color is auto, always or never, not "red"$/],
    [["diagnose", "a.har", "--stack", "ngnix"], /^no stack is called "ngnix"; there are:\n {2}express-cors, /],
    [["http://localhost:3000"], /Did you mean "cors-panel check http:\/\/localhost:3000"\?/],
    [["app.har"], /^"app\.har" is no command\. Did you mean "cors-panel diagnose app\.har"\?/],
    [["diagnos\u001b[2J"], /^unknown command "diagnos\\x1b\[2J"/],
    [["--jason"], /^unknown option "--jason"/],
  ])("%j", async (argv, message) => {
    const { code, out, errors } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(errors.join("\n")).toMatch(message);
  });

  test("help, for all and for each command, with examples", async () => {
    expect((await run("--help")).out).toMatch(/^Usage: .*\n {2}diagnose {2}/s);
    const { code, out } = await run("diagnose", "--help");
    expect(code).toBe(0);
    expect(out).toMatch(/Examples:\n {2}cors-panel diagnose app\.har\n/);
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  test("several reports at once, each in its file, in folders that are made", async () => {
    const [asJson, asText] = [join(folder, "new", "cors.json"), join(folder, "cors=1.txt")];
    const { code, out, errors } = await run(
      "diagnose",
      refused,
      "--report",
      `json=${asJson}`,
      "--report",
      `text=${asText}`,
    );
    expect({ code, errors }).toEqual({ code: 1, errors: [] });
    expect(readFileSync(asJson, "utf8")).toBe((await run("diagnose", refused, "--json")).out);
    expect(readFileSync(asText, "utf8")).toBe(out);
  });

  test("2 when a report cannot be written, after the others", async () => {
    const good = join(folder, "good.json");
    const { code, out, errors } = await run(
      "diagnose",
      allowed,
      "--report",
      `json=${folder}`,
      "--report",
      `json=${good}`,
    );
    expect({ code, errors }).toEqual({
      code: 2,
      errors: [`${folder}: the json report could not be written (this is a directory)`],
    });
    expect(out).toMatch(/none refused/);
    expect(JSON.parse(readFileSync(good, "utf8")).fetches).toHaveLength(1);
  });

  test.runIf(process.platform === "linux").each([
    ["/dev/null/reports", "a file stands where its folder should be"],
    ["/proc/reports", "the folder /proc/reports cannot be made"],
  ])("2 when there can be no folder for a report: %s", async (place, why) => {
    const path = `${place}/cors.json`;
    const { code, errors } = await run("diagnose", allowed, "--report", `json=${path}`);
    expect({ code, errors }).toEqual({ code: 2, errors: [`${path}: the json report could not be written (${why})`] });
  });

  test.each([
    ["on a terminal", { columns: 80 }, [], true],
    ["elsewhere", {}, [], false],
    ["elsewhere, when forced", { env: { FORCE_COLOR: "1" } }, [], true],
    ["on a terminal of somebody who wants none", { columns: 80, env: { NO_COLOR: "1" } }, [], false],
    ["on a terminal that cannot", { columns: 80, env: { TERM: "dumb" } }, [], false],
    ["when asked for, whatever the environment says", { env: { NO_COLOR: "1" } }, ["--color", "always"], true],
    ["when asked for none", { columns: 80, env: { FORCE_COLOR: "1" } }, ["--color", "never"], false],
  ])("color %s", async (_, io, options, colored) => {
    const { out } = await runWith(io, "diagnose", refused, ...options);
    expect(out.includes("\u001b[31mREFUSED")).toBe(colored);
    expect(stripVTControlCharacters(out).replaceAll(/\s+/g, " ")).toBe(
      (await run("diagnose", refused)).out.replaceAll(/\s+/g, " "),
    );
  });

  test.runIf(existsSync("/dev/full"))("2, and no word of an internal error, when standard output is full", () => {
    const bin = fileURLToPath(new URL("../../src/node/bin.ts", import.meta.url));
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", bin, "--help"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "cors-panel: standard output cannot be written (no space is left on the disk)\n",
    });
  });

  test("--stack chooses the fix in both formats", async () => {
    const { out } = await run("diagnose", refused, "--json", "--stack", "caddy");
    expect(new Set(JSON.parse(out).fetches[0].fixes.map(({ stack }: { stack: string }) => stack))).toEqual(
      new Set(["caddy"]),
    );
    expect((await run("diagnose", refused, "--stack", "caddy")).out).toContain("\n  Fix for Caddy: ");
  });
});
