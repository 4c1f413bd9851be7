import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { call, callFromSandbox } from "../real-servers/calls.ts";
import { recorderOf } from "../real-servers/recorder.ts";
import { startPage } from "../real-servers/targets.ts";
import { findBrowser } from "../setup.mjs";

/** A real browser with the page that fetches, and with pages that no fix may allow. */
export interface Home {
  readonly page: Page;
  readonly foreignPage: Page;
  /** Pages whose origins begin or end like that of `page`. */
  readonly lookAlikes: readonly Page[];
  readonly origin: string;
  readonly foreignOrigin: string;
  readonly recorder: Awaited<ReturnType<typeof recorderOf>>;
  readonly close: () => Promise<void>;
}

/** Hosts that a careless pattern for `localhost` matches; the browser resolves them to this machine. */
const lookAlikeHosts = ["localhost.evil.test", "evil-localhost", "localhostevil.test"];

export async function openHome(): Promise<Home> {
  const browser = await puppeteer.launch({
    executablePath: findBrowser(),
    args: ["--no-sandbox", `--host-resolver-rules=${lookAlikeHosts.map((host) => `MAP ${host} 127.0.0.1`).join(",")}`],
  });
  const [own, foreign] = [await startPage(), await startPage()];
  const [page, foreignPage] = [await openPage(browser, own.origin), await openPage(browser, foreign.origin)];
  const lookAlikes: Page[] = [];
  for (const host of lookAlikeHosts)
    lookAlikes.push(
      await openPage(
        browser,
        own.origin.replace("localhost", () => host),
      ),
    );
  await checkThatAllCanRead([page, ...lookAlikes]);
  return {
    page,
    foreignPage,
    lookAlikes,
    origin: own.origin,
    foreignOrigin: foreign.origin,
    recorder: await recorderOf([page, foreignPage]),
    async close() {
      await browser.close();
      await own.close();
      await foreign.close();
    },
  };
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

/** Throws unless each page and a sandbox can read a server that allows any origin; otherwise a refusal would prove nothing. */
async function checkThatAllCanRead(pages: readonly Page[]): Promise<void> {
  const server = createServer((_, response) => response.setHeader("Access-Control-Allow-Origin", "*").end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const page of pages) {
    if ((await call(page, url, {})) !== 200) throw new Error(`${page.url()} cannot read what everybody may read`);
    if ((await callFromSandbox(page, url, {})) !== 200)
      throw new Error("A sandbox cannot read what everybody may read");
  }
  server.closeAllConnections();
  server.close();
}
