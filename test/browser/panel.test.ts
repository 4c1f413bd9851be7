import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Frame } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { findBrowser } from "../setup.mjs";
import { setTheme } from "./panel-screenshot.ts";

let pages: Server;
let api: Server;
let opened: OpenedPanel;
let pageUrl: string;
let apiUrl: string;
const complaints: string[] = [];

beforeAll(async () => {
  api = await listen((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://api");
    if (pathname === "/allowed") response.setHeader("Access-Control-Allow-Origin", "*");
    response.statusCode = request.method === "OPTIONS" ? 204 : 200;
    response.end();
  });
  apiUrl = addressOf(api, "127.0.0.1");
  pages = await listen((request, response) => {
    const calls = request.url === "/" ? ["/users/1", "/users/2", "/orders"] : [];
    response.setHeader("Content-Type", "text/html");
    response.end(`<title>page</title><script>
      for (const path of ${JSON.stringify(calls)}) fetch("${apiUrl}" + path, { method: "PUT" }).catch(() => {});
    </script>`);
  });
  pageUrl = addressOf(pages, "localhost");
  opened = await openPanel({
    extension: new URL("../../dist/extension", import.meta.url).pathname,
    url: `${pageUrl}/`,
    executablePath: findBrowser(),
    headless: true,
  });
  await resize(1400, 900);
  opened.devtools.on("pageerror", (error) => complaints.push(String(error)));
  opened.devtools.on("console", (message) => {
    if (message.type() === "error" && message.location().url?.startsWith("chrome-extension:")) {
      complaints.push(message.text());
    }
  });
});

afterAll(async () => {
  await opened?.close();
  for (const server of [pages, api]) {
    server?.closeAllConnections();
    server?.close();
  }
});

describe("the panel in Chromium's DevTools", () => {
  test("shows what was refused before it was first shown, alike ones in one row", async () => {
    await expect.poll(rows).toEqual(["PUT /users/:id ×2 missing-allow-origin", "PUT /orders ×1 missing-allow-origin"]);
  });

  test("tells what Chromium calls it, and that the request was never sent", async () => {
    const panel = await panelFrame();
    const text = await panel.$eval("[data-detail]", (detail) => detail.textContent);
    expect(text).toContain("PreflightMissingAllowOriginHeader");
    expect(text).toContain("not sent");
  });

  test("copies the fix to the clipboard", async () => {
    const panel = await panelFrame();
    const code = await panel.$eval("[data-fix-code]", (element) => element.textContent);
    await panel.click(".fix [data-copy]");
    await panel.waitForFunction(() => document.querySelector(".fix [role=status]")?.textContent === "Copied");
    expect(await pasted()).toBe(code);
    expect(await panel.evaluate(() => document.activeElement?.hasAttribute("data-copy"))).toBe(true);
  });

  test("is worked by keyboard alone", async () => {
    const { keyboard } = opened.devtools;
    const panel = await panelFrame();
    const focused = () =>
      panel.evaluate(() => {
        const active = document.activeElement?.getAttribute("aria-activedescendant");
        const shown = active ? document.getElementById(active) : document.activeElement;
        return shown?.closest("[data-fetch], [data-detail], [data-copy], [role=tab]")?.outerHTML ?? "";
      });
    await panel.focus("[role=listbox]");
    await keyboard.press("ArrowDown");
    expect(await focused()).toContain("/orders");
    await keyboard.press("Enter");
    expect(await focused()).toContain("data-detail");
    await keyboard.press("Escape");
    expect(await focused()).toContain("/orders");
    await panel.focus("[role=tab]");
    const before = await panel.$eval("[role=tab][aria-selected=true]", (tab) => tab.textContent);
    await keyboard.press("ArrowRight");
    expect(await panel.$eval("[role=tab][aria-selected=true]", (tab) => tab.textContent)).not.toBe(before);
  });

  test("is light and dark as DevTools is", async () => {
    const colors = async () => (await panelFrame()).evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await colors();
    await setTheme(opened, "dark");
    await expect.poll(colors).not.toBe(light);
    await setTheme(opened, "light");
    await expect.poll(colors).toBe(light);
  });

  test("is as it was when its page is loaded anew, and when DevTools is docked elsewhere", async () => {
    const panel = await panelFrame();
    await panel.type("[data-query]", "orders");
    await panel.click("[data-filter=all]");
    const selected = await selectedUrl();
    expect(selected).toContain("/orders");
    await panel.evaluate("globalThis.former = true; location.reload()");
    await expect.poll(async () => (await panelFrame()).evaluate("globalThis.former")).toBe(undefined);
    await expect.poll(selectedUrl).toBe(selected);
    await expect.poll(isAllShown).toBe(true);
    const query = "[data-query]";
    expect(await (await panelFrame()).$eval(query, (input) => (input as HTMLInputElement).value)).toBe("orders");
    for (const side of ["bottom", "undocked"]) {
      await dock(side);
      await expect.poll(selectedUrl).toBe(selected);
    }
    await resize(1400, 900);
    await (await panelFrame()).$eval(query, (input) => {
      (input as HTMLInputElement).value = "";
      input.dispatchEvent(new Event("input"));
    });
  });

  test("follows the page, and stays as it is at `pushState`", async () => {
    await opened.page.evaluate(async (url) => {
      history.pushState(null, "", "/elsewhere");
      await fetch(`${url}/allowed`);
    }, apiUrl);
    await expect.poll(rows).toContain("GET /allowed ×1 ");
    expect(await rows()).toHaveLength(3);
    await (await panelFrame()).click("[data-filter=refused]");
    expect(await rows()).toHaveLength(2);
  });

  test("forgets the former page when the tab navigates, and offers to reload", async () => {
    await opened.page.goto(`${pageUrl}/quiet`);
    const panel = await panelFrame();
    await panel.waitForSelector("[data-empty]");
    const reloaded = opened.page.waitForNavigation();
    await panel.click("[data-reload]");
    await reloaded;
  });

  test("keeps the former page's when the log is preserved, and drops it when it is cleared", async () => {
    const call = (path: string) => opened.page.evaluate((url) => fetch(url).catch(() => {}), `${apiUrl}${path}`);
    await call("/first");
    await expect.poll(rows).toHaveLength(1);
    await (await panelFrame()).click("[data-preserve]");
    await opened.page.goto(`${pageUrl}/quiet?again`);
    await call("/second");
    await expect.poll(rows).toHaveLength(2);
    await (await panelFrame()).click("[data-clear]");
    await (await panelFrame()).waitForSelector("[data-empty]");
  });

  test("makes no mistake of its own", () => {
    expect(complaints).toEqual([]);
  });
});

