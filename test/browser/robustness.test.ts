import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { CDPSession, Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import {
  clickElement,
  collectExtensionErrors,
  fetchCounts,
  listByServer,
  openBuiltPanel,
  panelFrameOf,
} from "./panel-page.ts";
import { distinctPath, fetchDistinctPaths, type RefusingApi, startRefusingApi } from "./refusing-api.ts";

const longWait = { timeout: 60_000, interval: 200 };
let site: RefusingApi;

beforeAll(async () => {
  site = await startRefusingApi();
});

afterAll(() => site?.close());

describe("the panel in Chromium's DevTools", () => {
  const errors: string[] = [];
  let opened: OpenedPanel;

  beforeEach(async () => {
    errors.length = 0;
    opened = await openBuiltPanel(`${site.pageUrl}/`);
    collectExtensionErrors(opened.devtools, errors);
  });

  afterEach(async () => {
    await opened.close();
    expect(errors).toEqual([]);
  });

  test("counts each of 10,000 fetches in a burst once, and renders less than 100 rows of them", async () => {
    const count = 10_000;
    await fetchDistinctPaths(opened, site.apiUrl, count);
    await expect.poll(() => fetchCounts(opened), longWait).toBe(`${count} of ${count}`);
    const panel = await panelFrameOf(opened);
    await listByServer(panel);
    await panel.focus("[role=listbox]");
    // DevTools' log may still change the order of requests that started in one millisecond.
    await expect
      .poll(async () => {
        await opened.devtools.keyboard.press("End");
        return panel.evaluate(() => {
          const selected = document.querySelector("[data-fetch][aria-selected=true]");
          return `${selected?.getAttribute("aria-posinset")} of ${selected?.getAttribute("aria-setsize")}`;
        });
      }, longWait)
      .toBe(`${count} of ${count}`);
    expect((await panel.$$("[data-fetch]")).length).toBeLessThan(100);
  });

  test("loses and doubles no fetch while the page navigates 30 times", async () => {
    await clickElement(await panelFrameOf(opened), "[data-preserve]");
    const paths = Array.from({ length: 30 }, (_, index) => `/navigation${distinctPath(index)}`);
    for (const path of paths) {
      await opened.page.goto(`${site.pageUrl}/?call=${path}`);
      await opened.page.waitForFunction("globalThis.called", { polling: 20 });
    }
    await expect.poll(() => fetchCounts(opened), longWait).toMatch(/ of 30$/);
    const listed = await (await panelFrameOf(opened)).$$eval("[data-section]", (lines) => lines.length);
    expect(listed).toBeGreaterThan(0);
  });

  test("has a heading for each document, also for one after a document that at once led to an error page", async () => {
    const visit = async (path: string) => {
      await opened.page.goto(`${site.pageUrl}/?call=${path}`);
      await opened.page.waitForFunction("globalThis.called", { polling: 20 });
    };
    await clickElement(await panelFrameOf(opened), "[data-preserve]");
    await visit("/one");
    await opened.page.goto(`${site.pageUrl}/?call=/short`, { waitUntil: "domcontentloaded" });
    await expect(opened.page.goto("http://host.invalid/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    // No user leaves an error page within the time in which two clocks differ.
    await setTimeout(200);
    await visit("/two");
    const panel = await panelFrameOf(opened);
    await listByServer(panel);
    const headings = () => panel.$$eval("[data-section]", (lines) => lines.map(({ textContent }) => textContent));
    await expect.poll(headings, longWait).toContain(`Navigated to ${site.pageUrl}/?call=/two`);
  });

  test("starts a new recording when DevTools is closed and opened again", async () => {
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/before`);
    await expect.poll(() => fetchCounts(opened), longWait).toBe("1 of 1");
    await opened.devtools.close();
    const devtools = await opened.page.openDevTools();
    collectExtensionErrors(devtools, errors);
    await showPanel(devtools);
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/after`);
    await (await panelFrameOf({ devtools })).waitForSelector('[data-url$="/after"]');
    await expect.poll(() => fetchCounts({ devtools }), longWait).toMatch(/^(1 of 1|2 of 2)$/);
  });

  test("of each tab lists the fetches of that tab only", async () => {
    const page = await opened.browser.newPage();
    const devtools = await page.openDevTools();
    collectExtensionErrors(devtools, errors);
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
      await expect.poll(() => fetchCounts(tab), longWait).toBe(`${tab.count} of ${tab.count}`);
      const recorder = await tab.devtools.waitForFrame((frame) => frame.url().endsWith("/devtools.html"));
      const fetched = await recorder.evaluate(
        "corsPanel.har().then(({ log }) => log.entries.map(({ request }) => request.url).filter((url) => /item-/.test(url)))",
      );
      expect((fetched as string[]).toSorted()).toEqual(urlsOf(tab).toSorted());
    }
    await page.reload();
    await expect.poll(() => fetchCounts({ devtools }), longWait).toBe("0 of 0");
    expect(await fetchCounts(opened)).toBe("20 of 20");
    await devtools.close();
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/one/after`);
    await expect.poll(() => fetchCounts(opened), longWait).toBe("21 of 21");
  });

  test("shows a HAR file that is dropped on it, and the recording again once the file is closed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cors-panel-dropped-"));
    const file = join(folder, "dropped.har");
    try {
      await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/in-file`);
      await expect.poll(() => fetchCounts(opened), longWait).toBe("1 of 1");
      await writeFile(file, JSON.stringify(await opened.background.evaluate("corsPanel.har()")));
      await opened.page.goto(`${site.pageUrl}/?call=/recorded`);
      const panel = await panelFrameOf(opened);
      await panel.waitForSelector('[data-url$="/recorded"]');
      // The files must be dropped on the frame's own session, which Puppeteer does not publish.
      const { client } = panel as unknown as { readonly client: CDPSession };
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"] as const) {
        await client.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
      }
      await panel.waitForSelector('[data-url$="/in-file"]');
      expect(await panel.$('[data-url$="/recorded"]')).toBeNull();
      expect(await panel.$eval("[data-file]", (bar) => bar.textContent)).toContain("dropped.har");
      // The bar loads after the list, and may still move it.
      await panel.locator("[data-file] button").click();
      await panel.waitForSelector('[data-url$="/recorded"]');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("keeps working when the inspected tab crashes", async () => {
    await opened.page.goto(`${site.pageUrl}/?call=/around-crash`);
    await expect.poll(() => fetchCounts(opened), longWait).toBe("1 of 1");
    const requestsBefore = site.requestedPaths.length;
    const crash = await opened.page.createCDPSession();
    // A crashed page sends no reply.
    void crash.send("Page.crash").catch(() => {});
    await setTimeout(1000);
    await opened.background.evaluate("chrome.devtools.inspectedWindow.reload()");
    await expect.poll(() => site.requestedPaths.length, longWait).toBeGreaterThan(requestsBefore);
    await expect.poll(() => fetchCounts(opened), longWait).toBe("1 of 1");
  });
});

/** Opens the CORS panel in a DevTools that shows another panel. */
async function showPanel(devtools: Page): Promise<void> {
  const recorder = await devtools.waitForFrame((frame) => frame.url().endsWith("/devtools.html"));
  await recorder.waitForFunction("globalThis.corsPanelReady === true", { polling: 50 });
  await devtools.evaluate(`(async () => {
    const { ViewManager } = await import("./ui/legacy/legacy.js");
    await ViewManager.ViewManager.instance().showView("chrome-extension://${new URL(recorder.url()).host}CORS");
  })()`);
}
