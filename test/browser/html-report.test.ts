import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curlCommands, diagnose, fixesFor, readHar } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/open-panel.ts";
import { cli } from "../../src/node/cli.ts";
import { api, logOf } from "../har.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { findBrowser } from "../setup.mjs";
import { violationsIn } from "./axe.ts";
import { firstThings, serveSite } from "./cross-origin-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "cors-panel-report-"));
const captures = chromiumCaptures();
const refused = captures.flatMap(({ log }) => diagnose(readHar(log)).filter(({ outcome }) => outcome === "refused"));

let browser: Browser;

beforeAll(async () => {
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

describe("the HTML report", () => {
  let path: string;

  beforeAll(async () => {
    const files = captures.map(({ log, name }) => file(`${name}.har`, JSON.stringify({ log })));
    path = join(folder, "out/cors.html");
    expect(await run("diagnose", ...files, "--report", `html=${path}`)).toMatchObject({ code: 1, errors: "" });
  });

  test("opens from disk without a request or an error, and tells every refused fetch", async () => {
    const { page, requests, errors } = await open(path, { width: 1200, height: 20_000 });
    expect(await page.title()).toBe(`CORS report: ${captures.length} sources`);
    const bar = await page.$eval("[data-report]", (element) => element.textContent);
    expect(bar).toContain(` ${refused.length} refused by CORS`);
    const rows = await page.$$eval("[data-fetch][data-outcome=refused]", (options) =>
      options.map((option) => ({ ...(option as HTMLElement).dataset })),
    );
    expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(refused.length);
    const causes = new Set(refused.map(({ verdict }) => verdict?.cause ?? ""));
    expect(new Set(rows.map(({ cause }) => cause))).toEqual(causes);
    expect(await page.$$eval("[data-section]", (lines) => lines.length)).toBe(captures.length);
    expect({ requests, errors }).toEqual({ requests: [pathToFileURL(path).href], errors: [] });
    await page.close();
  });

  test("shows the detail of each, with the mouse and with the keys", async () => {
    const { page, errors } = await open(path);
    await page.focus("[role=listbox]");
    const headlines = new Set<string>();
    for (let row = 0; row < 20; row++) {
      await page.waitForSelector(".exchanges");
      headlines.add(await page.$eval("#headline", (headline) => headline.textContent ?? ""));
      await page.keyboard.press("ArrowDown");
    }
    expect(headlines.size).toBeGreaterThan(5);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.matches("[data-detail]"))).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("listbox");
    await page.type("[data-query]", "cause:method-not-allowed");
    await page.waitForFunction(() =>
      [...document.querySelectorAll("[data-fetch]")].every((row) => row.matches("[data-cause=method-not-allowed]")),
    );
    await page.click("[data-fetch]");
    expect(await page.$eval(".row[aria-selected=true]", (row) => row.getAttribute("data-cause"))).toBe(
      "method-not-allowed",
    );
    expect(errors).toEqual([]);
    await page.close();
  });

  test.each(["light", "dark"])(
    "is found good by axe in the %s theme, wide and narrow, all of it open",
    async (theme) => {
      const { page } = await open(path);
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
      await page.waitForSelector(`:root.${theme}`);
      for (const width of [1400, 400]) {
        await page.setViewport({ width, height: 900 });
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
        });
        expect(await violationsIn(page)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }
      await page.close();
    },
  );
});

