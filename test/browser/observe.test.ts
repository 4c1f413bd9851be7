import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Frame } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { findBrowser } from "../setup.mjs";

let pages: Server;
let api: Server;
let opened: OpenedPanel;
let pageUrl: string;
let apiUrl: string;

beforeAll(async () => {
  api = await listen((_request, response) => {
    // Refused for another reason with credentials than without: nothing on the wire tells which it was.
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("x");
  });
  apiUrl = `http://localhost:${portOf(api)}`;
  const answer: RequestListener = ({ url = "" }, response) => {
    response.setHeader("Content-Type", "text/html");
    if (url === "/policy") response.setHeader("Content-Security-Policy", "connect-src 'self'");
    if (url === "/strict")
      response.setHeader("Content-Security-Policy", "default-src 'self' 'unsafe-inline'; connect-src *");
    response.end(`<title>page</title>
      <script>const violations = []; addEventListener("securitypolicyviolation", ({ blockedURI }) => violations.push(blockedURI));
      const seen = ${appearance};</script>`);
  };
  pages = await listen(answer);
  pageUrl = `http://localhost:${portOf(pages)}`;
  opened = await openPanel({
    extension: new URL("../../dist/extension", import.meta.url).pathname,
    url: `${pageUrl}/`,
    executablePath: findBrowser(),
    headless: true,
  });
});

afterAll(async () => {
  await opened?.close();
  for (const server of [pages, api]) {
    server?.closeAllConnections();
    server?.close();
  }
});

/** What a page can see of the functions that are watched, as an expression. */
const appearance = `(() => {
  const functions = [
    [window, "fetch"], [XMLHttpRequest.prototype, "open"], [XMLHttpRequest.prototype, "send"], [Function.prototype, "toString"],
  ];
  const thrown = (call) => { try { call(); return "nothing"; } catch (error) { return error.stack; } };
  return JSON.stringify([
    ...functions.map(([holder, name]) => {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(holder, name);
      return [
        name, flags, Reflect.ownKeys(value), value.name, value.length, String(value), Function.prototype.toString.call(value),
        value instanceof Function, Object.prototype.toString.call(value), thrown(() => new value()), value === holder[name],
      ];
    }),
    Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "withCredentials").get + "", String(Request),
    Reflect.ownKeys(window).sort().map(String), Reflect.ownKeys(document).map(String),
    thrown(() => XMLHttpRequest.prototype.send.call({})), thrown(() => new XMLHttpRequest().open("GET", "http://%%")),
    thrown(() => Function.prototype.toString.call(1)),
  ]);
})()`;

/** How calls end, with all that a page gets to see of it, as an expression. */
function results(): string {
  return `(async () => {
    const unhandled = [];
    const listener = (event) => { unhandled.push(event.promise === lost); event.preventDefault(); };
    addEventListener("unhandledrejection", listener);
    const ended = (call) => call().then(({ status }) => status, (error) => [error.constructor === TypeError, error.stack]);
    const all = [];
    for (const call of [
      () => fetch("${apiUrl}/one"), () => fetch("${apiUrl}/two", { credentials: "include" }), () => fetch("http://%%"),
      () => fetch(), () => fetch("${apiUrl}/three", { mode: "same-origin" }), () => fetch("${apiUrl}/four", { mode: "wrong" }),
    ]) all.push(await ended(call));
    let reads = 0;
    await ended(() => fetch("${apiUrl}/five", { get credentials() { reads++; return "omit"; } }));
    const lost = fetch("${apiUrl}/six", { credentials: "include" });
    all.push(reads, Object.getPrototypeOf(lost) === Promise.prototype, Reflect.ownKeys(lost));
    await new Promise((passed) => setTimeout(passed, 300));
    removeEventListener("unhandledrejection", listener);
    return JSON.stringify([all, unhandled]);
  })()`;
}

/** Calls that are refused, by each way to ask for credentials. */
function refusals(): string {
  return `Promise.allSettled([
    fetch("${apiUrl}/included", { credentials: "include", headers: { "x-key": "1" } }),
    fetch("${apiUrl}/left", { headers: { "x-key": "1" } }),
    fetch(new Request("${apiUrl}/request", { credentials: "include", headers: { "x-key": "1" } })),
    new Promise((done) => {
      const xhr = new XMLHttpRequest();
      xhr.open("get", "${apiUrl}/xhr");
      xhr.withCredentials = true;
      xhr.setRequestHeader("x-key", "1");
      xhr.onloadend = done;
      xhr.send();
    }),
  ]).then(() => {})`;
}

