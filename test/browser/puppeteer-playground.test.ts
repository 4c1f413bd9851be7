import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupBy } from "../../src/collections.ts";
import { type Diagnosis, lastHop } from "../../src/index.ts";
import { launchArguments } from "../../src/node/browser/launch-arguments.ts";
import { watchCors } from "../../src/node/watch/puppeteer.ts";
import { scenes } from "../playground/scenes/index.ts";
import { errorsOverProtocol, outcomesOverProtocol, sceneIdOf } from "../playground/scenes/scene.ts";
import { startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";

let browser: Browser;
let diagnosesByScene: ReadonlyMap<string, readonly Diagnosis[]>;

beforeAll(async () => {
  const args = [...launchArguments(), "--site-per-process", "--disable-popup-blocking"];
  browser = await puppeteer.launch({ executablePath: findBrowser(), args });
  const playground = await startPlayground();
  const page = await browser.newPage();
  const cors = await watchCors(page);
  await page.goto(playground.pageUrl);
  await page.evaluate("runAll()");
  diagnosesByScene = groupBy(await cors.fetches(), ({ fetch }) => sceneIdOf(fetch.hops[0]?.url ?? ""));
  await cors.stop();
  await page.close();
  await playground.close();
});

afterAll(() => browser?.close());

describe("watchCors on the playground", () => {
  test.each(scenes)("$id: $label", (scene) => {
    const diagnoses = diagnosesByScene.get(scene.id) ?? [];
    const shown = diagnoses.map(({ outcome, verdict }) => (outcome === "refused" ? verdict?.cause : outcome));
    expect(shown.toSorted()).toEqual(outcomesOverProtocol(scene).toSorted());
    const browserErrors = diagnoses.flatMap(({ fetch }) => lastHop(fetch).actual?.corsError ?? []);
    const verdicts = diagnoses.flatMap(({ verdict }) => verdict?.reportedAs.chrome ?? []);
    expect(verdicts.toSorted()).toEqual(browserErrors.toSorted());
    if (!scene.outcomes.includes("failed"))
      expect(browserErrors.toSorted()).toEqual(errorsOverProtocol(scene).toSorted());
  });

  test("reports fetches of scenes only", () => {
    const ids = new Set(scenes.map(({ id }) => id));
    expect([...diagnosesByScene.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});
