import type { Browser, BrowserContext, Page } from "puppeteer";
import { diagnose } from "../../diagnose.ts";
import { isLoopbackHost } from "../../fetch/local-network-access.ts";
import { redactUrl } from "../../redact/redact.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import { readSourcePositions } from "../source-maps/source-positions.ts";
import { type CorsWatch, watchCors } from "../watch/puppeteer.ts";
import { limitVisit, type VisitLimit } from "./visit-limit.ts";
import { withTimeout } from "./with-timeout.ts";

/** What to do on a page once it is open. */
export type PageStep =
  | { readonly kind: "click"; readonly selector: string }
  | { readonly kind: "goto"; readonly url: string }
  | { readonly kind: "script"; readonly file: string; readonly code: string };

export interface VisitOptions {
  readonly steps: readonly PageStep[];
  /** In milliseconds, for the page and all steps. */
  readonly timeout: number;
  /** Ends the visit when aborted. */
  readonly signal: AbortSignal;
  /** Called with what begins: the page, each step, and the wait for the last responses. */
  readonly onActivity?: (activity: string) => void;
}

/** The result of a visit. */
export interface Visit {
  /** The page's address, what was recorded of it, and the diagnoses. */
  readonly source: DiagnosedSource;
  /** Why the visit did not come to its end; null when it did. */
  readonly problem: string | null;
  /** What the user should know of a visit that came to its end; null for nothing. */
  readonly remark: string | null;
}

/**
 * Opens a page in a browser context of its own, runs the steps, and waits until the network is idle. Takes no longer than
 * the timeout and the time to close the context, which is limited too.
 */
export async function visit(
  browser: Browser,
  url: string,
  { steps, timeout, signal, onActivity = () => {} }: VisitOptions,
): Promise<Visit> {
  const limit = limitVisit(browser, timeout, signal);
  const { unlessEnded } = limit;
  let context: BrowserContext | undefined;
  let watch: CorsWatch | undefined;
  let errorStatus: string | null = null;
  let problem: string | null = null;
  let remark: string | null = null;
  try {
    context = await unlessEnded(browser.createBrowserContext());
    watch = await unlessEnded(watchCors(context));
    const page = await unlessEnded(context.newPage());
    page.on("error", () => limit.end("the page crashed"));
    // An open dialog blocks everything else on the page.
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => {}));
    onActivity("opening the page");
    errorStatus = await unlessEnded(openPage(page, url, limit.signal));
    for (const [index, step] of steps.entries()) {
      // The requests before a step may change what the step finds on the page.
      await unlessEnded(watch.settled({ timeout: limit.remainingTime() / 2 }));
      onActivity(`step ${index + 1} of ${steps.length}: ${step.kind}`);
      await unlessEnded(runStep(page, step, limit));
    }
    onActivity("waiting for the last responses");
    limit.stopTimer();
    const { complete, pending } = await unlessEnded(watch.settled({ timeout: limit.remainingTime() }));
    remark = complete ? errorStatus : notIdle(timeout, pending);
  } catch (error) {
    problem = errorMessage(error);
  } finally {
    limit.release();
  }
  const recording = watch?.recording() ?? { browser: "chromium", exchanges: [], pages: new Map(), problems: [] };
  await withTimeout(Promise.allSettled([watch?.stop()]), maxCloseTime, "").catch(() => {});
  await withTimeout(Promise.allSettled([context?.close()]), maxCloseTime, "").catch(() => {});
  const diagnoses = diagnose(recording);
  // An error page without a fetch is not the page that the user wanted to check.
  if (diagnoses.length === 0) problem ??= errorStatus;
  const isRemote = !isLoopbackBrowser(browser);
  const sourcePositions = await readSourcePositions(recording, diagnoses, { isRemote, signal });
  return { source: { source: url, recording: { ...recording, sourcePositions }, diagnoses }, problem, remark };
}

/** True for a browser on this machine: one that is controlled through a pipe has no address. */
function isLoopbackBrowser(browser: Browser): boolean {
  const address = browser.wsEndpoint();
  return !URL.canParse(address) || isLoopbackHost(new URL(address).hostname);
}

/** In milliseconds, to stop the watch and to close the context. */
const maxCloseTime = 3000;

/** Opens the page; returns a sentence about the status of its own response, null for a success. */
async function openPage(page: Page, url: string, signal: AbortSignal): Promise<string | null> {
  const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: 0, signal }).catch((error) => {
    const [, name] = /^(net::ERR_[A-Z_]+) at /.exec(errorMessage(error)) ?? [];
    throw name === undefined ? error : new Error(`cannot open the page (${name})`);
  });
  if (!response || response.ok() || response.status() === 304) return null;
  return `the server responded to the page itself with ${response.status()}`;
}

async function runStep(page: Page, step: PageStep, limit: VisitLimit): Promise<void> {
  if (step.kind === "click") return click(page, step.selector, limit);
  if (step.kind === "goto") {
    limit.setActivity(`${visible(redactUrl(step.url))} was still loading`);
    await openPage(page, step.url, limit.signal);
    return;
  }
  const file = visible(step.file);
  limit.setActivity(`${file} was still running`);
  try {
    await page.evaluate(`(async () => {\n${step.code}\n})()`);
  } catch (error) {
    throw new Error(`${file} failed: ${errorMessage(error)}`);
  }
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

function notIdle(timeout: number, pending: readonly string[]): string {
  const [first] = pending;
  const start = `the page was still busy after ${timeout / 1000} s`;
  if (first === undefined) return `${start}; the report contains the requests until then`;
  const more = pending.length > 1 ? ` and ${pending.length - 1} more` : "";
  return `${start}: no response yet from ${visible(redactUrl(first))}${more}`;
}
