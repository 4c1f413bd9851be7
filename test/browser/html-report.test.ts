import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curlCommands, diagnose, fixesFor, readHar } from "../../src/index.ts";
import { api, logOf } from "../har.ts";
import { run } from "../node/run.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { violationsIn } from "./axe.ts";
import { launchReportBrowser, type ReportBrowser } from "./html-report-page.ts";

const captures = chromiumCaptures();
const refused = captures.flatMap(({ log }) => diagnose(readHar(log)).filter(({ outcome }) => outcome === "refused"));

let reports: ReportBrowser;

beforeAll(async () => {
  reports = await launchReportBrowser();
});

afterAll(() => reports?.close());

describe("the HTML report", () => {
  let path: string;

  beforeAll(async () => {
    const files = captures.map(({ log, name }) => reports.file(`${name}.har`, JSON.stringify({ log })));
    path = join(reports.folder, "out/cors.html");
    expect(await run("diagnose", ...files, "--report", `html=${path}`)).toMatchObject({ code: 1, errors: [] });
  });

  test("opens from disk without a request or an error, and lists every refused fetch", async () => {
    const { page, requests, errors } = await reports.open(path, { width: 1200, height: 20_000 });
    expect(await page.title()).toBe(`CORS report: ${captures.length} sources`);
    const bar = await page.$eval("[data-report]", (element) => element.textContent);
    expect(bar).toContain(` ${refused.length} refused by CORS`);
    await page.select("[data-grouping]", "server");
    await page.$$eval("[data-group=fixed]", (groups) => {
      for (const group of groups) (group as HTMLElement).click();
    });
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

  test("shows the detail of each fetch, by mouse and by keyboard", async () => {
    const { page, errors } = await reports.open(path);
    await page.select("[data-grouping]", "server");
    await page.focus("[role=listbox]");
    const headlines = new Set<string>();
    for (let row = 0; row < 20; row++) {
      await page.waitForSelector(".exchanges");
      headlines.add(await page.$eval("#headline", (headline) => headline.textContent ?? ""));
      await page.keyboard.press("ArrowDown");
    }
    expect(headlines.size).toBeGreaterThan(5);
    await page.keyboard.press("ArrowRight");
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
    "has no violation that axe finds in the %s theme, wide and narrow, with all its parts open",
    async (theme) => {
      const { page } = await reports.open(path);
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

describe("the HTML report of one fetch", () => {
  test("prints the selected fetch completely, with all its parts open and dark on white", async () => {
    const log = logOf({ method: "PUT", preflight: { status: 204 } });
    const path = await reports.writeReport("print", log);
    const { page } = await reports.open(path, { width: 800, height: 400 });
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
      stack: "Any server",
      background: "rgb(255, 255, 255)",
      isWhole: true,
    });
    expect(printed.console).toBeGreaterThan(0);
    await page.close();
  });

  test("prints every refused fetch, and one code for those that share it", async () => {
    const calls = ["a", "b", "c"].map((name) => ({ url: `${api}/${name}`, answer: { status: 500 } }));
    const path = await reports.writeReport("print-all", logOf(...calls, { method: "PUT", preflight: { status: 401 } }));
    const { page, errors } = await reports.open(path);
    expect(await page.$$("[data-printed]")).toEqual([]);
    await page.emulateMediaType("print");
    await page.waitForSelector("[data-printed]");
    const printed = await page.$$eval("[data-printed]", (all) =>
      all.map((one) => ({
        isVisible: one.checkVisibility(),
        request: one.querySelector("h4 + p code")?.textContent,
        codes: [...one.querySelectorAll("pre")].map(({ textContent }) => textContent),
      })),
    );
    expect(printed.every(({ isVisible }) => isVisible)).toBe(true);
    expect(printed.map(({ request }) => request).sort()).toEqual([
      `GET ${api}/a`,
      `GET ${api}/b`,
      `GET ${api}/c`,
      `PUT ${api}`,
    ]);
    const codes = printed.flatMap((one) => one.codes);
    expect(codes.length).toBeLessThan(printed.length);
    expect(new Set(codes).size).toBe(codes.length);
    await page.emulateMediaType("screen");
    await page.waitForFunction(() => !document.querySelector("[data-printed]"));
    expect(errors).toEqual([]);
    await page.close();
  });

  test("has an address for each row, which opens and selects it again", async () => {
    const log = logOf({ answer: { status: 500 } }, { method: "PUT", preflight: { status: 401 } });
    const { page } = await reports.open(await reports.writeReport("links", log));
    const selected = () => page.$eval("[data-fetch][aria-selected=true]", (row) => row.textContent);
    const first = await selected();
    await page.click("[data-fetch]:not([aria-selected=true])");
    await page.waitForFunction(() => location.hash !== "");
    const second = await selected();
    expect(second).not.toBe(first);
    const link = page.url();
    expect(link).toMatch(/\.html#fetch-\w+$/);
    expect(await page.$eval("[data-link]", (element) => (element as HTMLAnchorElement).href)).toBe(link);
    await page.reload();
    await page.waitForSelector("#headline");
    expect(await selected()).toBe(second);
    await page.goto("about:blank");
    await page.goto(link);
    await page.waitForSelector("#headline");
    expect(await selected()).toBe(second);
    await page.close();
  });

  test("copies the fix and the command as the engine writes them", async () => {
    const log = logOf({ method: "PUT", preflight: { status: 204 } });
    const recording = readHar(log);
    const [diagnosis] = diagnose(recording);
    if (!diagnosis) throw new Error("nothing was diagnosed");
    const path = await reports.writeReport("copy", log, "--stack", "caddy");
    const { page } = await reports.open(path);
    const copied = async (selector: string) => {
      await page.waitForSelector(selector);
      await page.click(selector);
      await page.waitForFunction(
        () => document.querySelector(".copy [role=status]:not(:empty)")?.textContent === "Copied",
      );
      return readClipboard();
    };
    const [fix] = fixesFor([diagnosis], recording).filter(({ stack }) => stack === "caddy");
    expect(await copied(".fix [data-copy]")).toBe(fix?.code);
    const commands = curlCommands(diagnosis.fetch).map(({ posix }) => posix);
    await page.click("[data-copy-as] summary");
    expect(await copied("[aria-label='Copy as curl']")).toBe(commands.join("\n"));
    await page.close();
  });

  test("says so when its file was cut short", async () => {
    const path = await reports.writeReport("whole", logOf({}));
    const whole = readFileSync(path, "utf8");
    const page = await reports.browser.newPage();
    await page.goto(pathToFileURL(reports.file("cut.html", whole.slice(0, whole.lastIndexOf('"outcome"')))).href);
    expect(await page.$eval("#app", ({ textContent }) => textContent)).toMatch(/^Cannot read this report.*JSON/);
    await page.close();
  });
});

/** Pastes the clipboard into another page, and returns its text. */
async function readClipboard(): Promise<string> {
  const page = await reports.browser.newPage();
  await page.setContent("<textarea></textarea>");
  await page.focus("textarea");
  await page.keyboard.down("v", { commands: ["Paste"] });
  const text = await page.$eval("textarea", ({ value }) => value);
  await page.close();
  return text;
}
