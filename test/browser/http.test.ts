import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchArguments } from "../../src/node/browser/open-panel.ts";
import { readRequestArguments } from "../../src/node/commands/request-arguments.ts";
import { sendFetch } from "../../src/node/http/send-fetch.ts";
import { findBrowser } from "../setup.mjs";

const seen: string[][] = [];
const server = createServer((request, response) => {
  if (request.url === "/") {
    response.setHeader("Content-Type", "text/html");
    response.end('<!doctype html><link rel="icon" href="data:,">');
    return;
  }
  seen.push([`${request.method} ${request.url}`, ...linesOf(request.rawHeaders)]);
  response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Allow-Methods", "PUT, PATCH");
  response.setHeader("Access-Control-Allow-Headers", "authorization, content-type, x-b, a-c");
  const target = new URL(request.url ?? "", "http://localhost").searchParams.get("to");
  if (target !== null && request.method !== "OPTIONS") response.writeHead(303, { Location: target });
  response.end();
});
let browser: Browser;
let page: Page;
let port: number;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  browser = await puppeteer.launch({ executablePath: findBrowser(), pipe: true, args: launchArguments() });
  page = await browser.newPage();
  await page.goto(`http://app.localhost:${port}/`);
});

afterAll(async () => {
  await browser.close();
  server.close();
  server.closeAllConnections();
});

/** Client hints are left out, and where among its headers a page's own ones stand is Chromium's secret. */
function linesOf(raw: readonly string[]): string[] {
  const lines = raw.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${raw[at + 1]}`] : []));
  return lines.filter((line) => !line.startsWith("sec-ch-ua"));
}

function comparable([request = "", ...lines]: readonly string[]): string[] {
  return request.startsWith("OPTIONS") ? [request, ...lines] : [request, ...lines.toSorted()];
}

test.each<[string, string, string, Record<string, string>, string | undefined, ("include" | "omit")?]>([
  [
    "another host, several headers",
    "http://localhost:PORT/a",
    "PUT",
    { "X-B": "1", "A-c": "2", "Content-Type": "application/json" },
    "{}",
  ],
  ["another port's site", "http://127.0.0.1:PORT/b", "PATCH", {}, undefined],
  ["no preflight", "http://localhost:PORT/c", "GET", { Accept: "text/plain" }, undefined],
  [
    "a redirect between two other hosts",
    "http://localhost:PORT/d?to=http://127.0.0.1:PORT/e",
    "PUT",
    { Authorization: "x" },
    "{}",
  ],
  [
    "its own server, and back to it",
    "http://app.localhost:PORT/f?to=http://localhost:PORT/g",
    "POST",
    { "X-B": "1" },
    "x",
  ],
  ["with credentials", "http://localhost:PORT/h", "PUT", {}, "x", "include"],
])("the requests of %s are those of Chromium", async (_, pattern, method, headers, body, credentials = "omit") => {
  const url = pattern.replaceAll("PORT", String(port));
  seen.length = 0;
  await page.evaluate(
    `fetch(${JSON.stringify(url)}, ${JSON.stringify({ method, headers, body, credentials })}).catch(() => {})`,
  );
  const chromium = seen.map(comparable);
  seen.length = 0;
  const call = readRequestArguments({
    url,
    origin: `http://app.localhost:${port}`,
    method,
    headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    data: body,
    credentials,
  });
  if (typeof call === "string") throw new Error(call);
  const userAgent = await browser.userAgent();
  await sendFetch(call, {
    actual: true,
    cookie: null,
    signal: AbortSignal.timeout(10_000),
    insecure: false,
    userAgent,
  });
  expect(chromium.length).toBeGreaterThan(0);
  expect(seen.map(comparable)).toEqual(chromium);
});
