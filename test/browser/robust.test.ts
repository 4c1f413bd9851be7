import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { CDPSession, Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type OpenedPanel, type OpenOptions, openPanel } from "../../src/node/browser/open-panel.ts";
import { readMessages } from "../extension/fakes.ts";
import { findBrowser } from "../setup.mjs";
import { countsIn, distinctPath, fetchMany, panelOf, type Site, startSite } from "./refusing-site.ts";

const patient = { timeout: 60_000, interval: 200 };
const extension = new URL("../../dist/extension", import.meta.url).pathname;
const proseFile = new URL("../../_locales/de/prose.json", import.meta.url);
let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

function open(options: Partial<OpenOptions> = {}): Promise<OpenedPanel> {
  return openPanel({
    extension,
    url: `${site.pageUrl}/`,
    executablePath: findBrowser(),
    headless: true,
    ...options,
  });
}

describe("the panel in Chromium's DevTools", () => {
  const complaints: string[] = [];
  let opened: OpenedPanel;

  beforeEach(async () => {
    complaints.length = 0;
    opened = await open();
    listen(opened);
  });
  afterEach(async () => {
    await opened.close();
    expect(complaints).toEqual([]);
  });

  function listen({ devtools }: Pick<OpenedPanel, "devtools">): void {
    devtools.on("pageerror", (error) => complaints.push(String(error)));
    devtools.on("console", (message) => {
      if (message.type() === "error" && message.location().url?.startsWith("chrome-extension:")) {
        complaints.push(message.text());
      }
    });
  }

  test("counts each of 10,000 fetches in a burst once, and draws a screenful of them", async () => {
    const count = 10_000;
    await fetchMany(opened, site.apiUrl, count);
    await expect.poll(() => countsIn(opened), patient).toBe(`${count} of ${count}`);
    const panel = await panelOf(opened);
    await panel.focus("[role=listbox]");
    await opened.devtools.keyboard.press("End");
    const last = await panel.waitForSelector(`[data-url$="${distinctPath(count - 1)}"][aria-selected=true]`);
    expect(await last?.evaluate((option) => option.getAttribute("aria-setsize"))).toBe(String(count));
    expect((await panel.$$("[data-fetch]")).length).toBeLessThan(100);
  });

  test("loses and doubles nothing while the page navigates again and again", async () => {
    await (await panelOf(opened)).$eval("[data-preserve]", (input) => (input as HTMLInputElement).click());
    const paths = Array.from({ length: 30 }, (_, index) => `/storm${distinctPath(index)}`);
    for (const path of paths) {
      await opened.page.goto(`${site.pageUrl}/?call=${path}`);
      await opened.page.waitForFunction("globalThis.called", { polling: 20 });
    }
    await expect.poll(() => countsIn(opened), patient).toBe("30 of 30");
    const listed = await (await panelOf(opened)).$$eval("[data-section]", (lines) => lines.length);
    expect(listed).toBeGreaterThan(0);
  });

  test("begins anew when DevTools is closed and opened again", async () => {
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/before`);
    await expect.poll(() => countsIn(opened), patient).toBe("1 of 1");
    await opened.devtools.close();
    const devtools = await opened.page.openDevTools();
    listen({ devtools });
    await showPanel(devtools);
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/after`);
    await (await panelOf({ devtools })).waitForSelector('[data-url$="/after"]');
    await expect.poll(() => countsIn({ devtools }), patient).toMatch(/^(1 of 1|2 of 2)$/);
  });

  test("of two tabs each has a panel of its own, which holds what its tab fetched and nothing else", async () => {
    const page = await opened.browser.newPage();
    const devtools = await page.openDevTools();
    listen({ devtools });
    const tabs = [
      { page: opened.page, devtools: opened.devtools, name: "one", count: 20 },
      { page, devtools, name: "two", count: 30 },
    ];
    await showPanel(devtools);
    await page.goto(`${site.pageUrl}/`);
    const urlsOf = ({ name, count }: (typeof tabs)[number]) =>
      Array.from({ length: count }, (_, index) => `${site.apiUrl}/${name}${distinctPath(index)}`);
    await Promise.all(
      tabs.map((tab) =>
        tab.page.evaluate(async (urls) => {
          for (const url of urls) await fetch(url).catch(() => {});
        }, urlsOf(tab)),
      ),
    );
    for (const tab of tabs) {
      await expect.poll(() => countsIn(tab), patient).toBe(`${tab.count} of ${tab.count}`);
      const recorder = await tab.devtools.waitForFrame((frame) => frame.url().endsWith("/devtools.html"));
      const fetched = await recorder.evaluate(
        "corsPanel.har().log.entries.map(({ request }) => request.url).filter((url) => /item-/.test(url))",
      );
      expect((fetched as string[]).toSorted()).toEqual(urlsOf(tab).toSorted());
    }
    await page.reload();
    await expect.poll(() => countsIn({ devtools }), patient).toBe("0 of 0");
    expect(await countsIn(opened)).toBe("20 of 20");
    await devtools.close();
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/one/after`);
    await expect.poll(() => countsIn(opened), patient).toBe("21 of 21");
  });

  test("shows a HAR file that is dropped on it, and then the recording again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cors-panel-dropped-"));
    const file = join(folder, "dropped.har");
    try {
      await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/in-file`);
      await expect.poll(() => countsIn(opened), patient).toBe("1 of 1");
      await writeFile(file, JSON.stringify(await opened.background.evaluate("corsPanel.har()")));
      await opened.page.goto(`${site.pageUrl}/?call=/recorded`);
      const panel = await panelOf(opened);
      await panel.waitForSelector('[data-url$="/recorded"]');
      // Files are dropped on the frame itself, whose session Puppeteer has, and keeps to itself.
      const { client } = panel as unknown as { readonly client: CDPSession };
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"] as const) {
        await client.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
      }
      await panel.waitForSelector('[data-url$="/in-file"]');
      expect(await panel.$('[data-url$="/recorded"]')).toBeNull();
      expect(await panel.$eval("[data-file]", (bar) => bar.textContent)).toContain("dropped.har");
      await panel.click("[data-file] button");
      await panel.waitForSelector('[data-url$="/recorded"]');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("goes on when the inspected tab has crashed", async () => {
    await opened.page.goto(`${site.pageUrl}/?call=/around-crash`);
    await expect.poll(() => countsIn(opened), patient).toBe("1 of 1");
    const askedBefore = site.asked.length;
    const crash = await opened.page.createCDPSession();
    // Nobody answers for a page that crashed.
    void crash.send("Page.crash").catch(() => {});
    await setTimeout(1000);
    await opened.background.evaluate("chrome.devtools.inspectedWindow.reload()");
    await expect.poll(() => site.asked.length, patient).toBeGreaterThan(askedBefore);
    await expect.poll(() => countsIn(opened), patient).toBe("1 of 1");
  });
});

