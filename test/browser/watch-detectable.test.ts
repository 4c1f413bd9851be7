import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { clickElement, listByServer, openBuiltPanel, panelFrameOf } from "./panel-page.ts";

let pages: Listening;
let opened: OpenedPanel;

beforeAll(async () => {
  pages = await listenHttp((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!doctype html><title>page</title>");
  });
  opened = await openBuiltPanel(`http://localhost:${pages.port}/`);
});

afterAll(async () => {
  await opened?.close();
  await pages?.close();
});

/** Ways in which a page may look for the script that watches its calls; each gives a text, a number or a Boolean. */
const probes: Readonly<Record<string, string>> = {
  "fetch in a frame's toString": inFrame("fetch"),
  "open in a frame's toString": inFrame("XMLHttpRequest.prototype.open"),
  "send in a frame's toString": inFrame("XMLHttpRequest.prototype.send"),
  "toString in a frame's toString": inFrame("Function.prototype.toString"),
  "own toString": "String(fetch)",
  "keys and flags": `JSON.stringify([Reflect.ownKeys(fetch).map(String), Object.getOwnPropertyDescriptor(window, "fetch")])`,
  constructor: thrown("new fetch('x')"),
  "extended class": thrown("class A extends fetch {}"),
  "wrong this": thrown(`XMLHttpRequest.prototype.open.call({}, "GET", "/")`),
  "no arguments": `fetch().then(() => "", ({ message, stack }) => message + stack.split("\\n").length)`,
  "toString of no function": thrown("Function.prototype.toString.call({})"),
  "stack overflow": `(() => {
    const f = () => { try { f(); } catch (error) { Function.prototype.toString.call(f); throw error; } };
    try { f(); } catch (error) { return error.constructor.name; }
  })()`,
  "function's caller": `(() => { function g(url) { return fetch(url); } try { return String(g.caller); } catch ({ message }) { return message; } })()`,
  "prepared stack": `(() => {
    Error.prepareStackTrace = (_error, calls) => calls.map((call) => call.getFunctionName() + ":" + call.getTypeName()).join();
    try { XMLHttpRequest.prototype.open.call({}, "GET", "/"); } catch ({ stack }) { return stack; } finally { delete Error.prepareStackTrace; }
  })()`,
  "structured clone": thrown("structuredClone(fetch)"),
  message: thrown("postMessage(fetch, '*')"),
  "names of the window": "Reflect.ownKeys(window).map(String).sort().join()",
  "proxy as options": proxied("fetch('/x', proxy).catch(() => {})"),
  "proxy as request": proxied("fetch(proxy).catch(() => {})"),
  "base address": `(() => {
    let reads = 0;
    Object.defineProperty(document, "baseURI", { get() { reads++; return "http://x/"; }, configurable: true });
    fetch("/q").catch(() => {});
    delete document.baseURI;
    return reads;
  })()`,
  "look of the function":
    "[fetch.name, fetch.length, Object.prototype.toString.call(fetch), 'prototype' in fetch].join()",
};

/** What a new frame's `Function.prototype.toString` says of a function. */
function inFrame(code: string): string {
  return `(() => {
    const frame = document.documentElement.appendChild(document.createElement("iframe"));
    return frame.contentWindow.Function.prototype.toString.call(${code});
  })()`;
}

function thrown(code: string): string {
  return `(() => { try { ${code}; return ""; } catch ({ message, stack }) { return message + stack.split("\\n").length; } })()`;
}

/** Which properties the browser, or a script, looks for in a proxy. */
function proxied(code: string): string {
  return `(() => {
    const seen = [];
    const proxy = new Proxy({}, {
      get(_, name) { seen.push("get " + String(name)); },
      getOwnPropertyDescriptor(_, name) { seen.push("describe " + String(name)); },
      getPrototypeOf() { seen.push("prototype"); return null; },
      has(_, name) { seen.push("has " + String(name)); return false; },
    });
    ${code};
    return seen.join();
  })()`;
}

async function probeResults(): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  for (const [name, code] of Object.entries(probes)) results[name] = await opened.page.evaluate(code);
  return results;
}

test("a page that looks for the watching script finds what the documentation says, and nothing else", {
  timeout: 60_000,
}, async () => {
  const before = await probeResults();
  const panel = await panelFrameOf(opened);
  const loaded = opened.page.waitForNavigation();
  await clickElement(panel, "[data-observe-toggle]");
  await loaded;
  await panel.waitForSelector("[data-observe-on]");
  const after = await probeResults();
  const different = Object.keys(probes).filter((name) => after[name] !== before[name]);
  expect(different).toEqual([
    "fetch in a frame's toString",
    "open in a frame's toString",
    "send in a frame's toString",
    "toString in a frame's toString",
    "proxy as options",
  ]);
  expect(after["fetch in a frame's toString"]).toBe("function () { [native code] }");
  expect(after["proxy as options"]).toMatch(/describe|prototype/);
});

test("a page that replaced dispatchEvent cannot report a request of another origin", { timeout: 60_000 }, async () => {
  const panel = await panelFrameOf(opened);
  await panel.click("[data-filter=all]");
  await listByServer(panel);
  // The browser records no such request, so the row is there only by the script's report.
  const request = (path: string) =>
    opened.page.evaluate(`fetch("http://localhost:1${path}", { mode: "same-origin" }).catch(() => {})`);
  await request("/reported");
  await panel.waitForSelector("[data-url$='/reported']");
  await opened.page.evaluate(`{
    const dispatch = window.dispatchEvent;
    window.dispatchEvent = (event) => {
      if (typeof event.detail !== "function") return dispatch.call(window, event);
      const detail = (notes) => event.detail(notes.replace(/"from":"[^"]*"/, '"from":"https://bank.example/"'));
      return dispatch.call(window, new CustomEvent(event.type, { detail }));
    };
  }`);
  await request("/forged");
  await setTimeout(2000);
  expect(await panel.$("[data-url$='/forged']")).toBeNull();
  // The page may report as itself what it likes, and its reports are read again once it tells the truth.
  await opened.page.evaluate("delete window.dispatchEvent");
  await request("/honest");
  await panel.waitForSelector("[data-url$='/honest']");
});
