import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CauseId, causes, consoleTextOf, diagnose, readHar } from "../../src/index.ts";
import { type OpenedPanel, openPanel } from "../../src/node/browser/open-panel.ts";
import { scenes } from "../playground/scenes/index.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { findBrowser } from "../setup.mjs";
import { type Verdict, watchVerdicts } from "./browser-verdicts.ts";

/** A row of the panel's list, as its own page holds it. */
interface Row {
  readonly url: string;
  readonly outcome: string;
  readonly cause: string;
  readonly count: number;
}

let playground: Playground;
let opened: OpenedPanel;
let verdicts: readonly Verdict[];
let rows: readonly Row[];
const printed: string[] = [];

beforeAll(async () => {
  playground = await startPlayground();
  opened = await openPanel({
    extension: new URL("../../dist/extension", import.meta.url).pathname,
    url: playground.pageUrl,
    executablePath: findBrowser(),
    headless: true,
  });
  verdicts = await watchVerdicts(opened.page);
  opened.page.on("console", (message) => printed.push(message.text()));
  await opened.page.evaluate("runAll()");
  await opened.panel.click("[data-filter=all]");
  rows = await settledRows();
});

afterAll(async () => {
  await opened?.close();
  await playground?.close();
});

describe("the panel on the playground", () => {
  test.each(scenes)("$id: $label", ({ id, outcomes }) => {
    const shown = rows
      .filter(({ url }) => sceneOf(url) === id)
      .flatMap(({ cause, outcome, count }) => Array<string>(count).fill(outcome === "refused" ? cause : outcome));
    expect(shown.toSorted()).toEqual(outcomes.toSorted());
  });

  test("names the browser's own verdict wherever a recording holds it", () => {
    const agreed = scenes.map(({ id, outcomes }) => {
      const reported = verdicts.filter(({ url }) => sceneOf(url) === id).flatMap(({ corsError }) => causeOf(corsError));
      return { id, causes: outcomes.includes("unknown") ? [] : reported.toSorted() };
    });
    const shown = scenes.map(({ id }) => ({
      id,
      causes: rows
        .filter(({ url, outcome }) => sceneOf(url) === id && outcome === "refused")
        .flatMap(({ cause, count }) => Array<string>(count).fill(cause))
        .toSorted(),
    }));
    expect(shown).toEqual(agreed);
  });

  test("knows what Chromium printed in the console, letter by letter", async () => {
    const har = await opened.background.evaluate("JSON.stringify(globalThis.corsPanel.har())");
    const known = diagnose(readHar(JSON.parse(String(har)))).flatMap((diagnosis) => {
      const { chrome } = consoleTextOf(diagnosis);
      const isCertain = diagnosis.verdict?.certainty === "certain" && diagnosis.fetch.context === "page";
      return isCertain && chrome !== null ? [chrome] : [];
    });
    expect(known.filter((text) => !printed.includes(text))).toEqual([]);
    expect(known.length).toBeGreaterThan(50);
  });

  test("shows no row that belongs to no scene", () => {
    const ids = new Set(scenes.map(({ id }) => id));
    expect(rows.filter(({ url }) => !ids.has(sceneOf(url)))).toEqual([]);
  });

  test("copies the fix of the chosen row, for the page's own origin", async () => {
    const { panel, page, browser } = opened;
    await panel.type("[data-query]", "origin-trailing-slash");
    await panel.click('[data-fetch][data-url*="/origin-trailing-slash/"]');
    await panel.click("[role=tab][data-stack=express-cors]");
    const code = await panel.$eval("[data-fix-code]", (element) => element.textContent);
    await panel.click(".fix [data-copy]");
    await panel.waitForFunction(() => document.querySelector(".fix [role=status]")?.textContent === "Copied");
    await browser.defaultBrowserContext().overridePermissions(playground.pageUrl, ["clipboard-read"]);
    await page.bringToFront();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(code);
    expect(copied).toContain(`'${playground.origins.page}'`);
  });
});

/** The cause that owns one of Chromium's names. */
function causeOf(corsError: string | null): CauseId[] {
  return causes.flatMap(({ id, reportedAs: { chrome } }) =>
    corsError !== null && [chrome.preflight, chrome.actual].includes(corsError) ? [id] : [],
  );
}

/** The panel's rows, once they have been the same for a second. */
async function settledRows(): Promise<Row[]> {
  for (let last: Row[] = []; ; ) {
    const now = await listedRows();
    if (now.length > 0 && JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
    await setTimeout(1000);
  }
}

/** The rows of the list from its top to its end: it holds only those in view. */
async function listedRows(): Promise<Row[]> {
  return opened.panel.$eval(".list", async (list) => {
    const rows = new Map<string, Row>();
    for (let top = 0; top < list.scrollHeight; top += list.clientHeight) {
      list.scrollTo(0, top);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      for (const option of list.querySelectorAll<HTMLElement>("[data-fetch]")) {
        const { url = "", outcome = "", cause = "", count } = option.dataset;
        rows.set(option.id, { url, outcome, cause, count: Number(count) });
      }
    }
    return [...rows.values()];
  });
}

function sceneOf(url: string): string {
  return new URL(url).pathname.split("/")[1] ?? "";
}
