import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callSiteOf, callSitePlace } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { watchCors as watchSession } from "../../src/node/watch/cdp.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { callFrames } from "../../src/recording/call-frames.ts";
import { findBrowser } from "../setup.mjs";
import { checkRunner } from "./check-process.ts";
import { serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

let site: TwoOrigins;
let browser: Browser;
const { check, close } = checkRunner();

/** Pages whose code is on the second line of `/app.js`, or of the page itself. */
beforeAll(async () => {
  site = await serveTwoOrigins((request, response) => {
    const url = new URL(request.url ?? "/", site.page);
    const page = (code: string) =>
      response.setHeader("Content-Type", "text/html").end(`<!doctype html><link rel="icon" href="data:,">${code}`);
    const code = url.searchParams.get("code") ?? "";
    switch (url.pathname) {
      case "/inline":
        return page(`<script>\n${code}\n</script>`);
      case "/file":
        return page(`<script src="/app.js?code=${encodeURIComponent(code)}"></script>`);
      case "/app.js":
        return response.setHeader("Content-Type", "text/javascript").end(`\n${code}`);
      case "/framed":
        return page(
          `<iframe src="/inline?code=${encodeURIComponent(code)}"></iframe><iframe src="${site.api}/inline?code=${encodeURIComponent(code)}"></iframe>`,
        );
      case "/strict":
        response.setHeader("Content-Security-Policy", "script-src 'unsafe-inline'");
        return page(`<script>\n${code}\n</script>`);
      default:
        return response.end();
    }
  });
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  close();
});

const call = (path: string) => `fetch("${site.api}/${path}").catch(() => {})`;
const pageOf = (path: string, code: string) => `${site.page}${path}?code=${encodeURIComponent(code)}`;

describe("cors-panel check", () => {
  test("names the timer that had not run, and the option that waits for it", async () => {
    const url = pageOf("/file", `setTimeout(() => ${call("late")}, 5000);`);
    const early = await check(url);
    expect(early).toMatchObject({ code: 0 });
    const [, idle = ""] =
      /: 1 timer \(app\.js:2:12\) had not run .*; to wait for it, add --idle (\d+)\n$/.exec(early.errors) ?? [];
    expect(Number(idle)).toBeGreaterThanOrEqual(5000);
    const waited = await check(url, "--idle", idle);
    expect(waited).toMatchObject({ code: 1, errors: "" });
    expect(waited.out).toContain("/late");
  });

  test("says nothing of intervals, of loops of timers that have run, of cleared timers, and of distant ones", async () => {
    const code = [
      `setInterval(() => ${call("beat")}, 2000)`,
      "(function tick() { setTimeout(tick, 400) })()",
      "(async () => { for (;;) await new Promise((passed) => setTimeout(passed, 300)) })()",
      "(function vary() { setTimeout(vary, 300 + Math.random() * 100) })()",
      "clearTimeout(setTimeout(() => {}, 2000)); clearInterval(setTimeout(() => {}, 2001)); setTimeout(() => {}, 30000)",
      "clearTimeout(String(setTimeout(() => 1, 2002)))",
    ].join(";");
    expect(await check(pageOf("/inline", code))).toMatchObject({ code: 0, errors: "" });
  });
});

describe("pendingTimers", () => {
  const timersOf = async (url: string, act: (page: Page) => Promise<unknown> = async () => {}) => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    try {
      await page.goto(url);
      await act(page);
      await cors.settled();
      return await cors.pendingTimers();
    } finally {
      await cors.stop();
      await page.close();
    }
  };

  test("counts those of frames, also of another site", async () => {
    const found = await timersOf(pageOf("/framed", "setTimeout(() => {}, 4000)"));
    expect(found).toMatchObject({ count: 2, isAtLeast: false, function: { line: 1, column: 11 } });
    expect(found.function?.url).toMatch(/\/inline\?/);
    expect(found.last).toBeGreaterThan(0);
    expect(found.last).toBeLessThanOrEqual(4000);
  });

  test("counts those of a document no more once the page has left it", async () => {
    const leave = (page: Page) => page.goto(pageOf("/inline", "1"));
    expect(await timersOf(pageOf("/inline", "setTimeout(() => {}, 4000)"), leave)).toMatchObject({ count: 0 });
  });

  test("finds the function that was bound, and no place for one of the browser", async () => {
    const bound = await timersOf(pageOf("/inline", "setTimeout((function () {}).bind(null), 4000)"));
    expect(bound.function).toMatchObject({ line: 1 });
    const own = await timersOf(pageOf("/inline", "new Promise((passed) => setTimeout(passed, 4000))"));
    expect(own).toMatchObject({ count: 1, function: null });
  });

  test("counts where the page's policy forbids WebAssembly", async () => {
    expect(await timersOf(pageOf("/strict", "setTimeout(() => {}, 4000)"))).toMatchObject({ count: 1 });
  });

  test("has a bound for a page with very many timers", async () => {
    const code = "for (let index = 0; index < 100000; index++) setTimeout(() => index, 4000 + (index % 900))";
    const found = await timersOf(pageOf("/inline", code));
    expect(found.isAtLeast).toBe(true);
    expect(found.count).toBeLessThanOrEqual(1000);
  });

  test("leaves the debugger off, and does not stop at a debugger statement", async () => {
    const code =
      "setInterval(() => { debugger; window.ticks = (window.ticks ?? 0) + 1 }, 5); setTimeout(() => {}, 4000)";
    const page = await browser.newPage();
    const cors = await watchCors(page);
    await page.goto(pageOf("/inline", code));
    expect(await cors.pendingTimers()).toMatchObject({ count: 1, function: { line: 1 } });
    const before = await page.evaluate("ticks");
    await page.waitForFunction(`ticks > ${before} + 3`);
    await cors.stop();
    await page.close();
  });
});

