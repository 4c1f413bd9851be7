import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchArguments } from "../../src/node/browser/open-panel.ts";
import type { JsonReport } from "../../src/report/json.ts";
import { scenes } from "../playground/scenes/index.ts";
import { startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { firstThings, type Site, serveSite } from "./cross-origin-pages.ts";

let site: Site;
const folder = mkdtempSync(join(tmpdir(), "cors-panel-check-"));

beforeAll(async () => {
  site = await serveSite(firstThings);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});

describe("cors-panel check", () => {
  test("0 when nothing was refused", async () => {
    expect(await check(`${site.page}/good`)).toMatchObject({ code: 0, errors: "", left: nothing });
  });

  test("1 with the report when something was, after each step in its order", async () => {
    const script = file("late.js", `await fetch("${site.api}/scripted").catch(() => {}); document.title = "done";`);
    const result = await check(`${site.page}/one`, "--script", script, "--click", "button", "--json");
    const { fetches } = JSON.parse(result.out) as JsonReport;
    expect(fetches.map(({ url, cause, certainty }) => [new URL(url).pathname, cause, certainty])).toEqual([
      ["/one", "missing-allow-origin", "certain"],
      ["/scripted", "missing-allow-origin", "certain"],
      ["/clicked", "missing-allow-origin", "certain"],
    ]);
    expect(result).toMatchObject({ code: 1, errors: "", left: nothing });
  });

  test("follows many steps without a word", async () => {
    const script = file("nothing.js", "await 0;");
    const steps = Array.from({ length: 8 }, () => ["--script", script]).flat();
    expect(await check(`${site.page}/good`, ...steps)).toMatchObject({ code: 0, errors: "", left: nothing });
  });

  test("gives several pages in the order they were named, and writes reports to files", async () => {
    const json = join(folder, "cors.json");
    const urls = ["/good", "/one", "/good"].map((path) => `${site.page}${path}`);
    const result = await check(...urls, "--concurrency", "2", "--report", `json=${json}`);
    const reports = JSON.parse(readFileSync(json, "utf8")) as JsonReport[];
    expect(reports.map(({ source, fetches }) => [source, fetches.map(({ outcome }) => outcome)])).toEqual([
      [urls[0], ["allowed"]],
      [urls[1], ["refused"]],
      [urls[2], ["allowed"]],
    ]);
    expect(result).toMatchObject({ code: 1, errors: "", left: nothing });
    expect(result.out).toContain("Fix for");
  });

  test("has the same verdicts on the playground as the panel", async () => {
    const playground = await startPlayground();
    const run = file("run.js", "await runAll();");
    const { out, code, errors } = await check(playground.pageUrl, "--script", run, "--timeout", "90", "--json");
    await playground.close();
    const { fetches } = JSON.parse(out) as JsonReport;
    const got = scenes.map(({ id }) => {
      const own = fetches.filter(({ url, earlierHops }) => sceneOf(earlierHops[0]?.url ?? url) === id);
      return [id, own.map(({ outcome, cause }) => (outcome === "refused" ? cause : outcome)).toSorted()];
    });
    // A worker's blocked response is told to the protocol, and kept back from DevTools.
    const outcomesOf = (scene: (typeof scenes)[number]) =>
      scene.id === "worker" ? ["missing-allow-origin"] : [...scene.outcomes];
    expect(got).toEqual(scenes.map((scene) => [scene.id, outcomesOf(scene).toSorted()]));
    expect({ code, errors }).toEqual({ code: 1, errors: "" });
  });
});

describe("what goes wrong", () => {
  test.each([
    ["a word", ["shop"], /"shop" is no address of a page/],
    ["a scheme that is no page's", ["javascript:alert(1)"], /is no address of a page/],
    ["no URL", [], /no URL given/],
    [
      "a step that cannot be read",
      ["http://localhost", "--script", "/nowhere.js"],
      /nowhere\.js: the script cannot be read/,
    ],
    [
      "a browser that is none",
      ["http://localhost", "--browser", "/nowhere/chrome"],
      /--browser names \/nowhere\/chrome, where there is no file/,
    ],
    ["a browser that is no program", ["http://localhost", "--browser", "/etc/passwd"], /which may not be run/],
    ["a browser that is a folder", ["http://localhost", "--browser", "/tmp"], /which is a directory/],
    [
      "an address that is no browser's",
      ["http://localhost", "--connect", "9222"],
      /--connect takes the address of a browser/,
    ],
    [
      "a browser that is not there",
      ["http://localhost", "--connect", "ws://127.0.0.1:9/x"],
      /cannot connect to ws:.*ECONNREFUSED/,
    ],
  ])("%s is told in one line", async (_, args, message) => {
    const result = await check(...args);
    expect(result).toMatchObject({ code: 2, out: "", left: nothing });
    expect(result.errors.trimEnd()).toMatch(message);
    expect(result.errors.trimEnd().split("\n")).toHaveLength(1);
  });

  test.each([
    ["a host that is not there", "http://cors-panel.invalid/", /ERR_NAME_NOT_RESOLVED/],
    ["a server that is down", "http://127.0.0.1:9/", /ERR_CONNECTION_REFUSED|ERR_UNSAFE_PORT/],
  ])("%s", async (_, url, message) => {
    const result = await check(url);
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toMatch(message);
  });

  test("a browser that never answers is given up", async () => {
    const silent = await serveSite(() => {});
    const result = await check(site.page, "--connect", silent.page.replace("http", "ws"), "--timeout", "1");
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toContain("no answer in time");
    await silent.close();
  });

  test("a browser that lacks a library is told with what it says itself", async () => {
    const browser = file(
      "lacking.sh",
      '#!/bin/sh\necho "$0: error while loading shared libraries: libnss3.so" >&2\nexit 127\n',
    );
    chmodSync(browser, 0o755);
    const result = await check(site.page, "--browser", browser);
    expect(result).toMatchObject({ code: 2, out: "", left: nothing });
    expect(result.errors).toMatch(/lacking\.sh did not start \(.*libnss3\.so\)/);
  });

  test("a page that is answered with an error and fetches nothing is not what was to be checked", async () => {
    const result = await check(`${site.page}/missing`);
    expect(result).toMatchObject({ code: 2, out: "", left: nothing });
    expect(result.errors).toContain("/missing: the page itself was answered with 404");
  });

  test("a page that never answers is given up, and a good one beside it is judged", async () => {
    const result = await check(`${site.page}/never`, `${site.page}/good`, "--timeout", "4");
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toContain("/never: not done within 4 s");
    expect(result.out).toContain("none refused by CORS, 1 allowed");
  });

  test("an element that is not there is given up", async () => {
    const result = await check(`${site.page}/one`, "--click", "#nowhere", "--timeout", "4");
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toContain("not done within 4 s: no element is #nowhere");
    expect(result.out).toContain("1 refused by CORS");
  });

  test("a selector that is none is told at once", async () => {
    const result = await check(`${site.page}/one`, "--click", "!!", "--timeout", "60");
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toContain("cannot click !!: SyntaxError");
  });

  test("a script that throws is named, with what it says", async () => {
    const result = await check(`${site.page}/one`, "--script", file("broken.js", 'throw new Error("no such user");'));
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toMatch(/broken\.js failed: .*no such user/);
  });

  test("a page that polls for ever is judged by what it did until then", async () => {
    const result = await check(`${site.page}/polls`, "--timeout", "5");
    expect(result).toMatchObject({ code: 1, left: nothing });
    expect(result.errors).toContain("did not come to rest within 5 s");
    expect(result.out).toMatch(/REFUSED {2}GET .*\/poll {2}\(\d+ times\)/);
  });

  test("a fetch that is never answered is named", async () => {
    const result = await check(`${site.page}/waits`, "--timeout", "4");
    expect(result).toMatchObject({ code: 0, left: nothing });
    expect(result.errors).toMatch(/no answer yet from .*\/never/);
  });

  test("a fetch that a navigation cuts off holds nothing up", async () => {
    const result = await check(`${site.page}/leaves`, "--timeout", "60");
    expect(result).toMatchObject({ code: 0, errors: "", left: nothing });
    expect(result.out).toContain("none refused by CORS");
  });

  test("5,000 fetches at once are all there", async () => {
    const { out, code, left } = await check(`${site.page}/many`, "--json", "--timeout", "100");
    const { fetches } = JSON.parse(out) as JsonReport;
    expect(new Set(fetches.map(({ url }) => url)).size).toBe(5000);
    expect(new Set(fetches.map(({ outcome }) => outcome))).toEqual(new Set(["refused", "failed"]));
    expect({ code, left }).toEqual({ code: 1, left: nothing });
  });

  test("a browser that is killed meanwhile", async () => {
    const result = await check(`${site.page}/polls`, "--timeout", "60", {
      async meanwhile(temporary) {
        await expect.poll(() => processesOf(temporary).length, { timeout: 20_000 }).toBeGreaterThan(3);
        for (const { id, isMain } of processesOf(temporary)) if (isMain) process.kill(id, "SIGKILL");
      },
    });
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toMatch(/the browser was closed meanwhile|did not start/);
  });

  test("Ctrl-C ends the browser too", async () => {
    const result = await check(`${site.page}/polls`, "--timeout", "60", {
      async meanwhile(temporary, interrupt) {
        await expect.poll(() => processesOf(temporary).length, { timeout: 20_000 }).toBeGreaterThan(3);
        interrupt();
      },
    });
    expect(result).toMatchObject({ code: 2, left: nothing });
    expect(result.errors).toContain("interrupted");
  });
});

describe("a browser that runs elsewhere", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  });

  afterAll(() => browser?.close());

  test("is used and left as it was", async () => {
    const page = await browser.newPage();
    await page.goto(`${site.page}/quiet`);
    const before = await targets();
    const result = await check(`${site.page}/one`, "--connect", browser.wsEndpoint());
    expect(result).toMatchObject({ code: 1, errors: "" });
    expect(await targets()).toEqual(before);
    expect(await page.evaluate("1 + 1")).toBe(2);
    await page.close();
  });

  test("keeps nothing of a page that crashed", async () => {
    const before = await targets();
    const result = await check(`${site.page}/polls`, "--timeout", "60", "--connect", browser.wsEndpoint(), {
      async meanwhile() {
        const target = await browser.waitForTarget((found) => found.url().endsWith("/polls"), { timeout: 20_000 });
        const page = await target.page();
        await page?.goto("chrome://crash").catch(() => {});
      },
    });
    expect(result.code).toBe(2);
    expect(result.errors).toContain("the page crashed");
    expect(await targets()).toEqual(before);
  });

  async function targets(): Promise<string[]> {
    const session = await browser.target().createCDPSession();
    const { targetInfos } = await session.send("Target.getTargets");
    await session.detach();
    return targetInfos.map(({ targetId }) => targetId).toSorted();
  }
});

