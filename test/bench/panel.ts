/** Measures the panel in Chromium's DevTools with 10,000 fetches recorded. Run by `npm run bench:panel`. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { scriptsLoadedBy } from "../browser/loaded-scripts.ts";
import { builtExtension, fetchCounts, listByServer, openBuiltPanel, panelFrameOf } from "../browser/panel-page.ts";
import { distinctPath, fetchDistinctPaths, startRefusingApi } from "../browser/refusing-api.ts";
import { median } from "./median.ts";

const fetchCount = 10_000;
const samples = 21;

const site = await startRefusingApi();
const opened = await openBuiltPanel(`${site.pageUrl}/`);
try {
  report("JavaScript before the list is shown, gzipped", kilobytes(scriptsLoadedBy("extension/panel.html")));
  report("JavaScript of the extension, gzipped", kilobytes(allScripts()));
  report("first paint, nothing recorded", `${(await firstPaint(opened)).toFixed(0)} ms`);
  await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/first`);
  const heapBefore = await heapSize(opened);
  await fetchDistinctPaths(opened, site.apiUrl, fetchCount);
  await waitForCount(opened, fetchCount + 1);
  await setTimeout(5000);
  const growth = (await heapSize(opened)) - heapBefore;
  report("memory per 1,000 fetches", `${(growth / (fetchCount / 1000) / 1e6).toFixed(1)} MB`);
  report("scrolling, frames over 50 ms", await scrollThroughList(opened));
  const times = await measureNewRows(opened, site.apiUrl);
  report("event to row in the document", summarize(times.map(({ placed }) => placed)));
  report("event to row painted, aligned to a frame", summarize(times.map(({ painted }) => painted)));
  report(`first paint, ${fetchCount} recorded`, `${(await firstPaint(opened)).toFixed(0)} ms`);
} finally {
  await opened.close();
  await site.close();
}

function report(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(48)}${value}\n`);
}

function summarize(times: readonly number[]): string {
  return `${median(times).toFixed(1)} ms (worst ${Math.max(...times).toFixed(0)})`;
}

function allScripts(): string[] {
  return readdirSync(`${builtExtension}/assets`)
    .filter((file) => file.endsWith(".js"))
    .map((file) => `assets/${file}`);
}

function read(file: string): string {
  return readFileSync(`${builtExtension}/${file}`, "utf8");
}

function kilobytes(files: readonly string[]): string {
  return `${(files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0) / 1000).toFixed(1)} kB`;
}

/** Waits up to a minute until the panel counts this many fetches. */
async function waitForCount(opened: OpenedPanel, count: number): Promise<void> {
  for (let tries = 0; !(await fetchCounts(opened)).endsWith(` ${count}`); tries++) {
    if (tries > 300) throw new Error(`The panel counts ${await fetchCounts(opened)}, not ${count}.`);
    await setTimeout(200);
  }
}

/** The bytes of the heap that both pages of the extension share. */
async function heapSize({ background }: OpenedPanel): Promise<number> {
  const size = await background.evaluate("performance.memory.usedJSHeapSize");
  return Number(size);
}

/** The median time from the load of the panel's page to its first content, in milliseconds. */
async function firstPaint(opened: OpenedPanel): Promise<number> {
  const paints: number[] = [];
  for (let run = 0; run < 5; run++) {
    await (await panelFrameOf(opened)).evaluate("globalThis.former = true; location.reload()");
    await setTimeout(1500);
    const paint = await (await panelFrameOf(opened)).evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    );
    if (paint !== undefined) paints.push(paint);
  }
  return median(paints);
}

/** Scrolls through the list, one screen per frame, and returns a summary of how long the frames took. */
async function scrollThroughList(opened: OpenedPanel): Promise<string> {
  const frames = (await (
    await panelFrameOf(opened)
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

/** Milliseconds from DevTools' event for a request to the request's row. */
interface RowTimes {
  /** To the row in the document. The next frame paints it. */
  readonly placed: number;
  /** To the end of that frame. */
  readonly painted: number;
}

/** Makes fetches one after the other, and measures when each one's row appears at the top of the list. */
async function measureNewRows(opened: OpenedPanel, apiUrl: string): Promise<RowTimes[]> {
  const { background, page } = opened;
  const panel = await panelFrameOf(opened);
  await listByServer(panel);
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
    // A task that is queued in a frame's callbacks runs after the frame was painted.
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
