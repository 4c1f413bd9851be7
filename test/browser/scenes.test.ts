import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { scenes } from "../playground/scenes/index.ts";
import { sceneIdOf } from "../playground/scenes/scene.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { type BrowserVerdict, watchBrowserVerdicts } from "./browser-verdicts.ts";

let playground: Playground;
let browser: Browser;
let verdicts: readonly BrowserVerdict[];
const pageErrors: unknown[] = [];

beforeAll(async () => {
  playground = await startPlayground();
  browser = await puppeteer.launch({
    executablePath: findBrowser(),
    pipe: true,
    args: launchArguments(),
  });
  const page = await browser.newPage();
  page.on("pageerror", (error) => pageErrors.push(error));
  verdicts = await watchBrowserVerdicts(page);
  await page.goto(playground.pageUrl);
  await page.evaluate("runAll()");
});

afterAll(async () => {
  await browser?.close();
  await playground?.close();
});

describe("Chromium reports the errors that each scene expects", () => {
  test.each(scenes)("$id: $label", ({ id, errors }) => {
    const reported = verdicts.flatMap(({ url, corsError }) => (corsError && sceneIdOf(url) === id ? [corsError] : []));
    expect(reported.toSorted()).toEqual(errors.toSorted());
  });

  test("every failed request belongs to a scene", () => {
    const ids = new Set(scenes.map(({ id }) => id));
    expect(verdicts.filter(({ url }) => !ids.has(sceneIdOf(url)))).toEqual([]);
  });

  test("the page throws no errors", () => {
    expect(pageErrors).toEqual([]);
  });
});
