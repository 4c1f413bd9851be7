import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { watchCors } from "cors-panel/puppeteer";
import puppeteer from "puppeteer";
import { launchOptions, serveSite } from "../site.cjs";

let site;
let browser;

before(async () => {
  site = await serveSite();
  browser = await puppeteer.launch(launchOptions);
});
after(async () => {
  await browser.close();
  site.close();
});

for (const path of ["/allowed", "/refused"]) {
  test(`no request of ${path} is refused`, async () => {
    const page = await browser.newPage();
    const cors = await watchCors(page);
    await page.goto(site.siteUrl + path);
    const refused = await cors.refused({ timeout: 5000 });
    assert.equal(refused.length, 0, cors.report());
  });
}
