import { watchCors } from "cors-panel/puppeteer";
import puppeteer from "puppeteer-core";
import { launchOptions, serveSite } from "../site.cjs";

const site = await serveSite();
const browser = await puppeteer.launch(launchOptions);
const page = await browser.newPage();
const cors = await watchCors(page);
await page.goto(`${site.siteUrl}/refused`);
for (const { verdict } of await cors.refused()) console.log(verdict.cause);
await browser.close();
site.close();
