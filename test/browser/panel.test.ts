import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import {
  collectExtensionErrors,
  listByServer,
  openBuiltPanel,
  panelFrameOf,
  readClipboard,
  reloadPanel,
  setTheme,
} from "./panel-page.ts";

let pages: Listening;
let api: Listening;
let opened: OpenedPanel;
let pageUrl: string;
let apiUrl: string;
const errors: string[] = [];

beforeAll(async () => {
  api = await listenHttp((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://api");
    if (pathname === "/allowed") response.setHeader("Access-Control-Allow-Origin", "*");
    response.statusCode = request.method === "OPTIONS" ? 204 : 200;
    response.end();
  });
  apiUrl = `http://127.0.0.1:${api.port}`;
  pages = await listenHttp((request, response) => {
    const paths = request.url === "/" ? ["/users/1", "/users/2", "/orders"] : [];
    response.setHeader("Content-Type", "text/html");
    response.end(`<title>page</title><script>
      for (const path of ${JSON.stringify(paths)}) fetch("${apiUrl}" + path, { method: "PUT" }).catch(() => {});
    </script>`);
  });
  pageUrl = `http://localhost:${pages.port}`;
  opened = await openBuiltPanel(`${pageUrl}/`);
  await resizeDevTools(1400, 900);
  const panel = await panelFrameOf(opened);
  await listByServer(panel);
  collectExtensionErrors(opened.devtools, errors);
});

afterAll(async () => {
  await opened?.close();
  await Promise.all([pages, api].map((server) => server?.close()));
});

describe("the panel in Chromium's DevTools", () => {
  test("lists fetches that were refused before it was first shown, with similar ones in one row", async () => {
    await expect.poll(rows).toEqual(["PUT /users/:id ×2 missing-allow-origin", "PUT /orders ×1 missing-allow-origin"]);
  });

  test("shows Chromium's name for the refusal, and that the request was never sent", async () => {
    const panel = await panelFrameOf(opened);
    const text = await panel.$eval("[data-detail]", (detail) => detail.textContent);
    expect(text).toContain("PreflightMissingAllowOriginHeader");
    expect(text).toContain("not sent");
  });

  test("copies the fix to the clipboard", async () => {
    const panel = await panelFrameOf(opened);
    const code = await panel.$eval("[data-fix-code]", (element) => element.textContent);
    await panel.click(".fix [data-copy]");
    await panel.waitForFunction(() => document.querySelector(".fix [role=status]")?.textContent === "Copied");
    expect(await readClipboard(opened)).toBe(code);
    expect(await panel.evaluate(() => document.activeElement?.hasAttribute("data-copy"))).toBe(true);
  });

  test("can be used by keyboard alone", async () => {
    const { keyboard } = opened.devtools;
    const panel = await panelFrameOf(opened);
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
    expect(await focused()).toContain("data-copy");
    await keyboard.press("Escape");
    await keyboard.press("ArrowRight");
    expect(await focused()).toContain("data-detail");
    await keyboard.press("Escape");
    expect(await focused()).toContain("/orders");
    await panel.focus("[role=tab]");
    const before = await panel.$eval("[role=tab][aria-selected=true]", (tab) => tab.textContent);
    await keyboard.press("ArrowRight");
    expect(await panel.$eval("[role=tab][aria-selected=true]", (tab) => tab.textContent)).not.toBe(before);
  });

  test("follows DevTools' light and dark theme", async () => {
    const colors = async () =>
      (await panelFrameOf(opened)).evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await colors();
    await setTheme(opened, "dark");
    await expect.poll(colors).not.toBe(light);
    await setTheme(opened, "light");
    await expect.poll(colors).toBe(light);
  });

  test("keeps its selection, query and filter when its page reloads and when DevTools is docked elsewhere", async () => {
    const panel = await panelFrameOf(opened);
    await panel.type("[data-query]", "orders");
    await panel.click("[data-filter=all]");
    const selected = await selectedUrl();
    expect(selected).toContain("/orders");
    await reloadPanel(opened);
    await expect.poll(selectedUrl).toBe(selected);
    await expect.poll(isAllShown).toBe(true);
    const query = "[data-query]";
    expect(await (await panelFrameOf(opened)).$eval(query, (input) => (input as HTMLInputElement).value)).toBe(
      "orders",
    );
    for (const side of ["bottom", "undocked"]) {
      await dock(side);
      await expect.poll(selectedUrl).toBe(selected);
    }
    await resizeDevTools(1400, 900);
    await (await panelFrameOf(opened)).$eval(query, (input) => {
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
    await (await panelFrameOf(opened)).click("[data-filter=refused]");
    expect(await rows()).toHaveLength(2);
  });

  test("forgets the previous page when the tab navigates, and offers to reload", async () => {
    await opened.page.goto(`${pageUrl}/quiet`);
    const panel = await panelFrameOf(opened);
    await panel.waitForSelector("[data-empty]");
    const reloaded = opened.page.waitForNavigation();
    await panel.click("[data-reload]");
    await reloaded;
  });

  test("keeps the previous page's fetches when the log is preserved, and drops all when it is cleared", async () => {
    const fetchPath = (path: string) => opened.page.evaluate((url) => fetch(url).catch(() => {}), `${apiUrl}${path}`);
    await fetchPath("/first");
    await expect.poll(rows).toHaveLength(1);
    await (await panelFrameOf(opened)).click("[data-preserve]");
    await opened.page.goto(`${pageUrl}/quiet?again`);
    await fetchPath("/second");
    await expect.poll(rows).toHaveLength(2);
    await (await panelFrameOf(opened)).click("[data-clear]");
    await (await panelFrameOf(opened)).waitForSelector("[data-empty]");
  });

  test("throws and prints no errors", () => {
    expect(errors).toEqual([]);
  });
});

async function rows(): Promise<string[]> {
  return (await panelFrameOf(opened)).$$eval("[data-fetch]", (options) =>
    options.map((option) => {
      const { method, count, cause } = (option as HTMLElement).dataset;
      return `${method} ${option.querySelector(".path")?.textContent} ×${count} ${cause}`;
    }),
  );
}

async function isAllShown(): Promise<boolean> {
  return (await panelFrameOf(opened)).$eval("[data-filter=all]", (input) => (input as HTMLInputElement).checked);
}

async function selectedUrl(): Promise<string | undefined> {
  const panel = await panelFrameOf(opened);
  const [url] = await panel.$$eval("[role=option][aria-selected=true]", (options) =>
    options.map((option) => (option as HTMLElement).dataset.url),
  );
  return url;
}

/** Resizes the window of DevTools. Outside of the window no input arrives, whatever the size of the viewport. */
async function resizeDevTools(width: number, height: number): Promise<void> {
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