describe("what is printed of it", () => {
  test("is the fetch that is shown, whole, with all that can be opened, and legible on paper", async () => {
    const log = logOf({ method: "PUT", preflight: { status: 204 } });
    const path = join(folder, "print.html");
    await run("diagnose", file("print.har", JSON.stringify({ log })), "--report", `html=${path}`);
    const { page } = await open(path, { width: 800, height: 400 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await page.waitForSelector(":root.dark .fix");
    await page.emulateMediaType("print");
    const printed = await page.evaluate(() => {
      const shown = (selector: string) => document.querySelector(selector)?.checkVisibility() ?? false;
      const { bottom } = document.querySelector(".detail")?.getBoundingClientRect() ?? { bottom: 0 };
      return {
        list: shown(".list"),
        copy: shown(".detail [data-copy]"),
        stack: document.querySelector<HTMLElement>("[role=tablist]")?.innerText,
        console: document.querySelector("[data-console] samp")?.getBoundingClientRect().height,
        background: getComputedStyle(document.body).backgroundColor,
        isWhole: bottom > innerHeight && document.documentElement.scrollHeight >= bottom,
      };
    });
    expect(printed).toMatchObject({
      list: false,
      copy: false,
      stack: "webpack-dev-server",
      background: "rgb(255, 255, 255)",
      isWhole: true,
    });
    expect(printed.console).toBeGreaterThan(0);
    await page.close();
  });
});

describe("what is copied from it", () => {
  test("is the fix and the command, as the engine writes them", async () => {
    const log = logOf({ method: "PUT", preflight: { status: 204 } });
    const recording = readHar(log);
    const [diagnosis] = diagnose(recording);
    if (!diagnosis) throw new Error("nothing was diagnosed");
    const path = join(folder, "copy.html");
    await run("diagnose", file("copy.har", JSON.stringify({ log })), "--report", `html=${path}`, "--stack", "caddy");
    const { page } = await open(path);
    const copied = async (selector: string) => {
      await page.waitForSelector(selector);
      await page.click(selector);
      await page.waitForFunction(
        () => document.querySelector(".copy [role=status]:not(:empty)")?.textContent === "Copied",
      );
      return pasted();
    };
    const [fix] = fixesFor([diagnosis], recording).filter(({ stack }) => stack === "caddy");
    expect(await copied(".fix [data-copy]")).toBe(fix?.code);
    const commands = curlCommands(diagnosis.fetch).map(({ posix }) => posix);
    expect(await copied("[aria-label='Copy as curl']")).toBe(commands.join("\n"));
    await page.close();
  });
});

describe("what is hostile in a recording", () => {
  const attacks = [
    "</script><script>document.title='broken'</script>",
    '"><img src=x onerror="document.title=`broken`"><!--',
    "<!--<script>",
    "javascript:alert(1)",
    "\u2028\u202e<base href=https://evil.example/>",
  ];

  test("stays text", async () => {
    const log = logOf(...attacks.map((attack) => ({ url: `${api}/${attack}`, answer: { status: 500 } })));
    const spoilt = JSON.parse(JSON.stringify(log), (key, value) => {
      if (key === "method") return `GET${attacks[0]}`;
      if (key !== "headers") return value;
      return [
        ...value,
        ...attacks.flatMap((attack) => [
          { name: attack, value: attack },
          { name: "Server", value: attack },
        ]),
      ];
    });
    const name = `${attacks[1]?.replaceAll("/", "")}.har`;
    const path = join(folder, "hostile.html");
    await run("diagnose", file(name, JSON.stringify({ log: spoilt })), "--report", `html=${path}`, "--show-secrets");
    const { page, requests, errors } = await open(path);
    await page.waitForSelector(".exchanges");
    expect(await page.$$eval("[data-fetch]", (rows) => rows.map((row) => row.getAttribute("data-url")))).toEqual(
      attacks.map((attack) => `${api}/${attack}`),
    );
    expect(await page.$$eval("script, img, base, iframe", (all) => all.map(({ localName }) => localName))).toEqual([
      "script",
    ]);
    expect(await page.title()).toBe(`CORS report: ${join(folder, name)}`);
    expect({ requests, errors }).toEqual({ requests: [pathToFileURL(path).href], errors: [] });
    await page.close();
  });

  test("would not run even if it became an element, nor reach a server", async () => {
    const reached: (string | undefined)[] = [];
    const site = await serveSite((request, response) => {
      reached.push(request.url);
      response.end();
    });
    const path = join(folder, "policy.html");
    await run("diagnose", file("policy.har", JSON.stringify({ log: logOf({}) })), "--report", `html=${path}`);
    const { page, errors } = await open(path);
    await page.evaluate(async (server) => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'broken'";
      const image = document.createElement("img");
      image.src = `${server}/image`;
      document.body.append(script, image);
      await fetch(`${server}/fetch`, { mode: "no-cors" }).catch(() => {});
    }, site.api);
    expect(await page.title()).not.toBe("broken");
    await page.close();
    await site.close();
    expect(reached).toEqual([]);
    for (const directive of ["script-src", "img-src", "connect-src"]) expect(errors.join("\n")).toContain(directive);
  });
});

describe("where reports are made", () => {
  test("check writes one of several pages, preflight one of its call", async () => {
    const site = await serveSite(firstThings);
    const path = join(folder, "check.html");
    const args = [`${site.page}/one`, `${site.page}/good`, "--browser", findBrowser()];
    expect(await run("check", ...args, "--report", `html=${path}`)).toMatchObject({ code: 1, errors: "" });
    const { page } = await open(path);
    expect(
      await page.$$eval("[data-section], [data-fetch]", (lines) =>
        lines.map((line) => line.getAttribute("data-url") ?? line.textContent),
      ),
    ).toEqual([`${site.page}/one`, `${site.api}/one`, `${site.page}/good`]);
    await page.close();
    const asked = await run("preflight", `${site.api}/x`, "--origin", site.page, "--method", "PUT", "--format", "html");
    await site.close();
    expect(asked.code).toBe(1);
    const { page: answered } = await open(file("preflight.html", asked.out));
    expect(await answered.$$eval("[data-fetch]", (rows) => rows.map((row) => row.getAttribute("data-cause")))).toEqual([
      "missing-allow-origin",
    ]);
    await answered.close();
  });

  test("a file that is read by streaming has one too", async () => {
    const log = logOf(
      { answer: { status: 200, body: "x".repeat(34 * 1024 * 1024) } },
      { url: `${api}/2`, answer: { status: 200 } },
    );
    const path = join(folder, "large.html");
    const large = file("large.har", JSON.stringify({ log }));
    expect(await run("diagnose", large, "--report", `html=${path}`)).toMatchObject({ code: 1, errors: "" });
    expect(readFileSync(path).length).toBeLessThan(1_000_000);
    const { page } = await open(path);
    expect(await page.$$eval("[data-fetch]", (rows) => rows.length)).toBe(2);
    await page.close();
  });
});

test("a report that was cut short says so", async () => {
  const path = join(folder, "whole.html");
  await run("diagnose", file("cut.har", JSON.stringify({ log: logOf({}) })), "--report", `html=${path}`);
  const whole = readFileSync(path, "utf8");
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file("cut.html", whole.slice(0, whole.lastIndexOf('"outcome"')))).href);
  expect(await page.$eval("#app", ({ textContent }) => textContent)).toMatch(/^This report cannot be read.*JSON/);
  await page.close();
});

