import type { Browser, BrowserContext, Page } from "puppeteer";
import { diagnose } from "../diagnose.ts";
import { redactUrl } from "../redact.ts";
import type { JudgedSource } from "../report/format.ts";
import { visible } from "../report/visible.ts";
import { firstLine, within } from "./browser.ts";
import { type CorsWatch, watchCors } from "./puppeteer.ts";

/** What to do on a page once it is open. */
export type Step =
  | { readonly kind: "click"; readonly selector: string }
  | { readonly kind: "script"; readonly file: string; readonly code: string };

export interface VisitOptions {
  readonly steps: readonly Step[];
  /** Milliseconds for everything on one page. */
  readonly timeout: number;
  /** Ends the visit. */
  readonly signal: AbortSignal;
}

/** What a visit found. */
export interface Visit {
  readonly judged: JudgedSource;
  /** Why the page could not be judged as a whole; null when it could. */
  readonly problem: string | null;
  /** What is worth knowing of a visit that went well otherwise. */
  readonly remark: string | null;
}

/**
 * Opens a page in a context of its own, follows the steps, and waits until the network rests. Never takes longer than the
 * timeout and the time to clean up, which is bounded too; nothing of it is left in the browser.
 */
export async function visit(browser: Browser, url: string, { steps, timeout, signal }: VisitOptions): Promise<Visit> {
  const deadline = performance.now() + timeout;
  const end = new AbortController();
  const stop = (why: string) => end.abort(new Error(why));
  const onDisconnect = () => stop("the browser was closed meanwhile");
  const onSignal = () => stop("interrupted");
  const timer = setTimeout(stop, timeout, `not done within ${timeout / 1000} s`);
  browser.once("disconnected", onDisconnect);
  signal.addEventListener("abort", onSignal, { once: true });
  if (signal.aborted) onSignal();
  if (!browser.connected) onDisconnect();
  const unlessEnded = <T>(promise: Promise<T>): Promise<T> => Promise.race([promise, rejection(end.signal)]);

  let context: BrowserContext | undefined;
  let cors: CorsWatch | undefined;
  let problem: string | null = null;
  let remark: string | null = null;
  try {
    context = await unlessEnded(browser.createBrowserContext());
    cors = await unlessEnded(watchCors(context));
    const page = await unlessEnded(context.newPage());
    page.on("error", () => stop("the page crashed"));
    // A dialog holds up everything else on the page.
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => {}));
    remark = await unlessEnded(open(page, url, end.signal));
    for (const step of steps) {
      // What a step meets is what the page has become by then.
      await unlessEnded(cors.settled({ timeout: Math.max(0, deadline - performance.now()) / 2 }));
      await unlessEnded(follow(page, step));
    }
    clearTimeout(timer);
    const { complete, pending } = await unlessEnded(
      cors.settled({ timeout: Math.max(0, deadline - performance.now()) }),
    );
    if (!complete) remark = restless(timeout, pending);
  } catch (error) {
    problem = firstLine(error);
  } finally {
    clearTimeout(timer);
    browser.off("disconnected", onDisconnect);
    signal.removeEventListener("abort", onSignal);
  }
  const recording = cors?.recording() ?? { browser: "chromium", exchanges: [], pages: new Map(), problems: [] };
  await within(Promise.allSettled([cors?.stop()]), cleanUp, "").catch(() => {});
  await within(Promise.allSettled([context?.close()]), cleanUp, "").catch(() => {});
  return { judged: { source: url, recording, diagnoses: diagnose(recording) }, problem, remark };
}

/** Milliseconds for each step of the cleaning up. */
const cleanUp = 3000;

/** What the page itself was answered, where that is not a success. */
async function open(page: Page, url: string, signal: AbortSignal): Promise<string | null> {
  const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: 0, signal });
  if (!response || response.ok() || response.status() === 304) return null;
  return `the page itself was answered with ${response.status()}`;
}

async function follow(page: Page, step: Step): Promise<void> {
  if (step.kind === "script") {
    try {
      await page.evaluate(`(async () => {\n${step.code}\n})()`);
    } catch (error) {
      throw new Error(`${visible(step.file)} failed: ${firstLine(error)}`);
    }
    return;
  }
  try {
    await page.locator(step.selector).setTimeout(0).click();
  } catch (error) {
    throw new Error(`cannot click ${visible(step.selector)}: ${firstLine(error)}`);
  }
}

function restless(timeout: number, pending: readonly string[]): string {
  const [first] = pending;
  const rest = `the network did not come to rest within ${timeout / 1000} s`;
  if (first === undefined) return `${rest}; judged by what it did until then`;
  const more = pending.length > 1 ? ` and ${pending.length - 1} more` : "";
  return `${rest}: no answer yet from ${visible(redactUrl(first))}${more}`;
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
