import type { BrowserContext, Frame } from "puppeteer";

/**
 * Waits until the main thread of each page and frame has run a little code, as it can once no other code is running. Never
 * ends while one of them loops forever. A page or a frame that closes meanwhile counts as done.
 */
export async function waitUntilResponsive(context: BrowserContext): Promise<void> {
  const pages = await context.pages();
  await Promise.all(pages.flatMap((page) => page.frames()).map(runsCode));
}

async function runsCode(frame: Frame): Promise<void> {
  await frame.evaluate("0").catch(() => {});
}
