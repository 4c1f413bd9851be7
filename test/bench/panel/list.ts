// Measures the panel with 10,000 refused fetches recorded: first paint, scrolling, the first click, the filter and new rows.

import { setTimeout } from "node:timers/promises";
import type { OpenedPanel } from "../../../src/node/browser/open-panel.ts";
import { fetchCounts, listByServer, openBuiltPanel, panelFrameOf } from "../../browser/panel-page.ts";
import { distinctPath, fetchDistinctPaths, type RefusingApi } from "../../browser/refusing-api.ts";
import { median } from "../median.ts";
import type { Report } from "./report.ts";

const samples = 21;

export async function measureList(site: RefusingApi, report: Report, count = 10_000): Promise<void> {
  const opened = await openBuiltPanel(`${site.pageUrl}/`);
  try {
    report("first paint, nothing recorded", `${(await firstPaint(opened)).toFixed(0)} ms`);
    await fetchDistinctPaths(opened, site.apiUrl, count);
    await waitForCount(opened, count);
    await setTimeout(5000);
    report("first click on a row to its detail painted", `${(await firstClick(opened)).toFixed(0)} ms`);
    report("a key in the filter to the list laid out", summarize(await filterKeys(opened)));
    report("scrolling, frames over 50 ms", await scrollThroughList(opened));
    const times = await measureNewRows(opened, site.apiUrl);
    report("event to row in the document", summarize(times.map(({ placed }) => placed)));
    report("event to row painted, aligned to a frame", summarize(times.map(({ painted }) => painted)));
    report(`first paint, ${count} recorded`, `${(await firstPaint(opened)).toFixed(0)} ms`);
  } finally {
    await opened.close();
  }
}

function summarize(times: readonly number[]): string {
  return `${median(times).toFixed(1)} ms (worst ${Math.max(...times).toFixed(0)})`;
}

/** JavaScript for the time from now to the end of the next frame, in milliseconds. */
const untilPainted = `new Promise((done) => {
  const startedAt = performance.now();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - startedAt);
    port2.postMessage(null);
  });
})`;

/** Milliseconds from the first click on a row until its detail is painted. */
async function firstClick(opened: OpenedPanel): Promise<number> {
  const panel = await panelFrameOf(opened);
  await listByServer(panel);
  await setTimeout(1000);
  const time = await panel.evaluate(`(async () => {
    const before = document.querySelector("#headline");
    const startedAt = performance.now();
    document.querySelectorAll("[data-fetch]")[5].click();
    while (document.querySelector("#headline") === before) await new Promise(requestAnimationFrame);
    await ${untilPainted};
    return performance.now() - startedAt;
  })()`);
  return Number(time);
}

/** Milliseconds from each key in the filter's input until its list is laid out; the next frame paints it. */
async function filterKeys(opened: OpenedPanel): Promise<number[]> {
  const panel = await panelFrameOf(opened);
  const times = await panel.evaluate(`(async () => {
    const input = document.querySelector("[type=search]");
    const times = [];
    for (const text of ["i", "it", "ite", "item", "item-", "item-b", "item-bc", "item-b", "item", ""]) {
      input.value = text;
      const startedAt = performance.now();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      const { port1, port2 } = new MessageChannel();
      await new Promise((done) => {
        port1.onmessage = done;
        port2.postMessage(null);
      });
      document.querySelector(".list")?.offsetHeight;
      times.push(performance.now() - startedAt);
      await new Promise((done) => setTimeout(done, 300));
    }
    return times;
  })()`);
  return times as number[];
}

/** Waits up to a minute until the panel counts this many fetches. */
async function waitForCount(opened: OpenedPanel, count: number): Promise<void> {
  for (let tries = 0; !(await fetchCounts(opened)).endsWith(` ${count}`); tries++) {
    if (tries > 300) throw new Error(`The panel counts ${await fetchCounts(opened)}, not ${count}.`);
    await setTimeout(200);
  }
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
