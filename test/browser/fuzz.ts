/**
 * Compares the engine with real Chromium on random fetches and responses, with fresh seeds, until the time is over or both
 * disagree. The failing recording is then in a file. Run by `npm run fuzz:browser -- --minutes N [--seed S]`.
 */
import { writeFileSync } from "node:fs";
import puppeteer, { type Browser } from "puppeteer";
import { diagnose, recordCdp } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { toConnection } from "../../src/node/watch/cdp-connection.ts";
import { fuzzOptions } from "../oracle/fuzz-options.ts";
import { findBrowser } from "../setup.mjs";
import { compareVerdicts, watchActualRequests } from "./agreement.ts";
import { startRandomServers } from "./random-servers.ts";
import { untilStable } from "./until-stable.ts";

const { minutes, seed: firstSeed } = fuzzOptions();
const until = Date.now() + minutes * 60_000;
const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
let total = 0;
try {
  for (let seed = firstSeed; ; seed++) {
    const { compared, wrong, events } = await compareOnce(browser, seed);
    total += compared;
    if (wrong.length > 0) {
      const file = `fuzz-browser-${seed}.json`;
      writeFileSync(file, JSON.stringify(events, null, 1));
      process.stdout.write(
        `seed ${seed}: ${JSON.stringify(wrong, null, 1)}\nThe events of the protocol are in ${file}.\n`,
      );
      process.exitCode = 1;
      break;
    }
    if (Date.now() >= until) break;
  }
} finally {
  await browser.close();
}
process.stdout.write(`${total} fetches in Chromium since seed ${firstSeed}.\n`);

/** Makes the fetches of this seed in a new page, and compares the browser's verdicts with the engine's. */
async function compareOnce(browser: Browser, seed: number) {
  const servers = await startRandomServers({ seed, count: 300 });
  const page = await browser.newPage();
  try {
    await page.goto(servers.page);
    const events: { method: string; params: unknown }[] = [];
    const recorder = recordCdp();
    const session = await page.createCDPSession();
    toConnection(session).listen((method, params) => {
      events.push({ method, params });
      recorder.take({ method, params });
    });
    await session.send("Page.enable");
    await session.send("Network.enable");
    const verdicts = await watchActualRequests(page);
    await page.evaluate(servers.distinctFetches(8));
    await untilStable(async () => String(events.length), { interval: 1000 });
    if (verdicts.length === 0) throw new Error(`seed ${seed}: the browser reported no request`);
    const { wrong } = compareVerdicts(verdicts, diagnose(recorder.recording()));
    return { compared: verdicts.length, wrong, events };
  } finally {
    await page.close();
    await servers.close();
  }
}
