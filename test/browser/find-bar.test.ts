import type { Frame } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { openBuiltPanel, panelFrameOf, waitUntil } from "./panel-page.ts";
import { fetchDistinctPaths, type RefusingApi, startRefusingApi } from "./refusing-api.ts";

let site: RefusingApi;
let opened: OpenedPanel;

beforeAll(async () => {
  site = await startRefusingApi();
  opened = await openBuiltPanel(site.pageUrl);
});

afterAll(async () => {
  await opened?.close();
  await site?.close();
});

test("DevTools' find bar filters the list, and shows all again when it is closed", async () => {
  await fetchDistinctPaths(opened, site.apiUrl, 5);
  const panel = await panelFrameOf(opened);
  await panel.waitForSelector("[data-group]");
  await panel.select("[data-grouping]", "server");
  await waitUntil(async () => (await rowsOf(panel)) === 5);
  const { keyboard } = opened.devtools;
  await opened.devtools.bringToFront();
  await keyboard.down("Control");
  await keyboard.press("f");
  await keyboard.up("Control");
  await keyboard.type("no such path", { delay: 20 });
  await waitUntil(async () => (await rowsOf(panel)) === 0);
  expect(await queryOf(panel)).toBe("no such path");
  await keyboard.press("Escape");
  await waitUntil(async () => (await rowsOf(panel)) === 5);
  expect(await queryOf(panel)).toBe("");
});

function rowsOf(panel: Frame): Promise<number> {
  return panel.$$eval("[data-fetch]", (rows) => rows.length);
}

function queryOf(panel: Frame): Promise<string> {
  return panel.$eval("[data-query]", (input) => (input as HTMLInputElement).value);
}
