import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenedPanel } from "../../src/node/browser/open-panel.ts";
import { clickElement, openBuiltPanel, panelFrameOf, selectRow } from "./panel-page.ts";
import { type RefusingApi, startRefusingApi } from "./refusing-api.ts";

let site: RefusingApi;
let opened: OpenedPanel;

beforeAll(async () => {
  site = await startRefusingApi();
  opened = await openBuiltPanel(`${site.pageUrl}/`);
});

afterAll(async () => {
  await opened?.close();
  await site?.close();
});

test("the panel opens what the documentation says of a cause, without a network", async () => {
  await opened.page.evaluate((url) => fetch(url).catch(() => {}), `${site.apiUrl}/first`);
  const row = await selectRow(opened, `${site.apiUrl}/first`);
  const cause = await row.evaluate((element) => (element as HTMLElement).dataset.cause);
  await clickElement(await panelFrameOf(opened), "[data-detail] a[data-more]");
  const target = await opened.browser.waitForTarget((one) => one.url().includes("/causes.html"));
  expect(new URL(target.url()).protocol).toBe("chrome-extension:");
  const page = await target.asPage();
  await page.waitForSelector(":target");
  expect(await page.$eval(":target", ({ textContent }) => textContent)).toBe(cause);
  expect(await page.$eval(":target", (heading) => heading.getBoundingClientRect().top < innerHeight)).toBe(true);
});
