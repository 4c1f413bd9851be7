/**
 * Measures how much slower a page becomes when it is watched. Run by `npm run bench:watch`. The same page makes the same
 * fetches alone, watched, and watched with live verdicts, in turn, so that a busy machine slows all of them equally. The
 * server has a process of its own.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import puppeteer, { type Page } from "puppeteer";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { crossOriginPages, serveTwoOrigins, type TwoOrigins } from "../browser/cross-origin-pages.ts";
import { findBrowser } from "../setup.mjs";
import { median } from "./median.ts";

const rounds = 15;

if (process.argv[2] === "serve") {
  const { page, api } = await serveTwoOrigins(crossOriginPages);
  process.send?.({ page, api });
} else {
  const server = fork(fileURLToPath(import.meta.url), ["serve"], { execArgv: ["--import", "tsx"] });
  const [addresses] = await once(server, "message");
  try {
    await measure(addresses as Pick<TwoOrigins, "page" | "api">);
  } finally {
    server.kill();
  }
}

async function measure(site: Pick<TwoOrigins, "page" | "api">): Promise<void> {
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.page}/quiet`);
    const times: { readonly alone: number; readonly watched: number; readonly live: number }[] = [];
    for (let round = 0; round <= rounds; round++) {
      const alone = await timeOfFetches(page, site.api);
      const cors = await watchCors(page);
      const watched = await timeOfFetches(page, site.api);
      cors.on("fetch", () => {});
      const live = await timeOfFetches(page, site.api);
      await cors.stop();
      // The first round warms up.
      if (round > 0) times.push({ alone, watched, live });
    }
    const alone = median(times.map((row) => row.alone));
    const ratios = (["watched", "live"] as const).map((kind) => median(times.map((row) => row[kind] / row.alone)));
    const [watched = Number.NaN, live = Number.NaN] = ratios;
    process.stdout.write(
      `500 calls, half of them refused, ten at a time, take the page ${alone.toFixed(0)} ms alone; ${watched.toFixed(2)} of that watched, ${live.toFixed(2)} watched and judged live (medians of ${rounds} rounds).\n`,
    );
  } finally {
    await browser.close();
  }
}

/** Makes 500 fetches in the page, and returns the milliseconds by the page's own clock. */
async function timeOfFetches(page: Page, api: string): Promise<number> {
  return Number(
    await page.evaluate(`(async () => {
      const start = performance.now();
      let next = 0;
      const work = async () => {
        while (next++ < 500) await fetch("${api}" + (next % 2 ? "/allowed" : "/refused")).then((r) => r.text()).catch(() => {});
      };
      await Promise.all(Array.from({ length: 10 }, work));
      return performance.now() - start;
    })()`),
  );
}