/** What a run leaves behind: nothing. */
const nothing = { processes: [], files: [] };

type Meanwhile = { readonly meanwhile: (temporary: string, interrupt: () => void) => Promise<void> };

/** Runs the command as a shell would, with a folder of its own for temporary files, so that what it leaves can be told. */
async function check(...args: (string | Meanwhile)[]) {
  const temporary = mkdtempSync(join(folder, "tmp-"));
  const bin = fileURLToPath(new URL("../../src/node/bin.ts", import.meta.url));
  const words = args.filter((arg) => typeof arg === "string");
  const env = { ...process.env, CHROME_PATH: findBrowser(), TMPDIR: temporary };
  const child = spawn(process.execPath, ["--import", "tsx", bin, "check", ...words], { env });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  for (const arg of args) if (typeof arg !== "string") await arg.meanwhile(temporary, () => child.kill("SIGINT"));
  const code = await ended;
  const left = { processes: processesOf(temporary).map(({ command }) => command), files: browserFiles(temporary) };
  return { code, out, errors, left };
}

/** The compiler that runs the sources keeps files of its own there. */
function browserFiles(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => !name.startsWith("tsx-") && name !== "node-compile-cache");
}

/** The processes whose command line names the folder, which a browser's profile is in. */
function processesOf(temporary: string): { id: number; command: string; isMain: boolean }[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return command.includes(temporary) ? [{ id: Number(name), command, isMain: !command.includes("--type=") }] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function sceneOf(url: string): string {
  return new URL(url).pathname.split("/")[1] ?? "";
}
