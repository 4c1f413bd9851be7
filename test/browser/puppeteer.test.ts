import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Diagnosis, findNotes, lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { type CorsMatchers, corsMatchers } from "../../src/node/watch/matchers.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { findBrowser } from "../setup.mjs";
import { crossOriginPages, serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

let browser: Browser;
let site: TwoOrigins;

beforeAll(async () => {
  site = await serveTwoOrigins(crossOriginPages);
  browser = await puppeteer.launch({
    executablePath: findBrowser(),
    args: [...launchArguments(), "--site-per-process", "--disable-popup-blocking"],
  });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe("watchCors", () => {
  // Puppeteer may let the shared worker run before it is watched, and then the protocol may report nothing of it.
  test("sees the first request of frames, popups and workers of every kind", { retry: 2 }, async () => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    await page.goto(`${site.page}/`);
    const refused = await cors.refused({ idle: 1500, timeout: 10_000 });
    // Where Puppeteer lets the shared worker run too early, its request becomes a problem of the recording.
    const unrecorded = cors.recording().problems.map((problem) => {
      expect(problem).toContain("PreflightMissingAllowOriginHeader");
      return "/from/shared-worker refused PreflightMissingAllowOriginHeader worker";
    });
    expect([...refused.map(summaryOf), ...unrecorded].toSorted()).toEqual([
      "/from/frame missing-allow-origin certain page",
      "/from/frame-worker missing-allow-origin certain worker",
      "/from/inner-worker missing-allow-origin certain worker",
      "/from/page missing-allow-origin certain page",
      "/from/popup missing-allow-origin certain page",
      "/from/service-worker missing-allow-origin certain service-worker",
      "/from/shared-worker refused PreflightMissingAllowOriginHeader worker",
      "/from/worker missing-allow-origin certain worker",
    ]);
    await cors.stop();
    for (const other of await browser.pages()) if (other.url().endsWith("/popup")) await other.close();
    await page.close();
  });

  test("watches a page that is open already, with its frames and workers", async () => {
    const page = await browser.newPage();
    await page.goto(`${site.page}/quiet`);
    await page.evaluate(`document.body.innerHTML = '<iframe src="${site.api}/quiet"></iframe>';
      new Promise((resolve) => { document.querySelector("iframe").onload = resolve; })`);
    await page.evaluate(
      `globalThis.worker = new Worker(URL.createObjectURL(new Blob(["onmessage = ({ data }) => fetch(data)"])))`,
    );
    const cors = await watchCors(page);
    const [, frame] = page.frames();
    await page.evaluate(
      `fetch("${site.api}/late/page").catch(() => {}); worker.postMessage("${site.api}/late/worker");`,
    );
    await frame?.evaluate(`fetch("${site.page}/late/frame").catch(() => {})`);
    const refused = await cors.refused();
    expect(refused.map((diagnosis) => summaryOf(diagnosis).split(" ")[0]).toSorted()).toEqual([
      "/late/frame",
      "/late/page",
      "/late/worker",
    ]);
    await cors.stop();
    await page.close();
  });

  test("reports each fetch once, when it happens, until it is stopped", async () => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    const reported: string[] = [];
    const iterated: string[] = [];
    cors.on("refused", (diagnosis) => reported.push(summaryOf(diagnosis)));
    const iteration = (async () => {
      for await (const { fetch, outcome } of cors) iterated.push(`${new URL(lastHop(fetch).url).pathname} ${outcome}`);
    })();
    await page.goto(`${site.page}/quiet`);
    const fetchPath = (path: string) => page.evaluate(`fetch("${site.api}${path}").then((r) => r.text(), () => "")`);
    expect(await fetchPath("/allowed")).toBe("allowed");
    await fetchPath("/live/1");
    await expect.poll(() => reported).toEqual(["/live/1 missing-allow-origin certain page"]);
    await fetchPath("/live/2");
    await cors.stop();
    await iteration;
    expect(iterated).toEqual(["/allowed allowed", "/live/1 refused", "/live/2 refused"]);
    await fetchPath("/live/3");
    expect((await cors.refused()).length).toBe(2);
    expect(reported.length).toBe(2);
    await page.close();
  });

  test("sees a fetch whose URL lacks its scheme, of pages and workers, and none from before", async () => {
    const page = await browser.newPage();
    await page.goto(`${site.page}/quiet`);
    await page.evaluate("fetch('localhost:1/before').catch(() => {})");
    const cors = await watchCors(page);
    await page.addScriptTag({
      content: `function load() {
          return fetch("localhost:1/page", { method: "PUT" });
        }
        load().catch(() => {});
        new Worker(URL.createObjectURL(new Blob(['fetch("localhost:1/worker").catch(() => {})'])));
        //# sourceURL=${site.page}/load.js`,
    });
    const refused = await cors.refused({ idle: 1500, timeout: 10_000 });
    expect(refused.map(summaryOf).toSorted()).toEqual([
      "1/page unsupported-scheme certain page",
      "1/worker unsupported-scheme certain worker",
    ]);
    const ofPage = refused.find(({ fetch }) => fetch.context === "page");
    const { method, initiator } = lastHop((ofPage as Diagnosis).fetch).actual ?? {};
    expect(method).toBe("PUT");
    expect(initiator?.stack).toMatchObject({
      callFrames: [{ url: `${site.page}/load.js`, lineNumber: 1, columnNumber: 17 }],
    });
    await page.goto(`${site.page}/quiet`);
    await page.evaluate("fetch('localhost:1/later').catch(() => {})");
    expect((await cors.refused()).map(summaryOf)).toContain("1/later unsupported-scheme certain page");
    await cors.stop();
    await page.close();
  });

  test("keeps the start of an error's body, where the browser has it", async () => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    await page.goto(`${site.page}/quiet`);
    const fetchAll = ["/csrf", "/refused-text"].map((path) => `await fetch("${site.api}${path}").catch(() => {});`);
    await page.evaluate(`(async () => { ${fetchAll.join(" ")} })()`);
    const fetches = await cors.fetches();
    const start = `CSRF check failed. ${"x".repeat(5000)}`.slice(0, 2048);
    // Chromium drops the body of a response that it refuses.
    expect(fetches.map(({ outcome, fetch }) => [outcome, lastHop(fetch).actual?.responseText])).toEqual([
      ["allowed", start],
      ["refused", null],
    ]);
    const notes = [...findNotes(fetches, cors.recording()).values()].flat();
    expect(notes.map(({ id }) => id)).toContain("csrf-rejected");
    await cors.stop();
    await page.close();
  });

  test("reports only fetches of its own browser context", async () => {
    const [own, other] = [await browser.createBrowserContext(), await browser.createBrowserContext()];
    const watches = { own: await watchCors(own), all: await watchCors(browser) };
    const defaults = await watchCors(browser.defaultBrowserContext());
    for (const [context, name] of [
      [own, "own"],
      [other, "other"],
    ] as const) {
      const page = await context.newPage();
      await page.goto(`${site.page}/quiet`);
      await page.evaluate(`fetch("${site.api}/${name}").catch(() => {})`);
    }
    const paths = async (cors: typeof defaults) =>
      (await cors.refused()).map(({ fetch }) => new URL(lastHop(fetch).url).pathname);
    expect(await paths(watches.own)).toEqual(["/own"]);
    expect(await paths(watches.all)).toEqual(["/own", "/other"]);
    expect(await paths(defaults)).toEqual([]);
    for (const cors of [watches.own, watches.all, defaults]) await cors.stop();
    await own.close();
    await other.close();
  });

  test("has a matcher that fails with the report and the fix", async () => {
    const page = await browser.newPage();
    expect.extend(corsMatchers);
    const expectPage = () => expect(page) as unknown as CorsMatchers & { not: CorsMatchers };
    await expect(expectPage().toHaveNoCorsFailures()).rejects.toThrow("watchCors(page)");
    await expect(expectPage().not.toHaveNoCorsFailures()).rejects.toThrow("watchCors(page)");
    const cors = await watchCors(page);
    await page.goto(`${site.page}/quiet`);
    await page.evaluate(`fetch("${site.api}/allowed")`);
    await expectPage().toHaveNoCorsFailures();
    await page.evaluate(`fetch("${site.api}/refused", { method: "PUT" }).catch(() => {})`);
    await expect(expectPage().toHaveNoCorsFailures()).rejects.toThrow(/REFUSED {2}PUT .*\/refused(?:.|\n)*fix for /i);
    const refused = `${site.api}/refused`;
    await expectPage().toHaveNoCorsFailures({ ignore: [/\/nothing$/g, refused] });
    await page.evaluate(`fetch("${site.api}/other").catch(() => {})`);
    const withIgnored = expect(
      expectPage().toHaveNoCorsFailures({ ignore: ({ fetch }) => lastHop(fetch).url === refused }),
    );
    await withIgnored.rejects.toThrow(/^REFUSED {2}GET .*\/other(?:.|\n)*1 refused by CORS/);
    await expect(expectPage().toHaveNoCorsFailures({ ignore: "api.example" })).rejects.toThrow('not "api.example"');
    await cors.stop();
    await page.close();
  });

  test("has a matcher that judges a page that polls by its requests so far", async () => {
    const page = await browser.newPage();
    expect.extend(corsMatchers);
    const expectPage = () => expect(page) as unknown as CorsMatchers;
    const cors = await watchCors(page);
    let refused = 0;
    cors.on("refused", () => refused++);
    await page.goto(`${site.page}/polls`);
    // A busy machine may take seconds for two polls.
    await expect.poll(() => refused).toBeGreaterThan(1);
    const result = expectPage().toHaveNoCorsFailures({ idle: 5000, timeout: 1000 });
    await expect(result).rejects.toThrow(/REFUSED {2}GET .*\/poll {2}\(\d+ times\)/);
    await cors.stop();
    await page.close();
  });
});

