import { watchCors } from "cors-panel/puppeteer";
import type { Browser, BrowserContext, Page } from "puppeteer-core";

export async function watchAll(page: Page, context: BrowserContext, browser: Browser): Promise<number> {
  const watches = await Promise.all([watchCors(page), watchCors(context), watchCors(browser)]);
  // @ts-expect-error: not a page
  await watchCors("https://app.example");
  return watches.length;
}
