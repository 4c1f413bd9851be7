import type { RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { clickElement, openBuiltPanel, panelFrameOf, selectRow } from "./panel-page.ts";

let pages: Listening;
let api: Listening;
let opened: OpenedPanel;
let pageUrl: string;
let apiUrl: string;

beforeAll(async () => {
  api = await listenHttp((_request, response) => {
    // With credentials the reason for the refusal is another one than without, and no header shows the mode.
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("x");
  });
  apiUrl = `http://localhost:${api.port}`;
  const servePage: RequestListener = ({ url = "" }, response) => {
    response.setHeader("Content-Type", "text/html");
    if (url === "/policy") response.setHeader("Content-Security-Policy", "connect-src 'self'");
    if (url === "/strict")
      response.setHeader("Content-Security-Policy", "default-src 'self' 'unsafe-inline'; connect-src *");
    response.end(`<title>page</title>
      <script>const violations = []; addEventListener("securitypolicyviolation", ({ blockedURI }) => violations.push(blockedURI));
      const seen = ${appearance};</script>`);
  };
  pages = await listenHttp(servePage);
  pageUrl = `http://localhost:${pages.port}`;
  opened = await openBuiltPanel(`${pageUrl}/`);
});

afterAll(async () => {
  await opened?.close();
  await Promise.all([pages, api].map((server) => server?.close()));
});

/** JavaScript that describes all that a page can see of the functions that the extension replaces. */
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

/** JavaScript that makes fetches and describes all that a page can see of their results. */
function fetchResults(): string {
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
    while (unhandled.length === 0) await new Promise((passed) => setTimeout(passed, 20));
    // No second event follows.
    await new Promise((passed) => setTimeout(passed, 300));
    removeEventListener("unhandledrejection", listener);
    return JSON.stringify([all, unhandled]);
  })()`;
}

/** JavaScript that makes fetches which are refused, one for each way to set the credentials mode. */
function refusedFetches(): string {
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

describe("a page whose fetches are observed", () => {
  test("sees no difference in its functions, results and errors", async () => {
    // Error stacks contain the place of the call, so both descriptions come from the same one.
    const describePage = async () => [await opened.page.evaluate("seen"), await opened.page.evaluate(fetchResults())];
    const before = await describePage();
    await startObserving();
    expect(await describePage()).toEqual(before);
  });

  test("gets certain verdicts where they depend on the credentials mode", async () => {
    await navigateTo(`${pageUrl}/`);
    await opened.page.evaluate(refusedFetches());
    for (const path of ["/included", "/left", "/request", "/xhr"]) expect(await verdictOf(path)).toContain("possible");
    await startObserving();
    await opened.page.evaluate(refusedFetches());
    await expect.poll(() => verdictOf("/included")).toBe("wildcard-origin-with-credentials certain");
    expect(await verdictOf("/left")).toBe("header-not-allowed certain");
    expect(await verdictOf("/request")).toBe("wildcard-origin-with-credentials certain");
    expect(await verdictOf("/xhr")).toBe("wildcard-origin-with-credentials certain");
  });

  test("shows fetches that the recording lacks, with the reason why they failed", async () => {
    await (await panelFrameOf(opened)).click("[data-filter=all]");
    await opened.page.evaluate(`fetch("${apiUrl}/own", { mode: "same-origin" }).catch(() => {})`);
    expect(await headlineOf("/own")).toContain("same-origin");
    await navigateTo(`${pageUrl}/policy`);
    await startObserving();
    await opened.page.evaluate(`fetch("${apiUrl}/policed", { method: "PUT" }).catch(() => {})`);
    expect(await headlineOf("/policed")).toBe("The page's own Content-Security-Policy blocked the request");
  });

  test("is observed where its policy forbids WebAssembly, with one more line in its stacks and without a violation event", async () => {
    await navigateTo(`${pageUrl}/strict`);
    const before = await opened.page.evaluate("seen");
    await startObserving();
    const after = String(await opened.page.evaluate("seen"));
    expect(after).toContain("cors-panel-observer.js");
    expect(after.replace(/\\n {4}at [^\\]*cors-panel-observer\.js:\d+:\d+\)?/g, "")).toBe(before);
    expect(await opened.page.evaluate("violations")).toEqual([]);
    await opened.page.evaluate(refusedFetches());
    await expect.poll(() => verdictOf("/included")).toBe("wildcard-origin-with-credentials certain");
  });

  test("is no longer observed after one click or a navigation", async () => {
    const panel = await panelFrameOf(opened);
    await panel.click("[data-observe-stop]");
    expect(await panel.$("[data-observe-on]")).toBe(null);
    await startObserving();
    await navigateTo(`${pageUrl}/`);
    await opened.page.evaluate(refusedFetches());
    expect(await verdictOf("/included")).toContain("possible");
  });
});

/** Turns observing on, and waits until the page is reloaded. */
async function startObserving(): Promise<void> {
  const panel = await panelFrameOf(opened);
  await panel.waitForSelector("[data-observe-toggle]");
  const loaded = opened.page.waitForNavigation();
  await clickElement(panel, "[data-observe-toggle]");
  await loaded;
  await panel.waitForSelector("[data-observe-on]");
}

/** Opens another page, which ends observing. */
async function navigateTo(url: string): Promise<void> {
  await opened.page.goto(url);
  await (await panelFrameOf(opened)).waitForFunction("!document.querySelector('[data-observe-on]')");
}

/** The cause and the certainty that the panel shows for a path, for example "missing-allow-origin certain". */
async function verdictOf(path: string): Promise<string> {
  const row = await selectRow(opened, `${apiUrl}${path}`);
  const cause = await row.evaluate((element) => (element as HTMLElement).dataset.cause);
  return `${cause} ${(await (await panelFrameOf(opened)).$("[data-observe], [data-doubt]")) ? "possible" : "certain"}`;
}

async function headlineOf(path: string): Promise<string> {
  await selectRow(opened, `${apiUrl}${path}`);
  return (await panelFrameOf(opened)).$eval("#headline", ({ textContent }) => textContent ?? "");
}
