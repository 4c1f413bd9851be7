const puppeteer = require("puppeteer");
const { watchCors } = require("cors-panel/puppeteer");
require("cors-panel/jest");
const { launchOptions, serveSite } = require("../site.cjs");

let site;
let browser;
let page;

beforeAll(async () => {
  site = await serveSite();
  browser = await puppeteer.launch(launchOptions);
});
afterAll(async () => {
  await browser.close();
  site.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  await watchCors(page);
});

test("an allowed request passes", async () => {
  await page.goto(`${site.siteUrl}/allowed`);
  await expect(page).toHaveNoCorsFailures();
});

test("a refused request fails", async () => {
  await page.goto(`${site.siteUrl}/refused`);
  await expect(page).toHaveNoCorsFailures({ timeout: 4000 });
});

test("an ignored request passes", async () => {
  await page.goto(`${site.siteUrl}/refused`);
  await expect(page).toHaveNoCorsFailures({ ignore: site.apiUrl });
});
