import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import {
  clickElement,
  fetchCounts,
  listByServer,
  openBuiltPanel,
  panelFrameOf,
  reloadPanel,
  uploadFile,
} from "./panel-page.ts";
import { logOfCaptures, setPanelSize } from "./panel-screenshot.ts";
import { distinctPath, fetchDistinctPaths, type RefusingApi, startRefusingApi } from "./refusing-api.ts";

const longWait = { timeout: 60_000 };
let site: RefusingApi;
let opened: OpenedPanel;

beforeAll(async () => {
  site = await startRefusingApi();
  opened = await openBuiltPanel(`${site.pageUrl}/`);
  // A window that was just opened gets its size late, which moves what it shows.
  await setPanelSize(opened, 1000, 700);
});

afterAll(async () => {
  await opened?.close();
  await site?.close();
});

test("nothing moves while fetches with one cause come in", async () => {
  const panel = await reloadPanel(opened);
  for (let count = 1; count <= 5; count++) {
    await fetchFromPage(`${site.apiUrl}/group-${"a".repeat(count)}`);
    await expect.poll(() => fetchCounts(opened), longWait).toBe(`${count} of ${count}`);
  }
  await panel.waitForSelector("[role=option][data-group]");
  expect(await panel.$$("[role=option]")).toHaveLength(1);
  expect(await layoutShifts(panel)).toEqual([]);
});

test("nothing moves while fetches come in, while the detail loads, and when something is copied", async () => {
  await opened.page.reload();
  await expect.poll(() => fetchCounts(opened), longWait).toBe("0 of 0");
  const panel = await reloadPanel(opened);
  await listByServer(panel);
  for (let count = 1; count <= 16; count++) {
    await fetchFromPage(`${site.apiUrl}/item-${"a".repeat(count)}`);
    await expect.poll(() => fetchCounts(opened), longWait).toBe(`${count} of ${count}`);
  }
  // Now the list is full. Of many fetches at once the order is known only when all have ended.
  await fetchDistinctPaths(opened, `${site.apiUrl}/many`, 1000);
  await expect.poll(() => fetchCounts(opened), longWait).toBe("1016 of 1016");
  await clickElement(panel, '[data-fetch][data-url*="/item-aaa"]');
  await panel.waitForSelector('[data-detail] .request[title*="/item-aaa"]');
  expect(await copyAndReadStatus(panel)).toBe("Copied");
  await panel.waitForSelector(".fix [role=status]:empty");
  expect(await layoutShifts(panel)).toEqual([]);
  expect(await layoutShifts(await reloadPanel(opened))).toEqual([]);
});

test("the visible rows of a scrolled list stay in place when rows come in above them", async () => {
  const otherUrl = site.apiUrl.replace("127.0.0.1", "localhost");
  await opened.page.reload();
  await expect.poll(() => fetchCounts(opened), longWait).toBe("0 of 0");
  await listByServer(await panelFrameOf(opened));
  for (const url of [site.apiUrl, otherUrl]) await fetchInTurn(url, 30);
  await expect.poll(() => fetchCounts(opened), longWait).toBe("60 of 60");
  const panel = await reloadPanel(opened);
  await panel.$eval(".list", (list) => list.scrollTo(0, list.scrollHeight));
  const lastRow = await panel.waitForSelector(`[data-fetch][data-url="${otherUrl}${distinctPath(29)}"]`);
  // A row that is rendered again has another element, and the click that began on the old one is lost.
  const topOfLastRow = () =>
    lastRow?.evaluate((row) => (row.isConnected ? row.getBoundingClientRect().top : "rendered again"));
  const top = await topOfLastRow();
  for (let count = 1; count <= 3; count++) {
    await fetchFromPage(`${site.apiUrl}/later-${"a".repeat(count)}`);
    await expect.poll(() => fetchCounts(opened), longWait).toBe(`${60 + count} of ${60 + count}`);
    expect(await topOfLastRow()).toBe(top);
  }
  expect(await layoutShifts(panel)).toEqual([]);
});

test("the selected row stays visible when the panel shrinks and when the list is sorted differently", async () => {
  await opened.page.reload();
  await fetchDistinctPaths(opened, site.apiUrl, 60);
  await expect.poll(() => fetchCounts(opened), longWait).toBe("60 of 60");
  await setPanelSize(opened, 900, 600);
  const panel = await reloadPanel(opened);
  /** How many pixels of the selected row are outside of the list, or less than 0. */
  const hiddenPixels = () =>
    panel.evaluate(() => {
      const list = document.querySelector(".list")?.getBoundingClientRect();
      const row = document.querySelector(".row[aria-selected=true]")?.getBoundingClientRect();
      return list && row ? Math.max(list.top - row.top, row.bottom - list.bottom) : null;
    });
  await panel.focus("[role=listbox]");
  await opened.devtools.keyboard.press("End");
  await expect.poll(hiddenPixels).toBeLessThanOrEqual(0);
  await setPanelSize(opened, 900, 250);
  await expect.poll(hiddenPixels).toBeLessThanOrEqual(0);
  await panel.select("[data-sort]", "newest");
  await expect.poll(hiddenPixels).toBeLessThanOrEqual(0);
  await panel.select("[data-sort]", "time");
});