test("ends every iteration and every wait when the browser dies", async () => {
  const site = await serveTwoOrigins(crossOriginPages);
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  const page = await browser.newPage();
  const cors = await watchCors(page);
  const reported: string[] = [];
  const iteration = (async () => {
    for await (const diagnosis of cors) reported.push(summaryOf(diagnosis));
  })();
  await page.goto(`${site.page}/one`);
  await cors.settled();
  await page.evaluate(`void fetch("${site.api}/never")`);
  expect(await cors.settled({ timeout: 500 })).toEqual({ complete: false, pending: [`${site.api}/never`] });
  browser.process()?.kill("SIGKILL");
  await iteration;
  expect(reported[0]).toBe("/one missing-allow-origin certain page");
  expect(await cors.settled()).toEqual({ complete: true, pending: [] });
  expect(cors.report()).toContain("1 refused by CORS");
  await cors.stop();
  await site.close();
});

test("refuses to watch a page that is closed", async () => {
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  const page = await browser.newPage();
  await page.close();
  await expect(watchCors(page)).rejects.toThrow("the page is closed");
  await browser.close();
});

/** Path, cause or outcome, certainty or the browser's name for the error, and context of a fetch, in one line. */
function summaryOf(diagnosis: Diagnosis): string {
  const { fetch, outcome, verdict, differingCorsError } = diagnosis;
  const { pathname } = new URL(lastHop(fetch).url);
  return `${pathname} ${verdict?.cause ?? outcome} ${verdict?.certainty ?? differingCorsError} ${fetch.context}`;
}
