import { rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import type { Page, WebWorker } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { copyWithPermissionsGranted } from "./granted-extension.ts";
import { openBuiltPanel, panelFrameOf, reloadPanel, selectRow } from "./panel-page.ts";

const refused = "TypeError: Failed to fetch";
const put = { method: "PUT", headers: { "x-key": "1" }, credentials: "include" } as const;

let pages: Listening;
let api: Listening;
let other: Listening;
let opened: OpenedPanel;
let extension: string;
let pageUrl: string;
let apiUrl: string;
let otherUrl: string;
/** Where the extension sets the rules that change response headers. */
let backgroundWorker: WebWorker;

beforeAll(async () => {
  const withoutCors: RequestListener = ({ method, url }, response) => {
    response.statusCode = url === "/guarded" && method === "OPTIONS" ? 401 : method === "OPTIONS" ? 204 : 200;
    response.end();
  };
  [api, other, pages] = await Promise.all([
    listenHttp(withoutCors),
    listenHttp(withoutCors),
    listenHttp((_request, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end("<title>page</title>");
    }),
  ]);
  apiUrl = `http://127.0.0.1:${api.port}`;
  otherUrl = `http://127.0.0.1:${other.port}`;
  pageUrl = `http://localhost:${pages.port}`;
  extension = await copyWithPermissionsGranted();
  opened = await openBuiltPanel(`${pageUrl}/`, { extension });
  const target = await opened.browser.waitForTarget((target) => target.type() === "service_worker");
  const worker = await target.worker();
  if (!worker) throw new Error("the background worker did not start");
  backgroundWorker = worker;
});

afterAll(async () => {
  await opened?.close();
  await Promise.all([pages, api, other].map((server) => server?.close()));
  await rm(extension, { recursive: true, force: true });
});

describe("a trial of a fix", () => {
  test("lets the refused fetch pass, with its preflight, in this tab and to this server only", async () => {
    expect(await statusOf(opened.page, `${apiUrl}/users`, put)).toBe(refused);
    await selectRow(opened, `${apiUrl}/users`);
    await (await panelFrameOf(opened)).click("[data-try]");
    await trialServer();
    expect(await (await panelFrameOf(opened)).evaluate(() => document.activeElement?.hasAttribute("data-try"))).toBe(
      true,
    );
    expect(await statusOf(opened.page, `${apiUrl}/users`, put)).toBe(200);
    expect(await statusOf(opened.page, `${apiUrl}/orders`, { ...put, headers: { "x-other": "1" } })).toBe(refused);
    expect(await statusOf(opened.page, `${apiUrl}/orders`, { ...put, method: "DELETE" })).toBe(refused);
    expect(await statusOf(opened.page, `${otherUrl}/users`, put)).toBe(refused);
    const elsewhere = await opened.browser.newPage();
    await elsewhere.goto(pageUrl);
    expect(await statusOf(elsewhere, `${apiUrl}/users`, put)).toBe(refused);
    await elsewhere.close();
  });

  test("does not make the server's refusal look fixed", async () => {
    const panel = await panelFrameOf(opened);
    await panel.waitForFunction("document.querySelector('.filter').textContent.includes('All 5')");
    const row = await panel.$eval(`[data-url="${apiUrl}/users"]`, (row) => row.textContent);
    expect(row).not.toContain("Fixed");
    expect(row).toContain("Passes with this fix");
  });

  test("is still on, and shown as on, when the panel's page reloads", async () => {
    const panel = await reloadPanel(opened);
    expect(await trialServer()).toBe(apiUrl);
    await panel.waitForSelector("[data-try][aria-checked=true]");
  });

  test("ends after one click", async () => {
    await (await panelFrameOf(opened)).click("[data-trial-stop]");
    await expect.poll(ruleCount).toBe(0);
    expect(await statusOf(opened.page, `${apiUrl}/users`, put)).toBe(refused);
    expect(await (await panelFrameOf(opened)).$("[data-trial]")).toBe(null);
  });

  test("stays on when the page reloads or crashes, and ends when the tab shows another origin", async () => {
    await (await panelFrameOf(opened)).click("[data-try]");
    await trialServer();
    await opened.page.reload();
    expect(await statusOf(opened.page, `${apiUrl}/users`, put)).toBe(200);
    const session = await opened.page.createCDPSession();
    const crashed = new Promise((resolve) => opened.page.once("error", resolve));
    session.send("Page.crash").catch(() => {});
    await crashed;
    await opened.page.goto(`${pageUrl}/again`);
    expect(await statusOf(opened.page, `${apiUrl}/users`, put)).toBe(200);
    await opened.page.goto(`${otherUrl}/`);
    await expect.poll(ruleCount).toBe(0);
    await opened.page.goto(pageUrl);
    expect(await statusOf(opened.page, `${apiUrl}/users`, put)).toBe(refused);
  });

  test("is not offered where headers cannot help", async () => {
    await statusOf(opened.page, `${apiUrl}/guarded`, put);
    await selectRow(opened, `${apiUrl}/guarded`);
    const panel = await panelFrameOf(opened);
    expect(await panel.$eval("[data-try]", (button) => (button as HTMLButtonElement).disabled)).toBe(true);
    expect(await panel.$eval("[data-try-obstacle]", (text) => text.textContent)).toContain("401");
  });

  test("ends when DevTools is closed", async () => {
    await statusOf(opened.page, `${apiUrl}/users`, put);
    await selectRow(opened, `${apiUrl}/users`);
    await (await panelFrameOf(opened)).click("[data-try]");
    await trialServer();
    expect(await ruleCount()).toBe(1);
    await opened.devtools.close();
    await expect.poll(ruleCount).toBe(0);
    expect(await statusOf(opened.page, `${apiUrl}/users`, put)).toBe(refused);
  });
});

/** The status of the page's fetch, or its error as text. */
async function statusOf(page: Page, url: string, init: RequestInit): Promise<unknown> {
  return page.evaluate((url, init) => fetch(url, init).then(({ status }) => status, String), url, init);
}

/** Waits for the bar that says a trial is on, and returns the server that the bar names. */
async function trialServer(): Promise<string | undefined> {
  const element = await (await panelFrameOf(opened)).waitForSelector("[data-trial]");
  return element?.evaluate((section) => (section as HTMLElement).dataset.trial);
}

/** How many rules the extension has set in the browser. */
async function ruleCount(): Promise<unknown> {
  return backgroundWorker.evaluate("chrome.declarativeNetRequest.getSessionRules().then((rules) => rules.length)");
}