test("a narrow list gives reasons two lines, scrolls to its end, and keeps its rows in place", async () => {
  await setPanelSize(opened, 1100, 400);
  await opened.page.reload();
  await expect.poll(() => fetchCounts(opened), longWait).toBe("0 of 0");
  await listByServer(await panelFrameOf(opened));
  await fetchInTurn(site.apiUrl, 30);
  await expect.poll(() => fetchCounts(opened), longWait).toBe("30 of 30");
  const heights = (panel: Frame) =>
    panel.$$eval("[data-fetch]", (rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]);
  const wide = await reloadPanel(opened);
  expect(await heights(wide)).toEqual([45]);
  await setPanelSize(opened, 700, 400);
  await expect.poll(() => heights(wide)).toEqual([63]);
  const panel = await reloadPanel(opened);
  expect(await heights(panel)).toEqual([63]);
  const reason = await panel.$eval("[data-fetch] .why", (why) => [why.scrollHeight, why.clientHeight]);
  expect(reason).toEqual([36, 36]);
  expect(await layoutShifts(panel)).toEqual([]);
  await panel.focus("[role=listbox]");
  await opened.devtools.keyboard.press("End");
  const last = `[data-fetch][data-url="${site.apiUrl}${distinctPath(29)}"]`;
  await panel.waitForSelector(`${last}[aria-selected=true]`);
  const hidden = () =>
    panel.$eval(last, (row) => {
      const { bottom = 0 } = document.querySelector(".list")?.getBoundingClientRect() ?? {};
      return Math.round(row.getBoundingClientRect().bottom - bottom);
    });
  await expect.poll(hidden).toBe(0);
  await fetchFromPage(`${site.apiUrl}/later-a`);
  await expect.poll(() => fetchCounts(opened), longWait).toBe("31 of 31");
  expect(await hidden()).toBe(0);
});

test("the list of a file's problems leaves room for its fetches, even if it is long and the panel is small", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-layout-"));
  try {
    const { entries, ...log } = logOfCaptures({ "preflight-ok-json": "/cart", "simple-missing-acao": "/stock" });
    const file = join(folder, `${"checkout-".repeat(20)}.har`);
    await writeFile(file, JSON.stringify({ log: { ...log, entries: [...Array(40).fill({}), ...entries] } }));
    await setPanelSize(opened, 300, 320);
    const panel = await reloadPanel(opened);
    await uploadFile(panel, file);
    await clickElement(panel, "[data-file] summary");
    const detail = await panel.waitForSelector("[data-detail]");
    expect(await detail?.evaluate((element) => innerHeight - element.getBoundingClientRect().top)).toBeGreaterThan(50);
    await clickElement(panel, "[data-file-close]");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function fetchFromPage(url: string): Promise<void> {
  await opened.page.evaluate((url) => fetch(url).catch(() => {}), url);
}

/** Makes the page fetch distinct paths one after the other: of parallel fetches, DevTools reports the order late. */
async function fetchInTurn(apiUrl: string, count: number): Promise<void> {
  const urls = Array.from({ length: count }, (_, index) => `${apiUrl}${distinctPath(index)}`);
  await opened.page.evaluate(async (urls) => {
    for (const url of urls) await fetch(url).catch(() => {});
  }, urls);
}

/** What moved without user input since the panel was loaded: from where to where, and its HTML. */
function layoutShifts(panel: Frame): Promise<string[]> {
  return panel.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        interface Source {
          readonly node: Node | null;
          readonly previousRect: DOMRectReadOnly;
          readonly currentRect: DOMRectReadOnly;
        }
        type Shift = PerformanceEntry & { readonly sources: readonly Source[] };
        const placeOf = ({ x, y, width, height }: DOMRectReadOnly) => `${width}x${height} at ${x}, ${y}`;
        const shifts: string[] = [];
        new PerformanceObserver((list) => {
          for (const { node, previousRect, currentRect } of (list.getEntries() as Shift[]).flatMap((s) => s.sources)) {
            const name = node instanceof Element ? node.outerHTML : String(node);
            shifts.push(`from ${placeOf(previousRect)} to ${placeOf(currentRect)}: ${name}`);
          }
        }).observe({ type: "layout-shift", buffered: true });
        // Buffered entries come in a later task.
        setTimeout(() => resolve(shifts), 500);
      }),
  );
}

/** Copies the fix, and returns the status that is then shown. Waits in the page, since a busy test may look too late. */
function copyAndReadStatus(panel: Frame): Promise<string | null> {
  return panel.$eval(".fix", async (fix) => {
    fix.querySelector<HTMLElement>("[data-copy]")?.click();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return fix.querySelector("[role=status]")?.textContent ?? null;
  });
}
