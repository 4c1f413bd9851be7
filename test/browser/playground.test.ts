import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CauseId, causes, consoleTextOf, diagnose, readHar } from "../../src/index.ts";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { scenes } from "../playground/scenes/index.ts";
import { sceneIdOf } from "../playground/scenes/scene.ts";
import { type Playground, startPlayground } from "../playground/server.ts";
import { type BrowserVerdict, watchBrowserVerdicts } from "./browser-verdicts.ts";
import { listByServer, openBuiltPanel, readClipboard } from "./panel-page.ts";
import { untilStable } from "./until-stable.ts";

/** A row of the panel's list, from the element's data attributes. */
interface Row {
  readonly url: string;
  readonly outcome: string;
  readonly cause: string;
  readonly count: number;
}

let playground: Playground;
let opened: OpenedPanel;
let verdicts: readonly BrowserVerdict[];
let rows: readonly Row[];
/** The messages of the page's console. */
const printed: string[] = [];

beforeAll(async () => {
  playground = await startPlayground();
  opened = await openBuiltPanel(playground.pageUrl);
  verdicts = await watchBrowserVerdicts(opened.page);
  opened.page.on("console", (message) => printed.push(message.text()));
  await opened.page.evaluate("runAll()");
  await listByServer(opened.panel);
  await opened.panel.click("[data-filter=all]");
  await opened.panel.waitForSelector("[data-fetch]");
  // The panel reads everything again after the last request; on a busy machine that takes longer than a second.
  rows = await untilStable(listedRows, { interval: 3000 });
});

afterAll(async () => {
  await opened?.close();
  await playground?.close();
});

describe("the panel on the playground", () => {
  test.each(scenes)("$id: $label", ({ id, outcomes }) => {
    const shown = rows
      .filter(({ url }) => sceneIdOf(url) === id)
      .flatMap(({ cause, outcome, count }) => Array<string>(count).fill(outcome === "refused" ? cause : outcome));
    expect(shown.toSorted()).toEqual(outcomes.toSorted());
  });

  test("shows the browser's own verdict wherever the recording is complete", () => {
    const expected = scenes.map(({ id, outcomes }) => {
      const reported = verdicts
        .filter(({ url }) => sceneIdOf(url) === id)
        .flatMap(({ corsError }) => causeOf(corsError));
      return { id, causes: outcomes.includes("unknown") ? [] : reported.toSorted() };
    });
    const shown = scenes.map(({ id }) => ({
      id,
      causes: rows
        .filter(({ url, outcome }) => sceneIdOf(url) === id && outcome === "refused")
        .flatMap(({ cause, count }) => Array<string>(count).fill(cause))
        .toSorted(),
    }));
    expect(shown).toEqual(expected);
  });

  test("gives the exact text that Chromium printed in the console", async () => {
    const har = await opened.background.evaluate("globalThis.corsPanel.har().then((har) => JSON.stringify(har))");
    const known = diagnose(readHar(JSON.parse(String(har)))).flatMap((diagnosis) => {
      const { chrome } = consoleTextOf(diagnosis);
      const isCertain = diagnosis.verdict?.certainty === "certain" && diagnosis.fetch.context === "page";
      return isCertain && chrome !== null ? [chrome] : [];
    });
    expect(known.filter((text) => !printed.includes(text))).toEqual([]);
    expect(known.length).toBeGreaterThan(50);
  });

  test("shows rows of scenes only", () => {
    const ids = new Set(scenes.map(({ id }) => id));
    expect(rows.filter(({ url }) => !ids.has(sceneIdOf(url)))).toEqual([]);
  });

  test("copies the fix of the selected row, with the page's own origin", async () => {
    const { panel } = opened;
    await panel.type("[data-query]", "origin-trailing-slash");
    await panel.click('[data-fetch][data-url*="/origin-trailing-slash/"]');
    await panel.click("[role=tab][data-stack=express-cors]");
    const code = await panel.$eval("[data-fix-code]", (element) => element.textContent);
    await panel.click(".fix [data-copy]");
    await panel.waitForFunction(() => document.querySelector(".fix [role=status]")?.textContent === "Copied");
    const copied = await readClipboard(opened);
    expect(copied).toBe(code);
    expect(copied).toContain(`'${playground.origins.page}'`);
  });
});

/** The cause for which Chromium reports this `CorsError`, as a list of one or none. */
function causeOf(corsError: string | null): CauseId[] {
  return causes.flatMap(({ id, reportedAs: { chrome } }) =>
    corsError !== null && [chrome.preflight, chrome.actual].includes(corsError) ? [id] : [],
  );
}

/** All rows of the list. Scrolls through it, because only the visible rows are in the document. */
async function listedRows(): Promise<Row[]> {
  await opened.panel.$$eval("[data-group=fixed][data-expanded=false]", (groups) => {
    for (const group of groups) (group as HTMLElement).click();
  });
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