async function rows(): Promise<string[]> {
  return (await panelFrame()).$$eval("[data-fetch]", (options) =>
    options.map((option) => {
      const { method, count, cause } = (option as HTMLElement).dataset;
      return `${method} ${option.querySelector(".path")?.textContent} ×${count} ${cause}`;
    }),
  );
}

async function isAllShown(): Promise<boolean> {
  return (await panelFrame()).$eval("[data-filter=all]", (input) => (input as HTMLInputElement).checked);
}

async function selectedUrl(): Promise<string | undefined> {
  const panel = await panelFrame();
  const [url] = await panel.$$eval("[role=option][aria-selected=true]", (options) =>
    options.map((option) => (option as HTMLElement).dataset.url),
  );
  return url;
}

/** The panel's page as it is now; docking replaces it. */
async function panelFrame(): Promise<Frame> {
  return opened.devtools.waitForFrame((frame) => frame.url().endsWith("/panel.html") && !frame.detached);
}

/** Gives DevTools' own window a size; input reaches no further than that, whatever the viewport. */
async function resize(width: number, height: number): Promise<void> {
  const session = await opened.devtools.createCDPSession();
  const { windowId } = await session.send("Browser.getWindowForTarget");
  await session.send("Browser.setWindowBounds", { windowId, bounds: { width, height } });
  await session.detach();
}

async function dock(side: string): Promise<void> {
  await opened.devtools.evaluate(`(async () => {
    const { DockController } = await import("./ui/legacy/legacy.js");
    DockController.DockController.instance().setDockSide(${JSON.stringify(side)});
  })()`);
}

/** What a page gets from the clipboard. */
async function pasted(): Promise<string> {
  await opened.browser.defaultBrowserContext().overridePermissions(pageUrl, ["clipboard-read"]);
  await opened.page.bringToFront();
  return opened.page.evaluate(() => navigator.clipboard.readText());
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0);
  await once(server, "listening");
  return server;
}

function addressOf(server: Server, host: string): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
