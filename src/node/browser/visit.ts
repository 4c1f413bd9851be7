import type { Browser, BrowserContext, Page } from "puppeteer";
import { diagnose } from "../../diagnose.ts";
import { redactUrl } from "../../redact/redact.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import { type CorsWatch, watchCors } from "../watch/puppeteer.ts";
import { within } from "./browser.ts";

/** What to do on a page once it is open. */
export type PageStep =
  | { readonly kind: "click"; readonly selector: string }
  | { readonly kind: "script"; readonly file: string; readonly code: string };

export interface VisitOptions {
  readonly steps: readonly PageStep[];
  /** Milliseconds for everything on one page. */
  readonly timeout: number;
  /** Ends the visit. */
  readonly signal: AbortSignal;
}

/** What a visit found. */
export interface Visit {
  readonly source: DiagnosedSource;
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
  const ended = rejection(end.signal);
  const stop = (why: string) => end.abort(new Error(why));
  const onDisconnect = () => stop("the browser was closed meanwhile");
  const onSignal = () => stop("interrupted");
  let stuck = "the page was still loading";
  const timer = setTimeout(() => stop(`not done within ${timeout / 1000} s: ${stuck}`), timeout);
  browser.once("disconnected", onDisconnect);
  signal.addEventListener("abort", onSignal, { once: true });
  if (signal.aborted) onSignal();
  if (!browser.connected) onDisconnect();
  const unlessEnded = <T>(promise: Promise<T>): Promise<T> => Promise.race([promise, ended]);

  let context: BrowserContext | undefined;
  let cors: CorsWatch | undefined;
  let problem: string | null = null;
  let remark: string | null = null;
  let badAnswer: string | null = null;
  try {
    context = await unlessEnded(browser.createBrowserContext());
    cors = await unlessEnded(watchCors(context));
    const page = await unlessEnded(context.newPage());
    page.on("error", () => stop("the page crashed"));
    // A dialog holds up everything else on the page.
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => {}));
    badAnswer = await unlessEnded(open(page, url, end.signal));
    for (const step of steps) {
      // What a step meets is what the page has become by then.
      await unlessEnded(cors.settled({ timeout: Math.max(0, deadline - performance.now()) / 2 }));
      await unlessEnded(
        follow(page, step, (what) => {
          stuck = what;
        }),
      );
    }
    clearTimeout(timer);
    const { complete, pending } = await unlessEnded(
      cors.settled({ timeout: Math.max(0, deadline - performance.now()) }),
    );
    remark = complete ? badAnswer : restless(timeout, pending);
  } catch (error) {
    problem = errorMessage(error);
  } finally {
    clearTimeout(timer);
    browser.off("disconnected", onDisconnect);
    signal.removeEventListener("abort", onSignal);
  }
  const recording = cors?.recording() ?? { browser: "chromium", exchanges: [], pages: new Map(), problems: [] };
  await within(Promise.allSettled([cors?.stop()]), cleanUp, "").catch(() => {});
  await within(Promise.allSettled([context?.close()]), cleanUp, "").catch(() => {});
  const diagnoses = diagnose(recording);
  // An error page that fetches nothing is not the page that was to be checked.
  if (diagnoses.length === 0) problem ??= badAnswer;
  return { source: { source: url, recording, diagnoses }, problem, remark };
}

/** Milliseconds for each step of the cleaning up. */
const cleanUp = 3000;

/** What the page itself was answered, where that is not a success. */
async function open(page: Page, url: string, signal: AbortSignal): Promise<string | null> {
  const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: 0, signal }).catch((error) => {
    const [, name] = /^(net::ERR_[A-Z_]+) at /.exec(errorMessage(error)) ?? [];
    throw name === undefined ? error : new Error(`the page cannot be opened (${name})`);
  });
  if (!response || response.ok() || response.status() === 304) return null;
  return `the page itself was answered with ${response.status()}`;
}

/** Follows a step, and tells beforehand what to say where it never ends. */
async function follow(page: Page, step: PageStep, tell: (stuck: string) => void): Promise<void> {
  if (step.kind === "script") {
    tell(`${visible(step.file)} was still running`);
    try {
      await page.evaluate(`(async () => {\n${step.code}\n})()`);
    } catch (error) {
      throw new Error(`${visible(step.file)} failed: ${errorMessage(error)}`);
    }
    return;
  }
  const selector = visible(step.selector);
  try {
    // The locator waits for an element to come, and would wait for ever for a selector that is none.
    const found = await page.$(step.selector).catch((error) => {
      if (errorMessage(error).startsWith("SyntaxError")) throw error;
      return null;
    });
    tell(found ? `${selector} cannot be clicked: it is hidden, disabled or moving` : `no element is ${selector}`);
    await page.locator(step.selector).setTimeout(0).click();
  } catch (error) {
    throw new Error(`cannot click ${selector}: ${errorMessage(error)}`);
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
  const rejected = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  // It may come when nobody waits for anything.
  rejected.catch(() => {});
  return rejected;
}
