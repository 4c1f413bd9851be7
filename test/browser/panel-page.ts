// Drives the built extension's panel in Chromium's DevTools: opens it, finds its current page, clicks and reads it.
// Expectations stay in the tests.

import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ElementHandle, Frame, Page } from "puppeteer";
import { type OpenedPanel, type OpenOptions, openPanel } from "../../src/node/browser/open-panel.ts";
import { findBrowser } from "../setup.mjs";

/** The folder of the built extension. */
export const builtExtension = fileURLToPath(new URL("../../dist/extension", import.meta.url));

/** Opens a page in a browser without a window, whose DevTools shows the panel of the built extension. */
export function openBuiltPanel(url: string, options: Partial<OpenOptions> = {}): Promise<OpenedPanel> {
  return openPanel({ extension: builtExtension, url, executablePath: findBrowser(), headless: true, ...options });
}

/** The panel's current page. Docking and reloading replace it. */
export function panelFrameOf({ devtools }: Pick<OpenedPanel, "devtools">): Promise<Frame> {
  return devtools.waitForFrame((frame) => frame.url().endsWith("/panel.html") && !frame.detached);
}

/** Reloads the panel's page, and returns the new one once its list or its empty state is drawn. */
export async function reloadPanel(opened: Pick<OpenedPanel, "devtools">): Promise<Frame> {
  await (await panelFrameOf(opened)).evaluate("globalThis.isBeforeReload = true; setTimeout(() => location.reload())");
  let panel = await panelFrameOf(opened);
  await waitUntil(async () => {
    panel = await panelFrameOf(opened);
    const isDrawn =
      "!globalThis.isBeforeReload && document.querySelector('#app > :is(main, .split):not([aria-busy])') !== null";
    // The page from before the reload may be gone by now.
    return panel.evaluate(isDrawn).then(Boolean, () => false);
  });
  return panel;
}

/** Lists each row by itself: rows with one cause are one closed group at first. */
export async function listByServer(panel: Frame): Promise<void> {
  await panel.waitForSelector("[data-grouping]");
  await panel.select("[data-grouping]", "server");
}

/** Waits for the row of a fetch, selects it, and returns it. */
export async function selectRow(opened: Pick<OpenedPanel, "devtools">, url: string): Promise<ElementHandle> {
  const panel = await panelFrameOf(opened);
  await listByServer(panel);
  const row = `[data-fetch][data-url="${url}"]`;
  await panel.waitForSelector(row);
  await panel.click(row);
  const selected = await panel.waitForSelector(`${row}[aria-selected=true]`);
  if (!selected) throw new Error(`The list has no row for ${url}.`);
  return selected;
}

/**
 * Waits for an element and calls its `click()`. A real mouse click can miss it, because DevTools' window gets its final
 * size only some moments after it opens.
 */
export async function clickElement(panel: Frame, selector: string): Promise<void> {
  await panel.waitForSelector(selector);
  await panel.$eval(selector, (element) => (element as HTMLElement).click());
}

/** Opens a HAR file in the panel, as its file dialog does. */
export async function uploadFile(panel: Frame, file: string): Promise<void> {
  const input = (await panel.$("[data-file-input]")) as ElementHandle<HTMLInputElement> | null;
  await input?.uploadFile(file);
}

/** The toolbar's counts as "refused of all", for example "2 of 5". */
export async function fetchCounts(opened: Pick<OpenedPanel, "devtools">): Promise<string> {
  const panel = await panelFrameOf(opened);
  const counts = await panel.$$eval(":is([data-filter=refused], [data-filter=all]) + span .count", (elements) =>
    elements.map(({ textContent }) => textContent),
  );
  return counts.join(" of ").replaceAll(",", "");
}

/** Changes the theme of DevTools, which the panel follows. */
export async function setTheme({ devtools }: Pick<OpenedPanel, "devtools">, theme: "light" | "dark"): Promise<void> {
  const name = theme === "light" ? "default" : theme;
  await devtools.evaluate(`(async () => {
    const { Settings } = await import("./core/common/common.js");
    Settings.Settings.instance().moduleSetting("ui-theme").set(${JSON.stringify(name)});
  })()`);
}

/** Adds to `errors` what the extension's pages in this DevTools throw or print as an error, from now on. */
export function collectExtensionErrors(devtools: Page, errors: string[]): void {
  devtools.on("pageerror", (error) => errors.push(String(error)));
  devtools.on("console", (message) => {
    if (message.type() === "error" && message.location().url?.startsWith("chrome-extension:")) {
      errors.push(message.text());
    }
  });
}

/** Reads a page's clipboard, which only the page in front can do. */
export async function readClipboard({ browser, page }: OpenedPanel): Promise<string> {
  await browser.defaultBrowserContext().overridePermissions(new URL(page.url()).origin, ["clipboard-read"]);
  await page.bringToFront();
  return page.evaluate(() => navigator.clipboard.readText());
}

/**
 * Checks ten times a second until the condition holds.
 *
 * @throws after 30 seconds
 */
export async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  for (let count = 0; count < 300; count++) {
    if (await isTrue()) return;
    await setTimeout(100);
  }
  throw new Error("The panel does not come to rest.");
}
