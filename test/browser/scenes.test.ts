import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchArguments } from "../../src/node/browser/open-panel.ts";
import { scenes } from "../playground/scenes/index.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { type Verdict, watchVerdicts } from "./browser-verdicts.ts";

let playground: Playground;
let browser: Browser;
let verdicts: readonly Verdict[];
const complaints: unknown[] = [];

beforeAll(async () => {
  playground = await startPlayground();
  browser = await puppeteer.launch({
    executablePath: findBrowser(),
    pipe: true,
    args: launchArguments(),
  });
  const page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error));
  verdicts = await watchVerdicts(page);
  await page.goto(playground.pageUrl);
  await page.evaluate("runAll()");
});

afterAll(async () => {
  await browser.close();
  await playground.close();
});

describe("Chromium gives each scene the verdict that is written there", () => {
  test.each(scenes)("$id: $label", ({ id, errors }) => {
    const reported = verdicts.flatMap(({ url, corsError }) => (corsError && sceneOf(url) === id ? [corsError] : []));
    expect(reported.toSorted()).toEqual(errors.toSorted());
  });

  test("no refusal belongs to no scene", () => {
    const ids = new Set(scenes.map(({ id }) => id));
    expect(verdicts.filter(({ url }) => !ids.has(sceneOf(url)))).toEqual([]);
  });

  test("the page itself makes no mistake", () => {
    expect(complaints).toEqual([]);
  });
});

function sceneOf(url: string): string {
  return new URL(url).pathname.split("/")[1] ?? "";
}
