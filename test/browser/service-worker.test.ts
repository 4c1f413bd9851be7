import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { clickElement, openBuiltPanel, panelFrameOf } from "./panel-page.ts";

let pages: Listening;
let api: Listening;
let apiUrl: string;
let opened: OpenedPanel;
/** The requests that reached the API, without preflights. */
const received: string[] = [];

const worker = `
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => event.respondWith(fetch(event.request)));`;

const html = `<!doctype html><link rel="icon" href="data:,"><script>
  navigator.serviceWorker.register("/worker.js");
  globalThis.controlled = new Promise((resolve) => {
    if (navigator.serviceWorker.controller) resolve();
    else navigator.serviceWorker.oncontrollerchange = () => resolve();
  });</script>`;

beforeAll(async () => {
  api = await listenHttp((request, response) => {
    if (request.method !== "OPTIONS") received.push(`${request.method} ${request.url}`);
    if (request.url?.startsWith("/allowed")) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Access-Control-Allow-Methods", "PUT");
    }
    response.end();
  });
  apiUrl = `http://127.0.0.1:${api.port}`;
  pages = await listenHttp((request, response) => {
    const isWorker = request.url === "/worker.js";
    response.setHeader("Content-Type", isWorker ? "text/javascript" : "text/html");
    response.end(isWorker ? worker : html);
  });
  opened = await openBuiltPanel(`http://localhost:${pages.port}/`);
});

afterAll(async () => {
  await opened?.close();
  await Promise.all([pages, api].map((server) => server?.close()));
});

const calls = ["GET /allowed/a", "PUT /allowed/b", "GET /refused/c", "GET /allowed/d", "GET /allowed/d"];

// At the second visit the worker runs already, and the recording holds no request for its script.
test.each(["first", "second"])("each call through a service worker is one fetch at the %s visit", async (visit) => {
  if (visit === "second") await opened.page.reload();
  await opened.page.evaluate("globalThis.controlled");
  received.length = 0;
  await opened.page.evaluate(
    async (url, calls) => {
      const send = (call: string) => {
        const [method = "", path = ""] = call.split(" ");
        return fetch(`${url}${path}`, { method }).catch(() => {});
      };
      for (const call of calls.slice(0, 3)) await send(call);
      await Promise.all(calls.slice(3).map(send));
    },
    apiUrl,
    calls,
  );
  const panel = await panelFrameOf(opened);
  await clickElement(panel, "[data-filter=all]");
  const counts = () => panel.$eval(".filter", (chips) => chips.textContent?.replace(/^Show/, ""));
  await expect.poll(counts, { timeout: 30_000 }).toBe("Refused 1Failed 0Unknown 0All 5");
  // The server got each call once: what the recording holds twice is one request.
  expect(received.toSorted()).toEqual(calls.toSorted());
});
