import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type OpenedPanel, type OpenOptions, openPanel } from "../../src/node/open.ts";
import { findBrowser } from "../setup.mjs";
import { countsIn, distinctPath, fetchMany, panelOf, type Site, startSite } from "./refusing-site.ts";

const patient = { timeout: 60_000, interval: 200 };
let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

function open(options: Partial<OpenOptions> = {}): Promise<OpenedPanel> {
  return openPanel({
    extension: new URL("../../dist/extension", import.meta.url).pathname,
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
    const listed = await (await panelOf(opened)).$$eval("[data-navigation]", (lines) => lines.length);
    expect(listed).toBeGreaterThan(0);
  });

  test("begins anew when DevTools is closed and opened again", async () => {
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/before`);
    await expect.poll(() => countsIn(opened), patient).toBe("1 of 1");
    await opened.devtools.close();
    const devtools = await opened.page.openDevTools();
    listen({ devtools });
    const background = await devtools.waitForFrame((frame) => frame.url().endsWith("/devtools.html"));
    await background.waitForFunction("globalThis.corsPanelReady === true", { polling: 50 });
    await devtools.evaluate(`(async () => {
      const { ViewManager } = await import("./ui/legacy/legacy.js");
      await ViewManager.ViewManager.instance().showView("chrome-extension://${new URL(background.url()).host}CORS");
    })()`);
    await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/after`);
    await (await panelOf({ devtools })).waitForSelector('[data-url$="/after"]');
    await expect.poll(() => countsIn({ devtools }), patient).toMatch(/^(1 of 1|2 of 2)$/);
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
    await panel.$eval("[data-settings]", (button) => (button as HTMLElement).click());
    await panel.waitForSelector("[data-setting=redact]");
    await panel.$eval("[data-setting=redact]", (input) => (input as HTMLElement).click());
    await panel.select("[data-setting=preferredStack]", "fastify");
    await first.close();
    const second = await open({ profile });
    const again = await panelOf(second);
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
