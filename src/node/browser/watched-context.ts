import type { Browser, BrowserContext } from "puppeteer";
import { type CorsWatch, watchCors } from "../watch/puppeteer.ts";
import { withTimeout } from "../with-timeout.ts";

/** The browser context of one visit, and the watch of its requests. */
export interface WatchedContext {
  /** Opens the context, which is empty. Rejects where the browser has gone. */
  readonly open: () => Promise<BrowserContext>;
  /** Watches the requests of the open context from now on. */
  readonly startWatch: (context: BrowserContext) => Promise<CorsWatch>;
  /** The watch, once it has started. */
  readonly watch: () => CorsWatch | undefined;
  /** Stops the watch and closes the context, and what opens or starts only after this call too. Takes 6 s at most; never rejects. */
  readonly close: () => Promise<void>;
}

export function createWatchedContext(browser: Browser): WatchedContext {
  let opening: Promise<BrowserContext> | undefined;
  let starting: Promise<CorsWatch> | undefined;
  let watch: CorsWatch | undefined;
  return {
    open() {
      opening = browser.createBrowserContext();
      return opening;
    },
    async startWatch(context) {
      starting = watchCors(context);
      watch = await starting;
      return watch;
    },
    watch: () => watch,
    async close() {
      await atMostCloseTime(starting?.then((started) => started.stop()));
      await atMostCloseTime(opening?.then((opened) => opened.close()));
    },
  };
}

/** Waits for a promise, whether it resolves or rejects, but not longer than `maxCloseTime`. */
async function atMostCloseTime(promise: Promise<unknown> | undefined): Promise<void> {
  await withTimeout(Promise.allSettled([promise]), maxCloseTime, "").catch(() => {});
}

/** Milliseconds to stop the watch, and to close the context. */
const maxCloseTime = 3000;
