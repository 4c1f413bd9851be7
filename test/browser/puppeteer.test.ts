import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Diagnosis, lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/open-panel.ts";
import { corsMatchers } from "../../src/node/watch/matchers.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { scenes } from "../playground/scenes/index.ts";
import { startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { firstThings, type Site, serveSite } from "./cross-origin-pages.ts";

let browser: Browser;
let site: Site;

beforeAll(async () => {
  site = await serveSite(firstThings);
  browser = await puppeteer.launch({
    executablePath: findBrowser(),
    args: [...launchArguments(), "--site-per-process", "--disable-popup-blocking"],
  });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe("the playground through Puppeteer", () => {
  /** Where the protocol tells what DevTools keeps back. */
  const told: Readonly<Record<string, readonly string[]>> = { worker: ["missing-allow-origin"] };
  const ofScene = new Map<string, Diagnosis[]>();

  beforeAll(async () => {
    const playground = await startPlayground();
    const page = await browser.newPage();
    const cors = await watchCors(page);
    await page.goto(playground.pageUrl);
    await page.evaluate("runAll()");
    for (const diagnosis of await cors.fetches()) {
      const [, id = ""] = new URL(diagnosis.fetch.hops[0]?.url ?? "").pathname.split("/");
      ofScene.set(id, [...(ofScene.get(id) ?? []), diagnosis]);
    }
    await cors.stop();
    await page.close();
    await playground.close();
  });

  test.each(scenes)("$id: $label", ({ id, outcomes, errors }) => {
    const diagnoses = ofScene.get(id) ?? [];
    const shown = diagnoses.map(({ outcome, verdict }) => (outcome === "refused" ? verdict?.cause : outcome));
    expect(shown.toSorted()).toEqual((told[id] ?? outcomes).toSorted());
    const words = diagnoses.flatMap(({ fetch }) => lastHop(fetch).actual?.corsError ?? []);
    const verdicts = diagnoses.flatMap(({ verdict }) => verdict?.reportedAs.chrome ?? []);
    expect(verdicts.toSorted()).toEqual(words.toSorted());
    if (!outcomes.includes("failed")) expect(words.toSorted()).toEqual(errors.toSorted());
  });

  test("is of no scene nowhere", () => {
    const ids = new Set(scenes.map(({ id }) => id));
    expect([...ofScene.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("watchCors", () => {
  // Puppeteer may let the shared worker go on before it is watched, and then nothing at all may be told of it.
  test("sees the first request of frames, popups and workers of every kind", { retry: 2 }, async () => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    await page.goto(`${site.page}/`);
    const refused = await cors.refused({ idle: 1500, timeout: 10_000 });
    // Where Puppeteer lets the shared worker go on too early, its request is a problem of the recording.
    const missed = cors.recording().problems.map((problem) => {
      expect(problem).toContain("PreflightMissingAllowOriginHeader");
      return "/from/shared-worker unknown PreflightMissingAllowOriginHeader worker";
    });
    expect([...refused.map(summaryOf), ...missed].toSorted()).toEqual([
      "/from/frame missing-allow-origin certain page",
      "/from/frame-worker missing-allow-origin certain worker",
      "/from/inner-worker missing-allow-origin certain worker",
      "/from/page missing-allow-origin certain page",
      "/from/popup missing-allow-origin certain page",
      "/from/service-worker missing-allow-origin certain service-worker",
      "/from/shared-worker unknown PreflightMissingAllowOriginHeader worker",
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

  test("tells of fetches while they happen, once each, until it is stopped", async () => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    const heard: string[] = [];
    const iterated: string[] = [];
    cors.on("refused", (diagnosis) => heard.push(summaryOf(diagnosis)));
    const iteration = (async () => {
      for await (const { fetch, outcome } of cors) iterated.push(`${new URL(lastHop(fetch).url).pathname} ${outcome}`);
    })();
    await page.goto(`${site.page}/quiet`);
    const call = (path: string) => page.evaluate(`fetch("${site.api}${path}").then((r) => r.text(), () => "")`);
    expect(await call("/allowed")).toBe("allowed");
    await call("/live/1");
    await expect.poll(() => heard).toEqual(["/live/1 missing-allow-origin certain page"]);
    await call("/live/2");
    await cors.stop();
    await iteration;
    expect(iterated).toEqual(["/allowed allowed", "/live/1 refused", "/live/2 refused"]);
    await call("/live/3");
    expect((await cors.refused()).length).toBe(2);
    expect(heard.length).toBe(2);
    await page.close();
  });

  test("keeps to its context", async () => {
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

  test("gives a matcher whose failure is the report with the fix", async () => {
    const page = await browser.newPage();
    expect.extend(corsMatchers);
    const expectPage = () =>
      expect(page) as unknown as Record<"toHaveNoCorsFailures", () => Promise<void>> & {
        not: Record<"toHaveNoCorsFailures", () => Promise<void>>;
      };
    await expect(expectPage().toHaveNoCorsFailures()).rejects.toThrow("watchCors(page)");
    await expect(expectPage().not.toHaveNoCorsFailures()).rejects.toThrow("watchCors(page)");
    const cors = await watchCors(page);
    await page.goto(`${site.page}/quiet`);
    await page.evaluate(`fetch("${site.api}/allowed")`);
    await expectPage().toHaveNoCorsFailures();
    await page.evaluate(`fetch("${site.api}/refused", { method: "PUT" }).catch(() => {})`);
    await expect(expectPage().toHaveNoCorsFailures()).rejects.toThrow(/REFUSED {2}PUT .*\/refused(?:.|\n)*Fix for /);
    await cors.stop();
    await page.close();
  });
});

test("a browser that dies ends every iteration, and nothing waits for it", async () => {
  const site = await serveSite(firstThings);
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  const page = await browser.newPage();
  const cors = await watchCors(page);
  const told: string[] = [];
  const iteration = (async () => {
    for await (const diagnosis of cors) told.push(summaryOf(diagnosis));
  })();
  await page.goto(`${site.page}/one`);
  await cors.settled();
  await page.evaluate(`void fetch("${site.api}/never")`);
  expect(await cors.settled({ timeout: 500 })).toEqual({ complete: false, pending: [`${site.api}/never`] });
  browser.process()?.kill("SIGKILL");
  await iteration;
  expect(told[0]).toBe("/one missing-allow-origin certain page");
  expect(await cors.settled()).toEqual({ complete: true, pending: [] });
  expect(cors.report()).toContain("1 refused by CORS");
  await cors.stop();
  await site.close();
});

test("a page that is closed cannot be watched", async () => {
  const browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  const page = await browser.newPage();
  await page.close();
  await expect(watchCors(page)).rejects.toThrow("The page is closed");
  await browser.close();
});

function summaryOf(diagnosis: Diagnosis): string {
  const { fetch, outcome, verdict, differingCorsError } = diagnosis;
  const { pathname } = new URL(lastHop(fetch).url);
  return `${pathname} ${verdict?.cause ?? outcome} ${verdict?.certainty ?? differingCorsError} ${fetch.context}`;
}
