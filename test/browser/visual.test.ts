import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { clickElement, listByServer, openBuiltPanel, setTheme, uploadFile } from "./panel-page.ts";
import { type Log, logOfCaptures, type PanelState, screenshotOf, showState } from "./panel-screenshot.ts";
import { compareWithPicture, whyNotComparable } from "./pictures.ts";
import { type RefusingApi, startRefusingApi } from "./refusing-api.ts";
import { shopLog } from "./shop.ts";

const empty: Log = { ...logOfCaptures({ "simple-ok": "/" }), entries: [] };
const typical = logOfCaptures({
  "simple-mismatch-trailing-slash": "/catalog/products",
  "preflight-status-401-no-acao": "/orders/1001/items",
  "preflight-method-acam-put-lower-case": "/profile/avatar",
  "simple-wildcard-credentials": "/session",
  "redirect-to-login-page": "/reports/2026",
  "simple-multiple-acao-same-twice": "/prices",
  "life-push-state": "/stock",
  "simple-missing-acao": `/${"a-path-that-never-ends/".repeat(20)}%3Cimg%20src=x%3E?token=${"x".repeat(300)}`,
  "preflight-ok-json": "/cart",
  "not-cors-corp": "/logo.svg",
  "lna-address-space-mismatch": "/printer",
});

/** By the name of the picture. */
const states: Readonly<Record<string, PanelState>> = {
  empty: { width: 640, height: 420, log: empty },
  refused: { width: 900, height: 600, log: typical, act: (panel) => select(panel, "/orders/") },
  fix: { width: 600, height: 460, log: typical, act: showFix },
  settings: { width: 600, height: 320, log: typical, act: (panel) => clickElement(panel, "[data-settings]") },
  file: { width: 900, height: 420, log: empty, act: openFile },
  narrow: { width: 300, height: 640, log: typical, act: selectLongPath },
  // As DevTools is docked below, docked at the right, and in a window of its own.
  "shop-below": { width: 1280, height: 350, log: shopLog, act: (panel) => select(panel, "/orders/7") },
  "shop-right": { width: 480, height: 900, log: shopLog, act: (panel) => select(panel, "/orders/7") },
  "shop-window": { width: 1200, height: 800, log: shopLog, act: (panel) => select(panel, "/orders/7") },
  wide: { width: 1600, height: 600, log: typical, act: (panel) => select(panel, "/catalog/") },
};

let site: RefusingApi;
let opened: OpenedPanel;
let folder: string;

beforeAll(async () => {
  // The browser's language and time zone.
  vi.stubEnv("LANGUAGE", "en");
  vi.stubEnv("TZ", "UTC");
  folder = await mkdtemp(join(tmpdir(), "cors-panel-visual-"));
  await writeFile(join(folder, "checkout.har"), JSON.stringify({ log: typical }));
  site = await startRefusingApi();
  opened = await openBuiltPanel(`${site.pageUrl}/`);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await opened?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  /** Why the pictures do not apply to this browser or machine, or null. */
  let obstacle: string | null;

  beforeAll(async () => {
    obstacle = await whyNotComparable(opened);
    await setTheme(opened, theme);
  });

  test.for(Object.entries(states))(
    "%s looks as in its picture, and fits into the panel",
    async ([name, state], context) => {
      const panel = await showState(opened, state);
      expect(await overflowing(panel)).toEqual([]);
      const difference = compareWithPicture(`${name}-${theme}`, await screenshotOf(opened));
      if (difference !== null && obstacle !== null) {
        console.warn(`NOT JUDGED, since ${obstacle}.\n${difference}`);
        context.skip(`not judged, since ${obstacle}`);
      }
      expect(difference).toBeNull();
    },
  );
});

/** The elements that have more content than room and do not scroll in that direction, as HTML. */
function overflowing(panel: Frame): Promise<string[]> {
  return panel.evaluate(() => {
    const { scrollHeight, clientHeight } = document.documentElement;
    const wide = [...document.querySelectorAll("html, body, #app, .toolbar, .list, .detail, .settings")].filter(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    );
    return [...wide.map(({ outerHTML }) => outerHTML), ...(scrollHeight > clientHeight ? ["the page"] : [])];
  });
}

/** Selects the first row whose URL contains the path, and waits for its detail. */
async function select(panel: Frame, path: string): Promise<void> {
  await clickElement(panel, `[data-fetch][data-url*="${path}"]`);
  await panel.waitForSelector(`[data-detail] .request[title*="${path}"]`);
}

async function selectLongPath(panel: Frame): Promise<void> {
  await listByServer(panel);
  await select(panel, "/a-path-");
}

async function showFix(panel: Frame): Promise<void> {
  await select(panel, "/catalog/");
  await panel.evaluate(() => {
    const detail = document.querySelector("[data-detail]");
    const fixes = document.querySelector(".fixes");
    if (detail && fixes) detail.scrollTop = (fixes as HTMLElement).offsetTop - 8;
  });
}

async function openFile(panel: Frame): Promise<void> {
  await uploadFile(panel, join(folder, "checkout.har"));
  await clickElement(panel, "[data-filter=all]");
  await listByServer(panel);
  await select(panel, "/logo.svg");
}
