import type { Frame } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { clickElement, openBuiltPanel } from "./panel-page.ts";
import { showState } from "./panel-screenshot.ts";
import { type RefusingApi, startRefusingApi } from "./refusing-api.ts";
import { refused, shopLog } from "./shop.ts";

// What to do, the changed lines and their Copy button are seen at once, without scrolling, at the sizes that DevTools has when it
// is docked below, docked at the right, and in a window of its own.

const sizes = [
  { width: 1280, height: 350 },
  { width: 480, height: 900 },
  { width: 1200, height: 800 },
];

let site: RefusingApi;
let opened: OpenedPanel;

beforeAll(async () => {
  vi.stubEnv("LANGUAGE", "en");
  site = await startRefusingApi();
  opened = await openBuiltPanel(`${site.pageUrl}/`);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await opened?.close();
  await site?.close();
});

describe.each(sizes)("at $width×$height", (size) => {
  test("the instruction, the changed lines and Copy are seen without scrolling, for each refused fetch", async () => {
    const panel = await showState(opened, { ...size, log: shopLog });
    const unseen: Record<string, readonly string[]> = {};
    for (const path of Object.keys(refused)) {
      await clickElement(panel, `[data-fetch][data-url$="${path}"]`);
      await panel.waitForSelector(`[data-detail] .request[title$="${path}"]`);
      unseen[path] = await unseenParts(panel);
    }
    expect(unseen).toEqual(Object.fromEntries(Object.keys(refused).map((path) => [path, []])));
  });
});

/** Of what a reader needs first, the parts that are not wholly in view, or all where there are none. */
function unseenParts(panel: Frame): Promise<string[]> {
  return panel.evaluate(() => {
    const detail = document.querySelector("[data-detail]");
    const view = detail?.getBoundingClientRect();
    const lines = [...document.querySelectorAll("#fix ins")];
    const copy = document.querySelector("[data-fixes] button.primary[data-copy]");
    const headline = document.querySelector("#headline");
    if (!view || !copy || !headline || lines.length === 0) return ["all"];
    return [headline, copy, ...lines]
      .filter((element) => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        return top < view.top || bottom > view.bottom || left < view.left || right > view.right;
      })
      .map(({ textContent }) => textContent ?? "");
  });
}