interface Opened {
  readonly page: Page;
  /** URLs of everything that the page asked for. */
  readonly requests: string[];
  /** What was printed in the console, and thrown. */
  readonly errors: string[];
}

/** The report at that path as a browser opens it from disk, once its list and detail are there. */
async function open(path: string, viewport = { width: 1200, height: 900 }): Promise<Opened> {
  const page = await browser.newPage();
  const [requests, errors]: [string[], string[]] = [[], []];
  page.on("request", (request) => {
    // Signs that the page holds itself are loaded too, from nowhere.
    if (!request.url().startsWith("data:")) requests.push(request.url());
  });
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.setViewport(viewport);
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector("[data-fetch]");
  await page.waitForSelector("#headline");
  return { page, requests, errors };
}

/** What is on the clipboard, as another page gets it. */
async function pasted(): Promise<string> {
  const page = await browser.newPage();
  await page.setContent("<textarea></textarea>");
  await page.focus("textarea");
  await page.keyboard.down("v", { commands: ["Paste"] });
  const text = await page.$eval("textarea", ({ value }) => value);
  await page.close();
  return text;
}

async function run(...argv: string[]) {
  let [out, errors] = ["", ""];
  const code = await cli(argv, {
    stdin: (async function* () {})(),
    print: async (text) => {
      out += text;
    },
    warn: (line) => {
      errors += `${line}\n`;
    },
    columns: undefined,
    env: {},
  });
  return { code, out, errors };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
