import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type Browser from "webextension-polyfill";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { openBuiltPanel, selectRow } from "./panel-page.ts";

let pages: Listening;
let api: Listening;
let opened: OpenedPanel;
let apiUrl: string;
/** Whether the API sends CORS headers. */
let isFixed = false;
/** The actual requests that the API received. */
const received: { method: string; url: string; key: string; body: string }[] = [];

beforeAll(async () => {
  api = await listenHttp((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      if (method !== "OPTIONS") received.push({ method, url, key: String(headers["x-key"]), body });
      if (isFixed) {
        response.setHeader("Access-Control-Allow-Origin", headers.origin ?? "");
        response.setHeader("Access-Control-Allow-Headers", "x-key");
        response.setHeader("Access-Control-Allow-Methods", "PUT");
      }
      response.statusCode = method === "OPTIONS" ? 204 : 200;
      response.end();
    });
  });
  apiUrl = `http://127.0.0.1:${api.port}`;
  pages = await listenHttp((request, response) => {
    response.setHeader("Content-Type", "text/html");
    const frame = `<iframe src="http://127.0.0.1:${pages.port}/framed"></iframe>`;
    response.end(`<title>page</title>${request.url === "/" ? frame : ""}`);
  });
  opened = await openBuiltPanel(`http://localhost:${pages.port}/`);
  // Chromium sometimes loses the connection between a panel's page and DevTools. The page's `eval` then never returns.
  await opened.panel.evaluate(() => {
    const { browser, chrome } = globalThis as unknown as Record<string, typeof Browser>;
    for (const api of [browser, chrome])
      Object.assign(api?.devtools.inspectedWindow ?? {}, { eval: () => new Promise(() => {}) });
  });
});

afterAll(async () => {
  await opened?.close();
  await Promise.all([pages, api].map((server) => server?.close()));
});

describe("a refused fetch", () => {
  test("is sent again from its page after a confirmation, and its new response is compared with the old one", async () => {
    await opened.page.evaluate(
      (url) => fetch(url, { method: "PUT", headers: { "x-key": "</script>" }, body: '{"a":"\u2028"}' }).catch(() => {}),
      `${apiUrl}/users`,
    );
    isFixed = true;
    await selectRow(opened, `${apiUrl}/users`);
    await opened.panel.click("[data-retry]");
    expect(await opened.panel.$eval(".retry .aside", (warning) => warning.textContent)).toContain(
      "change data on the server",
    );
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

  test("of a frame is sent again from that frame, with the frame's origin", async () => {
    isFixed = false;
    const frame = await opened.page.waitForFrame((frame) => frame.url().endsWith("/framed"));
    const url = `http://localhost:${api.port}/framed-call`;
    await frame.evaluate((url) => fetch(url, { credentials: "omit" }).catch(() => {}), url);
    await selectRow(opened, url);
    await opened.panel.click("[data-retry]");
    if (await opened.panel.$("[data-retry-confirm]")) await opened.panel.click("[data-retry-confirm]");
    await opened.panel.waitForSelector("[data-retry-result=refused]");
    expect(received.filter(({ url }) => url === "/framed-call")).toHaveLength(2);
  });
});
