import type { Frame } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Answer, type Call, logOf } from "../har.ts";
import { clickElement, openBuiltPanel } from "./panel-page.ts";
import { type Log, showState } from "./panel-screenshot.ts";
import { type RefusingApi, startRefusingApi } from "./refusing-api.ts";

// What to do, the changed lines and their Copy button are seen at once, without scrolling, at the sizes that DevTools has when it
// is docked below, docked at the right, and in a window of its own.

const sizes = [
  { width: 1280, height: 350 },
  { width: 480, height: 900 },
  { width: 1200, height: 800 },
];

const page = "https://shop.example";
const orders = "https://orders.shop.example";
const files = "https://files.shop.example";
const search = "https://search.shop.example";
const express = { "X-Powered-By": "Express" };
const nginx = { Server: "nginx/1.24.0" };
const uvicorn = { Server: "uvicorn" };
const grant = { "Access-Control-Allow-Origin": page };
const ended = (status: number, headers: NonNullable<Answer["headers"]>): Answer => ({ status, headers });

/** By path: eight refused fetches of an application that calls three servers. */
const refused: Readonly<Record<string, Call>> = {
  "/orders": { url: `${orders}/orders`, answer: ended(200, express) },
  "/orders/7": { url: `${orders}/orders/7`, method: "PUT", preflight: ended(401, express) },
  "/account": {
    url: `${orders}/account`,
    answer: ended(200, { ...express, "Access-Control-Allow-Origin": `${page}/` }),
  },
  "/upload": { url: `${files}/upload`, method: "POST", answer: ended(502, nginx) },
  "/images/3": {
    url: `${files}/images/3`,
    method: "DELETE",
    preflight: ended(204, { ...nginx, ...grant, "Access-Control-Allow-Methods": "GET, POST" }),
  },
  "/report": {
    url: `${files}/report`,
    answer: ended(200, { ...nginx, ...express, "Access-Control-Allow-Origin": ["*", page] }),
  },
  "/search": {
    url: `${search}/search`,
    headers: { "X-Request-Id": "1" },
    preflight: ended(400, { ...uvicorn, ...grant, "Access-Control-Allow-Headers": "Content-Type" }),
  },
  "/me": {
    url: `${search}/me`,
    headers: { Cookie: "session=1" },
    answer: ended(200, { ...uvicorn, "Access-Control-Allow-Origin": "*" }),
  },
};

const passing = Array.from(
  { length: 202 },
  (_, number): Call => ({
    url: `${search}/items/${number}`,
    answer: ended(200, { ...uvicorn, ...grant }),
    error: null,
  }),
);

let site: RefusingApi;
let opened: OpenedPanel;

beforeAll(async () => {
  vi.stubEnv("LANGUAGE", "en");
  site = await startRefusingApi();
  opened = await openBuiltPanel(`${site.pageUrl}/`);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await opened?.close();
  await site?.close();
});

describe.each(sizes)("at $width×$height", (size) => {
  test("the instruction, the changed lines and Copy are seen without scrolling, for each refused fetch", async () => {
    const calls = [...passing, ...Object.values(refused)].map((call) => ({ page, ...call }));
    const panel = await showState(opened, { ...size, log: logOf(...calls) as Log });
    const unseen: Record<string, readonly string[]> = {};
    for (const path of Object.keys(refused)) {
      await clickElement(panel, `[data-fetch][data-url$="${path}"]`);
      await panel.waitForSelector(`[data-detail] .request[title$="${path}"]`);
      unseen[path] = await unseenParts(panel);
    }
    expect(unseen).toEqual(Object.fromEntries(Object.keys(refused).map((path) => [path, []])));
  });
});

/** Of what a reader needs first, the parts that are not wholly in view, or all where there are none. */
function unseenParts(panel: Frame): Promise<string[]> {
  return panel.evaluate(() => {
    const detail = document.querySelector("[data-detail]");
    const view = detail?.getBoundingClientRect();
    const lines = [...document.querySelectorAll("#fix ins")];
    const copy = document.querySelector("[data-fixes] button.primary[data-copy]");
    const headline = document.querySelector("#headline");
    if (!view || !copy || !headline || lines.length === 0) return ["all"];
    return [headline, copy, ...lines]
      .filter((element) => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        return top < view.top || bottom > view.bottom || left < view.left || right > view.right;
      })
      .map(({ textContent }) => textContent ?? "");
  });
}
