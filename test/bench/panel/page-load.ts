// Measures how much longer a page with 300 requests takes to load while the panel records it, than with DevTools alone.

import { openBuiltPanel, panelFrameOf } from "../../browser/panel-page.ts";
import type { RefusingApi } from "../../browser/refusing-api.ts";
import { listenHttp } from "../../node/http/listen.ts";
import { median } from "../median.ts";
import type { Report } from "./report.ts";

const requests = 300;

export async function measurePageLoad(site: RefusingApi, report: Report, rounds = 40): Promise<void> {
  const page = await listenHttp((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    const urls = Array.from({ length: requests }, (_, index) => `${site.apiUrl}/allowed/page/${index}`);
    response.end(`<title>page</title><script>
      globalThis.loaded = Promise.all(${JSON.stringify(urls)}.map((url) => fetch(url))).then(() => performance.now());
    </script>`);
  });
  const url = `http://localhost:${page.port}/`;
  // Both browsers stay open, so that each round compares loads of the same moment.
  const watched = await openBuiltPanel(url);
  const plain = await openBuiltPanel(url);
  try {
    // The page of the extension is gone from this DevTools, and DevTools records as before.
    await (await panelFrameOf(plain)).evaluate("setTimeout(() => location.replace('about:blank'))");
    await plain.background.evaluate("setTimeout(() => location.replace('about:blank'))");
    const ratios: number[] = [];
    const times: number[][] = [[], []];
    for (let round = -3; round < rounds; round++) {
      const order = round % 2 === 0 ? [watched, plain] : [plain, watched];
      const loads = new Map<unknown, number>();
      for (const opened of order) {
        await opened.page.goto(url);
        loads.set(opened, Number(await opened.page.evaluate("loaded")));
      }
      const [withPanel = 0, without = 0] = [loads.get(watched), loads.get(plain)];
      if (round < 0) continue;
      ratios.push(withPanel / without);
      times[0]?.push(withPanel);
      times[1]?.push(without);
    }
    const [withPanel = 0, without = 0] = times.map(median);
    report(
      `page load, ${requests} requests, ${rounds} alternating rounds`,
      `${withPanel.toFixed(0)} ms with the panel, ${without.toFixed(0)} ms without`,
    );
    report(
      "ratio of the medians; median of the ratios",
      `${(withPanel / without).toFixed(3)}; ${median(ratios).toFixed(3)}`,
    );
  } finally {
    await Promise.all([watched.close(), plain.close(), page.close()]);
  }
}
