import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnose, lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";
import { findBrowser } from "../setup.mjs";

let browser: Browser;
let api: Listening;
/** The requests that the API got in this test. */
let received: string[] = [];

beforeAll(async () => {
  browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  api = await listenHttp(({ url = "" }, response) => {
    received.push(url);
    if (url.startsWith("/allowed")) response.setHeader("Access-Control-Allow-Origin", "*");
    response.end();
  });
});

afterAll(async () => {
  await browser?.close();
  await api?.close();
});

const send = (path: string) => `await fetch(api + "${path}").catch(() => {});`;

// Without a watch, none of these pages hangs; with a session attached to the old version of the worker, most of them do.
// A version is no longer watched once its update starts, so its requests are unknown; none is left out.
test.each([
  ["stays", `${send("/allowed/1")} ${send("/refused/1")}`, { isExact: true, runs: 1 }],
  ["updates", `await registration.update(); ${send("/allowed/1")} ${send("/refused/1")}`, { isExact: false, runs: 6 }],
  [
    "updates four times",
    `for (let n = 0; n < 4; n++) { await registration.update(); ${send("/refused/1")} }`,
    { isExact: false, runs: 3 },
  ],
  [
    "stays while its page is loaded again",
    `if (location.hash === "") { location.hash = "again"; location.reload(); return; } ${send("/refused/1")}`,
    { isExact: true, runs: 3 },
  ],
  ["is unregistered", `await registration.unregister(); ${send("/refused/1")}`, { isExact: true, runs: 3 }],
])("a page whose service worker %s gets its responses as without a watch", async (_, code, { isExact, runs }) => {
  for (let run = 0; run < runs; run++) {
    received = [];
    const site = await listenHttp(pageWithWorker(code));
    const context = await browser.createBrowserContext();
    const cors = await watchCors(context);
    const page = await context.newPage();
    await page.goto(`http://localhost:${site.port}/`);
    await expect.poll(() => page.title().catch(() => ""), { timeout: 30_000 }).toBe("done");
    await cors.settled({ timeout: 10_000 });
    const judged = diagnose(cors.recording()).map(({ fetch, outcome }) => ({
      url: new URL(lastHop(fetch).url),
      outcome,
    }));
    const ofApi = judged.filter(({ url }) => url.port === String(api.port));
    expect(ofApi.map(({ url }) => url.pathname).sort()).toEqual(received.toSorted());
    expect(received.length).toBeGreaterThan(0);
    for (const { url, outcome } of ofApi) {
      const right = url.pathname.startsWith("/allowed") ? "allowed" : "refused";
      expect(isExact ? [right] : [right, "unknown"], `${url}, run ${run}`).toContain(outcome);
    }
    await cors.stop();
    await context.close();
    await site.close();
  }
});

/** A page that runs this code when its worker controls it. Each request for the worker's script gets another version of it. */
function pageWithWorker(code: string): Parameters<typeof listenHttp>[0] {
  const origin = `http://127.0.0.1:${api.port}`;
  const page = `<!doctype html><link rel="icon" href="data:,"><script>
    const api = "${origin}";
    navigator.serviceWorker.register("/worker.js").then(async (registration) => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) => { navigator.serviceWorker.oncontrollerchange = resolve; });
      ${code}
      document.title = "done";
    });</script>`;
  let version = 0;
  return (request, response) => {
    if (request.url !== "/worker.js") return void response.setHeader("Content-Type", "text/html").end(page);
    response.writeHead(200, { "Content-Type": "text/javascript", "Cache-Control": "no-store" });
    response.end(`// ${code.includes(".update()") ? version++ : 0}
      self.oninstall = () => skipWaiting();
      self.onactivate = (event) => event.waitUntil(clients.claim());
      self.onfetch = (event) => {
        if (event.request.url.startsWith("${origin}")) event.respondWith(fetch(event.request));
      };`);
  };
}
