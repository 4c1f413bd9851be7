// Measures how long a flood of refused fetches blocks the panel, and when its first row is there.

import { setTimeout } from "node:timers/promises";
import { fetchCounts, openBuiltPanel, panelFrameOf, reloadPanel } from "../../browser/panel-page.ts";
import { fetchDistinctPaths, type RefusingApi } from "../../browser/refusing-api.ts";
import { tasksOfExtension } from "./long-tasks.ts";
import type { Report } from "./report.ts";

export async function measureFlood(site: RefusingApi, report: Report, count = 11_500): Promise<void> {
  const opened = await openBuiltPanel(`${site.pageUrl}/`);
  const longest = async (what: string, run: () => Promise<void>) => {
    const tasks = await tasksOfExtension(await opened.browser.target().createCDPSession(), run);
    const worst = (kind: "wall" | "cpu") => Math.max(0, ...tasks.map((task) => task[kind])).toFixed(0);
    report(`${what}, longest task`, `${worst("cpu")} ms of a processor, ${worst("wall")} ms in all`);
  };
  try {
    await longest(`flood of ${count} refused fetches`, async () => {
      const startedAt = Date.now();
      const firstRow = panelFrameOf(opened)
        .then((panel) => panel.waitForSelector(":is([data-fetch], [data-group])", { timeout: 120_000 }))
        .then(() => Date.now() - startedAt);
      await fetchDistinctPaths(opened, site.apiUrl, count);
      report(`first row after the first of ${count} fetches`, `${await firstRow} ms`);
      while (!(await fetchCounts(opened)).endsWith(` ${count}`)) await setTimeout(500);
      await setTimeout(5000);
    });
    await longest(`panel loaded again with ${count} recorded`, async () => {
      const startedAt = Date.now();
      const panel = await reloadPanel(opened);
      await panel.waitForSelector(":is([data-fetch], [data-group])");
      report(`first row after that`, `${Date.now() - startedAt} ms`);
      await setTimeout(5000);
    });
  } finally {
    await opened.close();
  }
}