describe("pendingTimers of a session in which the caller debugs", () => {
  test("leaves breakpoints and the depth of stacks as they are", async () => {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    const paused: unknown[] = [];
    session.on("Debugger.paused", ({ hitBreakpoints }) => {
      paused.push(hitBreakpoints);
      void session.send("Debugger.resume");
    });
    await session.send("Debugger.enable");
    const cors = await watchSession(session);
    const url = pageOf("/file", `async function last() { await null; await ${call("deep")} }\nsetTimeout(last, 4000)`);
    await page.goto(url);
    const { breakpointId } = await session.send("Debugger.setBreakpointByUrl", { urlRegex: "app", lineNumber: 1 });
    const found = await cors.pendingTimers();
    expect(found).toMatchObject({ count: 1, function: { url: expect.stringContaining("/app.js"), line: 1 } });
    await page.evaluate("(async function first() { await last() })()");
    expect(paused).toContainEqual([breakpointId]);
    const [refused] = await cors.refused();
    const frames = refused?.fetch.hops[0]?.actual ? callFrames(refused.fetch.hops[0].actual.initiator) : [];
    expect(frames.map(({ functionName }) => functionName)).toEqual(expect.arrayContaining(["last", "first"]));
    await cors.stop();
    await page.close();
  });
});

describe("a page whose timers are watched", () => {
  test("sees no difference in its functions, results and errors", async () => {
    const page = await browser.newPage();
    await page.goto(pageOf("/inline", `const seen = ${appearance}; const shown = ${behavior}`));
    const describePage = async () => [await page.evaluate("seen"), await page.evaluate("shown()")];
    const before = await describePage();
    const cors = await watchCors(page);
    await page.reload();
    expect(await describePage()).toEqual(before);
    expect(await cors.pendingTimers()).toMatchObject({ count: 1 });
    await cors.stop();
    await page.close();
  });

  test("has the page's own line as the place of a request that a timer sends", async () => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    const code = `function later() { ${call("timed")} }\nsetTimeout(later, 300); setTimeout("${call("text").replaceAll('"', "'")}", 300)`;
    await page.goto(pageOf("/file", code));
    await page.waitForNetworkIdle({ idleTime: 800 });
    const refused = await cors.refused();
    const timed = refused.find(({ fetch }) => fetch.hops[0]?.url.endsWith("/timed"));
    const site = timed && callSiteOf(timed, cors.recording(), refused);
    expect(site && [callSitePlace(site), site.function]).toEqual(["app.js:2:20", "later"]);
    const frames = timed?.fetch.hops[0]?.actual ? callFrames(timed.fetch.hops[0].actual.initiator) : [];
    // The line that set the timer follows the function that sent the request.
    expect(frames.map(({ functionName, line, column }) => [functionName, line, column])).toEqual([
      ["later", 1, 19],
      ["", 2, 0],
    ]);
    expect(refused).toHaveLength(2);
    await cors.stop();
    await page.close();
  });
});

/** JavaScript that describes all that a page can see of the functions that the watch replaces. */
const appearance = `(() => {
  const thrown = (call) => { try { return call() ?? "nothing"; } catch (error) { return error.stack; } };
  return JSON.stringify([
    ...["setTimeout", "clearTimeout", "clearInterval"].map((name) => {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(window, name);
      return [
        name, flags, Reflect.ownKeys(value), value.name, value.length, String(value), Function.prototype.toString.call(value),
        value instanceof Function, Object.prototype.toString.call(value), thrown(() => new value()), value === window[name],
        thrown(() => value.call({})), thrown(() => value.call({}, () => {}, 500)), typeof thrown(() => value.call(null, 1000)),
      ];
    }),
    thrown(() => setTimeout()), thrown(() => setTimeout(() => {}, { valueOf() { throw new Error("delay"); } })),
    thrown(() => setTimeout({ toString() { throw new Error("code"); } }, 500)),
    Reflect.ownKeys(window).sort().map(String),
  ]);
})()`;

/** JavaScript of a function that describes what a page sees of its timers while they run. */
const behavior = `async () => {
  const all = [];
  const first = setTimeout(() => {}, 10);
  const ids = [setTimeout(() => {}, 300), setTimeout(() => {}, 300), window.setTimeout(() => {}, 300)];
  all.push(ids.map((id) => id - first));
  for (const id of ids) clearTimeout(id);
  clearTimeout(); clearTimeout("x"); clearTimeout(-1); clearTimeout({}); clearTimeout(null);
  all.push(await new Promise((done) => setTimeout(function (...args) { done([this === window, args, new Error("here").stack]); }, 300, 1, "two")));
  const order = [];
  await new Promise((done) => { setTimeout(() => order.push(1), 260); setTimeout(() => order.push(2), 280); setTimeout(done, 300); });
  all.push(order);
  const cleared = [];
  const id = setTimeout(() => cleared.push("ran"), 260);
  clearTimeout(String(id));
  await new Promise((done) => setTimeout(done, 350));
  all.push(cleared);
  let rejected = "";
  addEventListener("error", (event) => { rejected = event.error.stack; event.preventDefault(); }, { once: true });
  setTimeout(() => { throw new Error("thrown"); }, 260);
  await new Promise((done) => setTimeout(done, 350));
  all.push(rejected);
  setTimeout(() => {}, 4000);
  return JSON.stringify(all);
}`;
