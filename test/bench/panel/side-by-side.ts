// Measures, after the same failure in one DevTools, when the panel's row is drawn and when Chromium's own console message is.

import { setTimeout } from "node:timers/promises";
import type { Frame, Page } from "puppeteer";
import { listByServer, openBuiltPanel, panelFrameOf } from "../../browser/panel-page.ts";
import { distinctPath, type RefusingApi } from "../../browser/refusing-api.ts";
import { median } from "../median.ts";
import type { Report } from "./report.ts";

export async function measureSideBySide(site: RefusingApi, report: Report, samples = 21): Promise<void> {
  const opened = await openBuiltPanel(`${site.pageUrl}/`);
  try {
    const { devtools, page } = opened;
    const panel = await panelFrameOf(opened);
    // The drawer shows the console below the panel, so that both are drawn.
    await devtools.evaluate(`(async () => {
      const { ViewManager } = await import("./ui/legacy/legacy.js");
      await ViewManager.ViewManager.instance().showView("console-view");
    })()`);
    await page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/first`);
    await listByServer(panel);
    await panel.select("[data-sort]", "newest");
    const rows: number[] = [];
    const messages: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      const path = `/beside${distinctPath(sample)}`;
      const url = `${site.apiUrl}${path}`;
      const row = timeOfText(panel, path);
      const message = timeOfText(devtools, path);
      await setTimeout(300);
      const failedAt = await page.evaluate(
        (url) =>
          fetch(url).then(
            () => 0,
            () => performance.timeOrigin + performance.now(),
          ),
        url,
      );
      rows.push((await row) - failedAt);
      messages.push((await message) - failedAt);
    }
    const show = (times: readonly number[]) =>
      `${median(times).toFixed(0)} ms (worst ${Math.max(...times).toFixed(0)})`;
    report("failure to the panel's row, painted", show(rows));
    report("failure to the console's message, painted", show(messages));
  } finally {
    await opened.close();
  }
}

/** When a frame that shows this text was painted, in milliseconds since the epoch. Looks into every shadow tree. */
function timeOfText(target: Frame | Page, text: string): Promise<number> {
  return target.evaluate(`new Promise((done) => {
    const shows = (root) => root.textContent?.includes(${JSON.stringify(text)}) ||
      [...root.querySelectorAll("*")].some((element) => element.shadowRoot && shows(element.shadowRoot));
    const look = () => {
      if (!shows(document.body)) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.timeOrigin + performance.now());
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  })`) as Promise<number>;
}
