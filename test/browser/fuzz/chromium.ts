import puppeteer from "puppeteer";
import { recordCdp } from "../../../src/index.ts";
import { launchArguments } from "../../../src/node/browser/launch-arguments.ts";
import { toConnection } from "../../../src/node/watch/cdp-connection.ts";
import { findBrowser } from "../../setup.mjs";
import { watchActualRequests } from "../agreement.ts";
import type { SeenFetch } from "../random-servers.ts";
import { untilStable } from "../until-stable.ts";
import { chromeNames, type Engine } from "./engine.ts";
import { fetchIdOf, namesByFetch } from "./fetch-id.ts";

/** Chromium, recorded over the DevTools protocol, which has Chromium's own name of each refusal. */
export const chromium: Engine = {
  fetchesOfSeed: 300,
  namesOf: chromeNames,
  async open() {
    const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
    return {
      version: await browser.version(),
      close: () => browser.close(),
      async run(servers) {
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
          const seen = (await page.evaluate(servers.distinctFetches(8))) as SeenFetch[];
          await untilStable(async () => String(events.length), { interval: 1000 });
          const named = verdicts.flatMap(({ firstUrl, corsError }) =>
            corsError === null ? [] : [{ id: fetchIdOf(firstUrl), name: corsError }],
          );
          return { seen, recording: recorder.recording(), reported: namesByFetch(named), raw: events };
        } finally {
          await page.close();
        }
      },
    };
  },
};