describe("a page that is watched closely", { timeout: 30_000 }, () => {
  test("sees nothing of it, in its functions, results and errors", async () => {
    // From one place, which is in the stacks.
    const look = async () => [await opened.page.evaluate("seen"), await opened.page.evaluate(results())];
    const before = await look();
    await watchClosely();
    expect(await look()).toEqual(before);
  });

  test("turns verdicts that hang on the credentials mode into certain ones", async () => {
    await leaveFor(`${pageUrl}/`);
    await opened.page.evaluate(refusals());
    for (const path of ["/included", "/left", "/request", "/xhr"]) expect(await verdictOf(path)).toContain("possible");
    await watchClosely();
    await opened.page.evaluate(refusals());
    await expect.poll(() => verdictOf("/included")).toBe("wildcard-origin-with-credentials certain");
    expect(await verdictOf("/left")).toBe("header-not-allowed certain");
    expect(await verdictOf("/request")).toBe("wildcard-origin-with-credentials certain");
    expect(await verdictOf("/xhr")).toBe("wildcard-origin-with-credentials certain");
  });

  test("shows calls that leave no entry as what they are", async () => {
    await (await panelFrame()).click("[data-filter=all]");
    await opened.page.evaluate(`fetch("${apiUrl}/own", { mode: "same-origin" }).catch(() => {})`);
    expect(await titleOf("/own")).toContain("same-origin");
    await leaveFor(`${pageUrl}/policy`);
    await watchClosely();
    await opened.page.evaluate(`fetch("${apiUrl}/policed", { method: "PUT" }).catch(() => {})`);
    expect(await titleOf("/policed")).toBe("The page's own Content-Security-Policy stopped the request");
  });

  test("is watched where its policy forbids WebAssembly, with one more line in its stacks, and is not told", async () => {
    await leaveFor(`${pageUrl}/strict`);
    const before = await opened.page.evaluate("seen");
    await watchClosely();
    const after = String(await opened.page.evaluate("seen"));
    expect(after).toContain("cors-panel-observer.js");
    expect(after.replace(/\\n {4}at [^\\]*cors-panel-observer\.js:\d+:\d+\)?/g, "")).toBe(before);
    expect(await opened.page.evaluate("violations")).toEqual([]);
    await opened.page.evaluate(refusals());
    await expect.poll(() => verdictOf("/included")).toBe("wildcard-origin-with-credentials certain");
  });

  test("is no longer watched after one click, nor once it is left", async () => {
    const panel = await panelFrame();
    await panel.click("[data-observe-stop]");
    expect(await panel.$("[data-observe-on]")).toBe(null);
    await watchClosely();
    await leaveFor(`${pageUrl}/`);
    await opened.page.evaluate(refusals());
    expect(await verdictOf("/included")).toContain("possible");
  });
});

/** Presses the button, and waits until the page is there again. */
async function watchClosely(): Promise<void> {
  const panel = await panelFrame();
  await panel.waitForSelector("[data-observe-toggle]");
  const loaded = opened.page.waitForNavigation();
  // A mouse may miss it: the window of DevTools gets its size in the first moments.
  await panel.$eval("[data-observe-toggle]", (button) => (button as HTMLButtonElement).click());
  await loaded;
  await panel.waitForSelector("[data-observe-on]");
}

/** Opens a page, which ends the watching. */
async function leaveFor(url: string): Promise<void> {
  await opened.page.goto(url);
  await (await panelFrame()).waitForFunction("!document.querySelector('[data-observe-on]')");
}

/** Cause and certainty that the panel shows for a path. */
async function verdictOf(path: string): Promise<string> {
  const row = await choose(path);
  const cause = await row.evaluate((element) => (element as HTMLElement).dataset.cause);
  return `${cause} ${(await (await panelFrame()).$("[data-observe], .summary .aside")) ? "possible" : "certain"}`;
}

async function titleOf(path: string): Promise<string> {
  await choose(path);
  return (await panelFrame()).$eval("#headline", ({ textContent }) => textContent ?? "");
}

async function choose(path: string) {
  const panel = await panelFrame();
  const row = `[data-fetch][data-url="${apiUrl}${path}"]`;
  await panel.waitForSelector(row);
  await panel.click(row);
  const chosen = await panel.waitForSelector(`${row}[aria-selected=true]`);
  if (!chosen) throw new Error(`${path} is not listed`);
  return chosen;
}

async function panelFrame(): Promise<Frame> {
  return opened.devtools.waitForFrame((frame) => frame.url().endsWith("/panel.html") && !frame.detached);
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0);
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