test("what is set is there again after the browser was closed", async () => {
  const profile = await mkdtemp(join(tmpdir(), "cors-panel-profile-"));
  try {
    const first = await open({ profile });
    const panel = await panelOf(first);
    await panel.waitForSelector("[data-settings]");
    await panel.$eval("[data-settings]", (button) => (button as HTMLElement).click());
    await panel.waitForSelector("[data-setting=redact]");
    await panel.$eval("[data-setting=redact]", (input) => (input as HTMLElement).click());
    await panel.select("[data-setting=preferredStack]", "fastify");
    await first.close();
    const second = await open({ profile });
    const again = await panelOf(second);
    await again.waitForSelector("[data-settings]");
    await again.$eval("[data-settings]", (button) => (button as HTMLElement).click());
    await again.waitForSelector("[data-setting=redact]");
    const kept = await again.evaluate(() => [
      document.querySelector<HTMLInputElement>("[data-setting=redact]")?.checked,
      document.querySelector<HTMLSelectElement>("[data-setting=preferredStack]")?.value,
    ]);
    await second.close();
    expect(kept).toEqual([false, "fastify"]);
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});

/** The browser chooses among the languages that it has itself; one that has English alone is given German alone. */
test("speaks German throughout where the browser takes the German texts", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-german-"));
  try {
    await cp(extension, folder, { recursive: true });
    await rm(join(folder, "_locales/en"), { recursive: true });
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
    await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, default_locale: "de" }));
    const opened = await open({ extension: folder });
    try {
      await opened.page.goto(`${site.pageUrl}/?call=/german`);
      const panel = await panelOf(opened);
      await panel.waitForSelector("[data-fix-code]");
      const texts = readMessages("de");
      expect(await panel.$eval("html", ({ lang }) => lang)).toBe("de");
      expect(await panel.$eval("#fix-title", ({ textContent }) => textContent)).toBe(texts.fix?.message);
      expect(await panel.$eval(".list", (list) => list.ariaLabel)).toBe(texts.fetches?.message);
      const shown = await panel.$eval("body", (body) => body.innerText);
      const english = readMessages("en");
      const translated = Object.keys(english).filter((name) => english[name]?.message !== texts[name]?.message);
      const told = new Set(shown.split("\n").map((line) => line.trim()));
      expect(translated.filter((name) => told.has(english[name]?.message ?? ""))).toEqual([]);
      const prose: Record<string, string> = JSON.parse(await readFile(proseFile, "utf8"));
      const asShown = (text: string) => text.replaceAll("`", "");
      expect(Object.values(prose).map(asShown)).toContain(
        await panel.$eval("#headline", ({ textContent }) => textContent),
      );
      const sentences = Object.keys(prose).filter((text) => text !== prose[text] && text.length > 15);
      expect(sentences.filter((text) => shown.includes(asShown(text)))).toEqual([]);
    } finally {
      await opened.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Opens the panel in a DevTools that shows another one. */
async function showPanel(devtools: Page): Promise<void> {
  const recorder = await devtools.waitForFrame((frame) => frame.url().endsWith("/devtools.html"));
  await recorder.waitForFunction("globalThis.corsPanelReady === true", { polling: 50 });
  await devtools.evaluate(`(async () => {
    const { ViewManager } = await import("./ui/legacy/legacy.js");
    await ViewManager.ViewManager.instance().showView("chrome-extension://${new URL(recorder.url()).host}CORS");
  })()`);
}
