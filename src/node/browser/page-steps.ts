import type { Page } from "puppeteer";
import { redactUrl } from "../../redact/redact-url.ts";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import { type LoadedFlow, runFlow } from "./run-flow.ts";
import type { VisitLimit } from "./visit-limit.ts";

/** What to do on a page once it is open. */
export type PageStep =
  | { readonly kind: "click"; readonly selector: string }
  | { readonly kind: "goto"; readonly url: string }
  | { readonly kind: "script"; readonly file: string; readonly code: string }
  | ({ readonly kind: "flow" } & LoadedFlow);

/** Opens a page; returns a sentence about the status of its own response, null for a success. */
export async function openPage(page: Page, url: string, signal: AbortSignal): Promise<string | null> {
  const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: 0, signal }).catch((error) => {
    const [, name] = /^(net::ERR_[A-Z_]+) at /.exec(errorMessage(error)) ?? [];
    throw name === undefined ? error : new Error(`cannot open the page (${name})`);
  });
  if (!response || response.ok() || response.status() === 304) return null;
  return `the server responded to the page itself with ${response.status()}`;
}

/** Does one step. A page that navigates meanwhile is followed. */
export async function runStep(page: Page, step: PageStep, limit: VisitLimit): Promise<void> {
  switch (step.kind) {
    case "click":
      return click(page, step.selector, limit);
    case "flow":
      return runFlow(step, page, limit.setActivity);
    case "goto":
      limit.setActivity(`${visible(redactUrl(step.url))} was still loading`);
      await openPage(page, step.url, limit.signal);
      return;
    case "script":
      return runScript(page, step, limit);
  }
}

async function runScript(
  page: Page,
  { file, code }: Extract<PageStep, { readonly kind: "script" }>,
  { setActivity }: VisitLimit,
): Promise<void> {
  const shown = visible(file);
  setActivity(`${shown} was still running`);
  try {
    await page.evaluate(`(async () => {\n${code}\n})()`);
  } catch (error) {
    // A script that opens another page ends with the page that it runs in.
    if (!page.isClosed() && endsWithItsPage.test(errorMessage(error))) return followNavigation(page);
    throw new Error(`${shown} failed: ${errorMessage(error)}`);
  }
}

/** Puppeteer's messages for a script whose page has navigated. */
const endsWithItsPage = /context was destroyed|Cannot find context|detached Frame|Inspected target navigated/i;

/** Resolves once the page that is loading has a document. */
async function followNavigation(page: Page): Promise<void> {
  await page.waitForFunction("document.readyState !== 'loading'", { timeout: 0 });
}

async function click(page: Page, selector: string, limit: VisitLimit): Promise<void> {
  const shown = visible(selector);
  try {
    // The locator waits until the element exists, and waits also for a selector with a syntax error.
    const element = await page.$(selector).catch((error) => {
      if (errorMessage(error).startsWith("SyntaxError")) throw error;
      return null;
    });
    limit.setActivity(element ? `the element ${shown} is hidden, disabled or moving` : `no element matches ${shown}`);
    await page.locator(selector).setTimeout(0).click();
  } catch (error) {
    throw new Error(`cannot click ${shown}: ${errorMessage(error)}`);
  }
}
