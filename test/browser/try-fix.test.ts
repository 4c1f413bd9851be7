import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame, Page, WebWorker } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { findBrowser } from "../setup.mjs";

const refused = "TypeError: Failed to fetch";
const put = { method: "PUT", headers: { "x-key": "1" }, credentials: "include" } as const;

let pages: Server;
let api: Server;
let other: Server;
let opened: OpenedPanel;
let extension: string;
let pageUrl: string;
let apiUrl: string;
let otherUrl: string;
let keeper: WebWorker;

beforeAll(async () => {
  const withoutCors: RequestListener = ({ method, url }, response) => {
    response.statusCode = url === "/guarded" && method === "OPTIONS" ? 401 : method === "OPTIONS" ? 204 : 200;
    response.end();
  };
  [api, other, pages] = await Promise.all([
    listen(withoutCors),
    listen(withoutCors),
    listen((_request, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end("<title>page</title>");
    }),
  ]);
  apiUrl = addressOf(api, "127.0.0.1");
  otherUrl = addressOf(other, "127.0.0.1");
  pageUrl = addressOf(pages, "localhost");
  extension = await withPermissionsGranted();
  opened = await openPanel({ extension, url: `${pageUrl}/`, executablePath: findBrowser(), headless: true });
  const target = await opened.browser.waitForTarget((target) => target.type() === "service_worker");
  const worker = await target.worker();
  if (!worker) throw new Error("the background worker did not start");
  keeper = worker;
});

afterAll(async () => {
  await opened?.close();
  for (const server of [pages, api, other]) {
    server?.closeAllConnections();
    server?.close();
  }
  await rm(extension, { recursive: true, force: true });
});

describe("a fix that is tried", () => {
  test("lets the refused fetch through, preflight and all, in this tab and to this server alone", async () => {
    expect(await call(opened.page, `${apiUrl}/users`, put)).toBe(refused);
    await choose("/users");
    await (await panelFrame()).click("[data-try]");
    await banner();
    expect(await (await panelFrame()).evaluate(() => document.activeElement?.hasAttribute("data-try"))).toBe(true);
    expect(await call(opened.page, `${apiUrl}/users`, put)).toBe(200);
    expect(await call(opened.page, `${apiUrl}/orders`, { ...put, headers: { "x-other": "1" } })).toBe(refused);
    expect(await call(opened.page, `${apiUrl}/orders`, { ...put, method: "DELETE" })).toBe(refused);
    expect(await call(opened.page, `${otherUrl}/users`, put)).toBe(refused);
    const elsewhere = await opened.browser.newPage();
    await elsewhere.goto(pageUrl);
    expect(await call(elsewhere, `${apiUrl}/users`, put)).toBe(refused);
    await elsewhere.close();
  });

  test("does not make the server's refusal look fixed", async () => {
    const panel = await panelFrame();
    await panel.waitForFunction("document.querySelector('.filter').textContent.includes('All 5')");
    expect(await panel.$eval(`[data-url="${apiUrl}/users"]`, (row) => row.textContent)).not.toContain("Fixed");
  });

  test("is still on, and says so, when the panel's page is loaded anew", async () => {
    await (await panelFrame()).evaluate("globalThis.former = true; location.reload()");
    await expect.poll(async () => (await panelFrame()).evaluate("globalThis.former")).toBe(undefined);
    expect(await banner()).toBe(apiUrl);
    expect(await (await panelFrame()).$eval("[data-try]", (button) => button.getAttribute("aria-checked"))).toBe(
      "true",
    );
  });

  test("is off after one click", async () => {
    await (await panelFrame()).click("[data-trial-stop]");
    await expect.poll(rules).toBe(0);
    expect(await call(opened.page, `${apiUrl}/users`, put)).toBe(refused);
    expect(await (await panelFrame()).$("[data-trial]")).toBe(null);
  });

  test("stays when the page is reloaded or crashes, and goes when the tab shows another origin", async () => {
    await (await panelFrame()).click("[data-try]");
    await banner();
    await opened.page.reload();
    expect(await call(opened.page, `${apiUrl}/users`, put)).toBe(200);
    const session = await opened.page.createCDPSession();
    const crashed = new Promise((resolve) => opened.page.once("error", resolve));
    session.send("Page.crash").catch(() => {});
    await crashed;
    await opened.page.goto(`${pageUrl}/again`);
    expect(await call(opened.page, `${apiUrl}/users`, put)).toBe(200);
    await opened.page.goto(`${otherUrl}/`);
    await expect.poll(rules).toBe(0);
    await opened.page.goto(pageUrl);
    expect(await call(opened.page, `${apiUrl}/users`, put)).toBe(refused);
  });

  test("is not offered where headers cannot help", async () => {
    await call(opened.page, `${apiUrl}/guarded`, put);
    await choose("/guarded");
    const panel = await panelFrame();
    expect(await panel.$eval("[data-try]", (button) => (button as HTMLButtonElement).disabled)).toBe(true);
    expect(await panel.$eval("[data-try-obstacle]", (text) => text.textContent)).toContain("401");
  });

  test("ends when DevTools is closed", async () => {
    await call(opened.page, `${apiUrl}/users`, put);
    await choose("/users");
    await (await panelFrame()).click("[data-try]");
    await banner();
    expect(await rules()).toBe(1);
    await opened.devtools.close();
    await expect.poll(rules).toBe(0);
    expect(await call(opened.page, `${apiUrl}/users`, put)).toBe(refused);
  });
});

/** The built extension, with what it asks for while it is used granted from the start: no test can answer the prompt. */
async function withPermissionsGranted(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cors-panel-granted-"));
  await cp(new URL("../../dist/extension", import.meta.url).pathname, folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const { optional_permissions, optional_host_permissions, ...manifest } = JSON.parse(await readFile(file, "utf8"));
  const granted = { ...manifest, permissions: optional_permissions, host_permissions: optional_host_permissions };
  await writeFile(file, JSON.stringify(granted));
  return folder;
}

async function call(page: Page, url: string, init: RequestInit): Promise<unknown> {
  return page.evaluate((url, init) => fetch(url, init).then(({ status }) => status, String), url, init);
}

/** Selects the row of a path, once it is there. */
async function choose(path: string): Promise<void> {
  const panel = await panelFrame();
  const row = `[data-fetch][data-url="${apiUrl}${path}"]`;
  await panel.waitForSelector(row);
  await panel.click(row);
  await panel.waitForSelector(`${row}[aria-selected=true]`);
}

async function banner(): Promise<string | undefined> {
  const element = await (await panelFrame()).waitForSelector("[data-trial]");
  return element?.evaluate((section) => (section as HTMLElement).dataset.trial);
}

/** How many rules the browser has from the extension. */
async function rules(): Promise<unknown> {
  return keeper.evaluate("chrome.declarativeNetRequest.getSessionRules().then((rules) => rules.length)");
}

async function panelFrame(): Promise<Frame> {
  return opened.devtools.waitForFrame((frame) => frame.url().endsWith("/panel.html") && !frame.detached);
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0);
  await once(server, "listening");
  return server;
}

function addressOf(server: Server, host: string): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
