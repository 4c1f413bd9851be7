import { readFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import type { JsonReport } from "../../src/report/json-report.ts";
import { scenes } from "../playground/scenes/index.ts";
import { outcomesOverProtocol, sceneIdOf } from "../playground/scenes/scene.ts";
import { startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { checkRunner, noLeftovers } from "./check-process.ts";
import { crossOriginPages, serveTwoOrigins, type TwoOrigins } from "./cross-origin-pages.ts";

let site: TwoOrigins;
const { check, close, file, folder } = checkRunner();

beforeAll(async () => {
  site = await serveTwoOrigins(crossOriginPages);
});

afterAll(async () => {
  await site?.close();
  close();
});

describe("cors-panel check", () => {
  test("exits with 0 when nothing was refused", async () => {
    expect(await check(`${site.page}/good`)).toMatchObject({ code: 0, errors: "", leftovers: noLeftovers });
  });

  test("exits with 1 and a report when a fetch was refused, after all steps in their order", async () => {
    const script = file("late.js", `await fetch("${site.api}/scripted").catch(() => {}); document.title = "done";`);
    const result = await check(`${site.page}/one`, "--script", script, "--click", "button", "--json");
    const { fetches } = JSON.parse(result.out) as JsonReport;
    expect(fetches.map(({ url, cause, certainty }) => [new URL(url).pathname, cause, certainty])).toEqual([
      ["/one", "missing-allow-origin", undefined],
      ["/clicked", "missing-allow-origin", undefined],
    ]);
    expect(fetches[0]?.alsoTo?.map(({ url }) => new URL(url).pathname)).toEqual(["/scripted"]);
    expect(result).toMatchObject({ code: 1, errors: "", leftovers: noLeftovers });
  });

  test("takes many steps without a warning", async () => {
    const script = file("nothing.js", "await 0;");
    const steps = Array.from({ length: 8 }, () => ["--script", script]).flat();
    expect(await check(`${site.page}/good`, ...steps)).toMatchObject({ code: 0, errors: "", leftovers: noLeftovers });
  });

  test("reports several pages in the order of their arguments, and writes reports to files", async () => {
    const json = join(folder, "cors.json");
    const urls = ["/good", "/one", "/good"].map((path) => `${site.page}${path}`);
    const result = await check(...urls, "--concurrency", "2", "--report", `json=${json}`);
    const reports = JSON.parse(readFileSync(json, "utf8")) as JsonReport[];
    expect(reports.map(({ source, summary: { refused, allowed } }) => [source, refused, allowed])).toEqual([
      [urls[0], 0, 1],
      [urls[1], 1, 0],
      [urls[2], 0, 1],
    ]);
    expect(result).toMatchObject({ code: 1, errors: "", leftovers: noLeftovers });
    expect(result.out).toMatch(/fix for/i);
  });

  test("gives the same verdicts on the playground as the panel", async () => {
    const playground = await startPlayground();
    const run = file("run.js", "await runAll();");
    const { out, code, errors } = await check(
      playground.pageUrl,
      "--script",
      run,
      "--timeout",
      "90",
      "--json",
      "--verbose",
    );
    await playground.close();
    const { fetches } = JSON.parse(out) as JsonReport;
    const requests = fetches.flatMap(({ url, earlierHops, alsoTo = [], count = 1, outcome, cause }) => {
      const own = count - alsoTo.reduce((sum, other) => sum + (other.count ?? 1), 0);
      const first = { url: earlierHops?.[0]?.url ?? url, count: own };
      return [first, ...alsoTo].flatMap(({ url, count = 1 }) =>
        Array.from({ length: count }, () => ({ url, outcome, cause })),
      );
    });
    const fetchesOf = groupBy(requests, ({ url }) => sceneIdOf(url));
    const got = scenes.map(({ id }) => {
      const outcomes = fetchesOf.get(id)?.map(({ outcome, cause }) => (outcome === "refused" ? cause : outcome)) ?? [];
      return [id, outcomes.toSorted()];
    });
    expect(got).toEqual(scenes.map((scene) => [scene.id, outcomesOverProtocol(scene).toSorted()]));
    expect({ code, errors }).toEqual({ code: 1, errors: "" });
  });
});

describe("a browser that runs already", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await puppeteer.launch({ executablePath: findBrowser(), args: launchArguments() });
  });

  afterAll(() => browser?.close());

  test("is used, and has the same pages afterwards", async () => {
    const page = await browser.newPage();
    await page.goto(`${site.page}/quiet`);
    const before = await targetIds();
    const result = await check(`${site.page}/one`, "--connect", browser.wsEndpoint());
    expect(result).toMatchObject({ code: 1, errors: "" });
    expect(await targetIds()).toEqual(before);
    expect(await page.evaluate("1 + 1")).toBe(2);
    await page.close();
  });

  test("has the same pages after one of the check crashed", async () => {
    const before = await targetIds();
    const result = await check(`${site.page}/polls`, "--timeout", "60", "--connect", browser.wsEndpoint(), {
      async meanwhile() {
        const target = await browser.waitForTarget((found) => found.url().endsWith("/polls"), { timeout: 20_000 });
        const page = await target.page();
        await page?.goto("chrome://crash").catch(() => {});
      },
    });
    expect(result.code).toBe(2);
    expect(result.errors).toContain("the page crashed");
    expect(await targetIds()).toEqual(before);
  });

  async function targetIds(): Promise<string[]> {
    const session = await browser.target().createCDPSession();
    const { targetInfos } = await session.send("Target.getTargets");
    await session.detach();
    return targetInfos.map(({ targetId }) => targetId).toSorted();
  }
});
