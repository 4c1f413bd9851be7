/** Measures the panel in Chromium's DevTools with 10,000 fetches recorded: `npm run bench:panel`. Medians, one run. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { countsIn, distinctPath, fetchMany, panelOf, startSite } from "../browser/refusing-api.ts";
import { findBrowser } from "../setup.mjs";

const fetches = 10_000;
const samples = 21;
const extension = fileURLToPath(new URL("../../dist/extension", import.meta.url));

const site = await startSite();
const opened = await openPanel({ extension, url: `${site.pageUrl}/`, executablePath: findBrowser(), headless: true });
try {
  report("JavaScript before the list is shown, gzipped", kilobytes(loadedBy("extension/panel.html")));
  report("JavaScript of the extension, gzipped", kilobytes(scripts()));
  report("first paint, nothing recorded", `${(await firstPaint(opened)).toFixed(0)} ms`);
  await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/first`);
  const before = await heapSize(opened);
  await fetchMany(opened, site.apiUrl, fetches);
  await recorded(opened, fetches + 1);
  await setTimeout(5000);
  const grown = (await heapSize(opened)) - before;
  report("memory per 1,000 fetches", `${(grown / (fetches / 1000) / 1e6).toFixed(1)} MB`);
  report("scrolling, frames over 50 ms", await scrolling(opened));
  const times = await timesToPaint(opened, site.apiUrl);
  report("event to row in the document", worded(times.map(({ placed }) => placed)));
  report("event to row painted, aligned to a frame", worded(times.map(({ painted }) => painted)));
  report(`first paint, ${fetches} recorded`, `${(await firstPaint(opened)).toFixed(0)} ms`);
} finally {
  await opened.close();
  site.close();
}

function report(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(48)}${value}\n`);
}

function worded(times: readonly number[]): string {
  return `${median(times).toFixed(1)} ms (worst ${Math.max(...times).toFixed(0)})`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function scripts(): string[] {
  return readdirSync(`${extension}/assets`)
    .filter((file) => file.endsWith(".js"))
    .map((file) => `assets/${file}`);
}

/** The scripts that a page names, and those that these import before they run. */
function loadedBy(page: string): string[] {
  const loaded = new Set([...read(page).matchAll(/src="\/(assets\/[^"]+\.js)"/g)].map(([, file = ""]) => file));
  for (const file of loaded) {
    for (const [, name] of read(file).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      loaded.add(`assets/${name}`);
  }
  return [...loaded];
}

function read(file: string): string {
  return readFileSync(`${extension}/${file}`, "utf8");
}

function kilobytes(files: readonly string[]): string {
  return `${(files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0) / 1000).toFixed(1)} kB`;
}

async function recorded(opened: OpenedPanel, count: number): Promise<void> {
  for (let tries = 0; !(await countsIn(opened)).endsWith(` ${count}`); tries++) {
    if (tries > 300) throw new Error(`The panel counts ${await countsIn(opened)}, not ${count}.`);
    await setTimeout(200);
  }
}

/** Both pages of the extension share one heap. */
async function heapSize({ background }: OpenedPanel): Promise<number> {
  const size = await background.evaluate("performance.memory.usedJSHeapSize");
  return Number(size);
}

/** From the load of the panel's page to its first content. */
async function firstPaint(opened: OpenedPanel): Promise<number> {
  const paints: number[] = [];
  for (let run = 0; run < 5; run++) {
    await (await panelOf(opened)).evaluate("globalThis.former = true; location.reload()");
    await setTimeout(1500);
    const paint = await (await panelOf(opened)).evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    );
    if (paint !== undefined) paints.push(paint);
  }
  return median(paints);
}

/** Scrolls through the list, a screenful per frame. */
async function scrolling(opened: OpenedPanel): Promise<string> {
  const frames = (await (
    await panelOf(opened)
  ).evaluate(`(async () => {
    const list = document.querySelector(".list");
    const frames = [];
    let last = await new Promise(requestAnimationFrame);
    for (let step = 0; step < 300; step++) {
      list.scrollTop += list.clientHeight;
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    return frames;
  })()`)) as number[];
  const slow = frames.filter((time) => time > 50).length;
  return `${slow} of ${frames.length} (median frame ${median(frames).toFixed(1)} ms)`;
}

/** In milliseconds from DevTools' event. */
interface RowTimes {
  /** To the row in the document, which the next frame paints. */
  readonly placed: number;
  /** To the end of that frame. */
  readonly painted: number;
}

async function timesToPaint(opened: OpenedPanel, apiUrl: string): Promise<RowTimes[]> {
  const { background, page } = opened;
  const panel = await panelOf(opened);
  await panel.select("[data-sort]", "newest");
  await panel.$eval(".list", (list) => list.scrollTo(0, 0));
  await background.evaluate(`
    globalThis.finishedAt = {};
    chrome.devtools.network.onRequestFinished.addListener(({ request }) => {
      finishedAt[request.url] = performance.timeOrigin + performance.now();
    });
  `);
  const times: RowTimes[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const url = `${apiUrl}/late${distinctPath(sample)}`;
    // A task after the frame's callbacks runs once the frame is painted.
    const painted = panel.evaluate(`new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector('[data-url="${url}"]')) return;
        observer.disconnect();
        const placed = performance.timeOrigin + performance.now();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done([placed, performance.timeOrigin + performance.now()]);
          port2.postMessage(null);
        });
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    })`);
    await page.evaluate((url) => fetch(url).catch(() => {}), url);
    const [placedAt, paintedAt] = (await painted) as [number, number];
    const finishedAt = Number(await background.evaluate(`finishedAt[${JSON.stringify(url)}]`));
    times.push({ placed: placedAt - finishedAt, painted: paintedAt - finishedAt });
    await setTimeout(1500);
  }
  return times;
}
