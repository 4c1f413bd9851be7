import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type Browser from "webextension-polyfill";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { findBrowser } from "../setup.mjs";

let pages: Server;
let api: Server;
let opened: OpenedPanel;
let apiUrl: string;
let isMended = false;
const received: { method: string; url: string; key: string; body: string }[] = [];

beforeAll(async () => {
  api = await listen((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      if (method !== "OPTIONS") received.push({ method, url, key: String(headers["x-key"]), body });
      if (isMended) {
        response.setHeader("Access-Control-Allow-Origin", headers.origin ?? "");
        response.setHeader("Access-Control-Allow-Headers", "x-key");
        response.setHeader("Access-Control-Allow-Methods", "PUT");
      }
      response.statusCode = method === "OPTIONS" ? 204 : 200;
      response.end();
    });
  });
  apiUrl = addressOf(api, "127.0.0.1");
  pages = await listen((request, response) => {
    response.setHeader("Content-Type", "text/html");
    const frame = `<iframe src="${addressOf(pages, "127.0.0.1")}/framed"></iframe>`;
    response.end(`<title>page</title>${request.url === "/" ? frame : ""}`);
  });
  opened = await openPanel({
    extension: new URL("../../dist/extension", import.meta.url).pathname,
    url: `${addressOf(pages, "localhost")}/`,
    executablePath: findBrowser(),
    headless: true,
  });
  // Chromium loses the line of a panel's page to DevTools at times: what that page asks is never answered.
  await opened.panel.evaluate(() => {
    const { browser, chrome } = globalThis as unknown as Record<string, typeof Browser>;
    for (const api of [browser, chrome])
      Object.assign(api?.devtools.inspectedWindow ?? {}, { eval: () => new Promise(() => {}) });
  });
});

afterAll(async () => {
  await opened?.close();
  for (const server of [pages, api]) {
    server?.closeAllConnections();
    server?.close();
  }
});

describe("a refused fetch", () => {
  test("is sent again from its page once people say so, and its new answer stands beside the former", async () => {
    await opened.page.evaluate(
      (url) => fetch(url, { method: "PUT", headers: { "x-key": "</script>" }, body: '{"a":"\u2028"}' }).catch(() => {}),
      `${apiUrl}/users`,
    );
    isMended = true;
    await choose("/users");
    await opened.panel.click("[data-retry]");
    expect(await opened.panel.$eval(".retry .aside", (warning) => warning.textContent)).toContain("change something");
    expect(received).toEqual([]);
    await opened.panel.click("[data-retry-confirm]");
    const result = await opened.panel.waitForSelector("[data-retry-result=allowed]");
    expect(received).toEqual([{ method: "PUT", url: "/users", key: "</script>", body: '{"a":"\u2028"}' }]);
    const origin = new URL(opened.page.url()).origin;
    expect(
      await result?.$$eval("tr.changed[data-header^=Access-Control]", (rows) =>
        rows.map((row) => [...row.children].map(({ textContent }) => textContent)),
      ),
    ).toContainEqual(["Access-Control-Allow-Origin", "absent", origin]);
  });

  test("of a frame is sent again from the frame, which has the origin that called", async () => {
    isMended = false;
    const frame = await opened.page.waitForFrame((frame) => frame.url().endsWith("/framed"));
    const other = addressOf(api, "localhost");
    await frame.evaluate((url) => fetch(url, { credentials: "omit" }).catch(() => {}), `${other}/framed-call`);
    await choose("/framed-call", other);
    await opened.panel.click("[data-retry]");
    if (await opened.panel.$("[data-retry-confirm]")) await opened.panel.click("[data-retry-confirm]");
    await opened.panel.waitForSelector("[data-retry-result=refused]");
    expect(received.filter(({ url }) => url === "/framed-call")).toHaveLength(2);
  });
});

/** Selects the row of a path, once it is there. */
async function choose(path: string, server = apiUrl): Promise<void> {
  const row = `[data-fetch][data-url="${server}${path}"]`;
  await opened.panel.waitForSelector(row);
  await opened.panel.click(row);
  await opened.panel.waitForSelector(`${row}[aria-selected=true]`);
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0);
  await once(server, "listening");
  return server;
}

function addressOf(server: Server, host: string): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
