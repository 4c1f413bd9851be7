import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { readRequestArguments } from "../../src/node/commands/request-arguments.ts";
import { sendFetch } from "../../src/node/http/send-fetch.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { findBrowser } from "../setup.mjs";

/** The requests since the list was last emptied, each as its request line and its header lines. */
const received: string[][] = [];
let server: Listening;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await listenHttp((request, response) => {
    if (request.url === "/") {
      response.setHeader("Content-Type", "text/html");
      response.end('<!doctype html><link rel="icon" href="data:,">');
      return;
    }
    received.push([`${request.method} ${request.url}`, ...headerLines(request.rawHeaders)]);
    response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Access-Control-Allow-Methods", "PUT, PATCH");
    response.setHeader("Access-Control-Allow-Headers", "authorization, content-type, x-b, a-c");
    const target = new URL(request.url ?? "", "http://localhost").searchParams.get("to");
    if (target !== null && request.method !== "OPTIONS") response.writeHead(303, { Location: target });
    response.end();
  });
  browser = await puppeteer.launch({ executablePath: findBrowser(), pipe: true, args: launchArguments() });
  page = await browser.newPage();
  await page.goto(`http://app.localhost:${server.port}/`);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Fetch {
  readonly title: string;
  /** With `PORT` in place of the server's port. */
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: "include" | "omit";
}

const fetches: readonly Fetch[] = [
  {
    title: "to another host, with several headers",
    url: "http://localhost:PORT/a",
    method: "PUT",
    headers: { "X-B": "1", "A-c": "2", "Content-Type": "application/json" },
    body: "{}",
  },
  { title: "to another site", url: "http://127.0.0.1:PORT/b", method: "PATCH" },
  {
    title: "without a preflight",
    url: "http://localhost:PORT/c",
    method: "GET",
    headers: { Accept: "text/plain" },
  },
  {
    title: "redirected between two other hosts",
    url: "http://localhost:PORT/d?to=http://127.0.0.1:PORT/e",
    method: "PUT",
    headers: { Authorization: "x" },
    body: "{}",
  },
  {
    title: "redirected from the page's own server to another host",
    url: "http://app.localhost:PORT/f?to=http://localhost:PORT/g",
    method: "POST",
    headers: { "X-B": "1" },
    body: "x",
  },
  { title: "with credentials", url: "http://localhost:PORT/h", method: "PUT", body: "x", credentials: "include" },
];

test.each(fetches)("sends the requests that Chromium sends for a fetch $title", async (fetch) => {
  const { method, headers = {}, body, credentials = "omit" } = fetch;
  const url = fetch.url.replaceAll("PORT", String(server.port));
  received.length = 0;
  await page.evaluate(
    `fetch(${JSON.stringify(url)}, ${JSON.stringify({ method, headers, body, credentials })}).catch(() => {})`,
  );
  const fromChromium = received.map(withoutOrder);
  received.length = 0;
  const input = readRequestArguments({
    url,
    origin: `http://app.localhost:${server.port}`,
    method,
    headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    data: body,
    credentials,
  });
  if (typeof input === "string") throw new Error(input);
  await sendFetch(input, {
    actual: true,
    cookie: null,
    signal: AbortSignal.timeout(10_000),
    insecure: false,
    userAgent: await browser.userAgent(),
  });
  expect(fromChromium.length).toBeGreaterThan(0);
  expect(received.map(withoutOrder)).toEqual(fromChromium);
});

/** The header lines without client hints, which are not sent by the engine. */
function headerLines(raw: readonly string[]): string[] {
  const lines = raw.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${raw[at + 1]}`] : []));
  return lines.filter((line) => !line.startsWith("sec-ch-ua"));
}

/** Sorts the headers of an actual request: the position of the page's own headers among them is up to Chromium. */
function withoutOrder([requestLine = "", ...lines]: readonly string[]): string[] {
  return requestLine.startsWith("OPTIONS") ? [requestLine, ...lines] : [requestLine, ...lines.toSorted()];
}
