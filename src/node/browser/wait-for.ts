import type { HTTPRequest, Page } from "puppeteer";
import { withoutFragment } from "../../fetch/origin.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import type { VisitLimit } from "./visit-limit.ts";

/**
 * Returns a function that waits until an element is visible, or until a request of this URL has ended, be it before the
 * call. A URL without a query matches every query.
 */
export function waitFor(page: Page, target: string, { setActivity }: VisitLimit): () => Promise<void> {
  if (!/^https?:\/\//i.test(target)) return () => waitForElement(page, target, setActivity);
  const wanted = URL.canParse(target) ? new URL(target).href : target;
  const ended = new Promise<void>((resolve) => {
    const onEnd = (request: HTTPRequest) => {
      const url = withoutFragment(request.url());
      if (url === wanted || url.split("?")[0] === wanted) resolve();
    };
    page.on("requestfinished", onEnd);
    page.on("requestfailed", onEnd);
  });
  return () => {
    setActivity(`no request of ${visible(redactUrl(target))} has ended`);
    return ended;
  };
}

async function waitForElement(page: Page, selector: string, setActivity: VisitLimit["setActivity"]): Promise<void> {
  const shown = visible(selector);
  setActivity(`no visible element matches ${shown}`);
  try {
    await page.waitForSelector(selector, { visible: true, timeout: 0 });
  } catch (error) {
    throw new Error(`cannot wait for ${shown}: ${errorMessage(error)}`);
  }
}
