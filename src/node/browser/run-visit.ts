import type { BrowserContext, Page } from "puppeteer";
import { errorMessage } from "../errors.ts";
import type { CorsWatch, PendingTimers } from "../watch/puppeteer.ts";
import type { Settled } from "../watch/settle.ts";
import { withTimeout } from "../with-timeout.ts";
import { openPage, type PageStep, runStep } from "./page-steps.ts";
import { waitUntilResponsive } from "./responsive.ts";
import { addHeaders, emptySession, restoreSession, type SessionState } from "./session-state.ts";
import type { VisitLimit } from "./visit-limit.ts";
import { waitFor } from "./wait-for.ts";
import type { WatchedContext } from "./watched-context.ts";

/** What a visit does on the page. */
export interface VisitRunOptions {
  readonly steps: readonly PageStep[];
  /** In milliseconds, for the page and all steps. */
  readonly timeout: number;
  /** Called with what begins: the page, each step, and the wait for the last responses. */
  readonly onActivity?: (activity: string) => void;
  /** Cookies, local storage and headers; none where it is left out. */
  readonly session?: SessionState;
  /** Selectors of elements, or URLs of requests, that the visit waits for after the last step. */
  readonly targets?: readonly string[];
  /** Milliseconds without network traffic after which the visit ends; 500 where it is left out. */
  readonly idle?: number;
}

/**
 * How a visit ended. `pageProblem` is a sentence about the error status of the page's own response, or null; `pending` are the
 * URLs of the requests without a response.
 */
export type VisitEnd =
  | { readonly kind: "idle"; readonly pageProblem: string | null; readonly timers: PendingTimers }
  | { readonly kind: "still-busy"; readonly pageProblem: string | null; readonly pending: readonly string[] }
  | { readonly kind: "failed"; readonly problem: string };

/** Opens the page in the context, runs the steps, and waits until the network is idle. Never rejects because of the page. */
export async function runVisit(
  context: WatchedContext,
  url: string | null,
  options: VisitRunOptions,
  limit: VisitLimit,
): Promise<VisitEnd> {
  try {
    return await runUntilIdle(context, url, options, limit);
  } catch (error) {
    // What the steps before have sent is reported too.
    if (!limit.signal.aborted)
      await context.watch()?.settled({ timeout: Math.min(limit.remainingTime(), maxLastWait) });
    return { kind: "failed", problem: errorMessage(error) };
  }
}

/** @throws {Error} with the reason, where a step fails or the visit is ended early. */
async function runUntilIdle(
  watched: WatchedContext,
  url: string | null,
  options: VisitRunOptions,
  limit: VisitLimit,
): Promise<VisitEnd> {
  const { session = emptySession, targets = [], onActivity = () => {} } = options;
  const { unlessEnded } = limit;
  const context = await unlessEnded(watched.open());
  await unlessEnded(restoreSession(context, session, url));
  const watch = await unlessEnded(watched.startWatch(context));
  const page = await openEmptyPage(context, limit);
  // Requests count from the first one on.
  const waits = targets.map((target) => waitFor(page, target, limit));
  let pageProblem: string | null = null;
  if (url !== null) {
    await unlessEnded(addHeaders(page, session, url));
    onActivity("opening the page");
    pageProblem = await unlessEnded(openPage(page, url, limit.signal));
  }
  await runSteps(page, watch, options, limit);
  onActivity("waiting for the last responses");
  for (const wait of waits) await unlessEnded(wait());
  limit.stopTimer();
  const { complete, pending } = await unlessEnded(settle(watch, context, options, limit));
  if (!complete) return { kind: "still-busy", pageProblem, pending };
  return { kind: "idle", pageProblem, timers: await unlessEnded(watch.pendingTimers()) };
}

/** A page without a document, whose crash ends the visit. */
async function openEmptyPage(context: BrowserContext, limit: VisitLimit): Promise<Page> {
  const page = await limit.unlessEnded(context.newPage());
  page.on("error", () => limit.end("the page crashed"));
  // An open dialog blocks everything else on the page.
  page.on("dialog", (dialog) => void dialog.dismiss().catch(() => {}));
  return page;
}

async function runSteps(
  page: Page,
  watch: CorsWatch,
  { steps, onActivity }: VisitRunOptions,
  limit: VisitLimit,
): Promise<void> {
  const { unlessEnded } = limit;
  for (const [index, step] of steps.entries()) {
    // The requests before a step may change what the step finds on the page.
    await unlessEnded(watch.settled({ timeout: limit.remainingTime() / 2 }));
    onActivity?.(`step ${index + 1} of ${steps.length}: ${step.kind}`);
    await unlessEnded(runStep(page, step, limit));
  }
}

/**
 * Waits until the network is idle, and again where a script kept a page busy meanwhile, because requests may have followed. A
 * page that does not respond reports no responses either, so it is asked in any case.
 * @throws {Error} where a page does not respond
 */
async function settle(
  watch: CorsWatch,
  context: BrowserContext,
  { idle, timeout }: Pick<VisitRunOptions, "idle" | "timeout">,
  { remainingTime }: VisitLimit,
): Promise<Settled> {
  for (;;) {
    const settled = await watch.settled({ ...(idle !== undefined && { idle }), timeout: remainingTime() });
    const start = performance.now();
    const left = Math.max(remainingTime(), maxLastWait);
    const message = `the page did not respond within ${timeout / 1000} s: one of its scripts was still running, perhaps in an endless loop; the report contains the requests until then`;
    await withTimeout(waitUntilResponsive(context), left, message);
    if (!settled.complete || performance.now() - start < busyTime) return settled;
  }
}

/** A page that responds within these milliseconds was not busy. */
const busyTime = 250;

/** Milliseconds at least for a page to respond, and at most for the responses that are missing after a failure. */
const maxLastWait = 3000;
