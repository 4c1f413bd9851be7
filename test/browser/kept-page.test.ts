import { rm } from "node:fs/promises";
import type { WebWorker } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { copyWithPermissionsGranted } from "./granted-extension.ts";
import { clickElement, openBuiltPanel, panelFrameOf, selectRow } from "./panel-page.ts";

let pages: Listening;
let api: Listening;
let opened: OpenedPanel;
let extension: string;
let pageUrl: string;
let apiUrl: string;
let backgroundWorker: WebWorker;

beforeAll(async () => {
  api = await listenHttp((_request, response) => {
    // With credentials the reason for the refusal is another one than without, and no header shows the mode.
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("x");
  });
  apiUrl = `http://localhost:${api.port}`;
  pages = await listenHttp(({ url = "/" }, response) => {
    response.setHeader("Content-Type", "text/html");
    // The first statement of the page's first script sends the request.
    response.end(`<script>
      fetch("${apiUrl}${url}", { credentials: "include", headers: { "x-key": "1" } }).catch(() => {});
      const seen = [Reflect.ownKeys(window).length, String(fetch), String(Function.prototype.toString)].join();
      const events = [];
      for (const type of ["cors-panel-secret", "cors-panel-question"]) addEventListener(type, () => events.push(type));
    </script>`);
  });
  pageUrl = `http://localhost:${pages.port}`;
  extension = await copyWithPermissionsGranted();
  opened = await openBuiltPanel(`${pageUrl}/`, { extension });
  const worker = await (await opened.browser.waitForTarget((target) => target.type() === "service_worker")).worker();
  if (!worker) throw new Error("the background worker did not start");
  backgroundWorker = worker;
});

afterAll(async () => {
  await opened?.close();
  await Promise.all([pages, api].map((server) => server?.close()));
  await rm(extension, { recursive: true, force: true });
});

test("a page that stays watched is watched from its first request on after each reload, and sees no difference", async () => {
  const panel = await panelFrameOf(opened);
  const before = await opened.page.evaluate("seen");
  await opened.page.reload();
  await expect.poll(() => verdictOf("/"), { timeout: 20_000 }).toContain("possible");
  const loaded = opened.page.waitForNavigation();
  await clickElement(panel, "[data-observe-toggle]");
  await loaded;
  await clickElement(panel, "[data-observe-keep]");
  await panel.waitForFunction("!document.querySelector('[data-observe-keep]')");
  for (const path of ["/first", "/second"]) {
    await opened.page.goto(`${pageUrl}${path}`);
    await expect.poll(() => verdictOf(path), { timeout: 20_000 }).toBe("wildcard-origin-with-credentials certain");
    expect(await panel.$("[data-observe-on]")).not.toBe(null);
  }
  expect(await opened.page.evaluate("[seen, events.length].join()")).toBe(`${before},0`);
  expect(await scriptCount()).toBe(2);
});

test("turning it off removes the scripts, and a reload is no longer watched", async () => {
  await clickElement(await panelFrameOf(opened), "[data-observe-stop]");
  await expect.poll(scriptCount).toBe(0);
  await opened.page.goto(`${pageUrl}/third`);
  await expect.poll(() => verdictOf("/third"), { timeout: 20_000 }).toContain("possible");
});

test("the scripts are gone once the tab shows another origin, and once DevTools is closed", async () => {
  await keep();
  await opened.page.goto(`http://127.0.0.1:${pages.port}/elsewhere`);
  await expect.poll(scriptCount).toBe(0);
  expect(await (await panelFrameOf(opened)).$("[data-observe-on]")).toBe(null);
  await keep();
  await opened.devtools.close();
  await expect.poll(scriptCount).toBe(0);
});

async function keep(): Promise<void> {
  const panel = await panelFrameOf(opened);
  await clickElement(panel, "[data-observe-toggle]");
  await clickElement(panel, "[data-observe-keep]");
  await expect.poll(scriptCount).toBe(2);
}

/** How many scripts the extension has registered in the browser. */
function scriptCount(): Promise<unknown> {
  return backgroundWorker.evaluate("chrome.scripting.getRegisteredContentScripts().then((scripts) => scripts.length)");
}

/** The cause and the certainty that the panel shows for a path, for example "missing-allow-origin certain". */
async function verdictOf(path: string): Promise<string> {
  const row = await selectRow(opened, `${apiUrl}${path}`);
  const cause = await row.evaluate((element) => (element as HTMLElement).dataset.cause);
  return `${cause} ${(await (await panelFrameOf(opened)).$("[data-observe], [data-doubt]")) ? "possible" : "certain"}`;
}
