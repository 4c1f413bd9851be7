// Measures what an allowed fetch costs in the pages of the extension, after a forced collection.

import { setTimeout } from "node:timers/promises";
import { fetchCounts, openBuiltPanel } from "../../browser/panel-page.ts";
import { fetchDistinctPaths, type RefusingApi } from "../../browser/refusing-api.ts";
import { collectedHeap } from "./heap.ts";
import type { Report } from "./report.ts";

/** `count` is below the number from which on the panel removes the oldest fetches. */
export async function measureMemory(site: RefusingApi, report: Report, count = 99_900): Promise<void> {
  const opened = await openBuiltPanel(`${site.pageUrl}/`);
  try {
    const { background } = opened;
    await opened.page.evaluate((url) => fetch(url), `${site.apiUrl}/allowed/first`);
    await setTimeout(1000);
    const before = await collectedHeap(background);
    await fetchDistinctPaths(opened, `${site.apiUrl}/allowed`, count);
    while (!(await fetchCounts(opened)).endsWith(` ${count + 1}`)) await setTimeout(500);
    // The entries of the last batches are compressed, and everything is diagnosed once more.
    await setTimeout(20_000);
    const growth = (await collectedHeap(background)) - before;
    report(`an allowed fetch of ${count}, in both pages together`, `${(growth / count).toFixed(0)} bytes`);
  } finally {
    await opened.close();
  }
}
