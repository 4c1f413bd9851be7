import type { Browser, BrowserContext } from "puppeteer";
import { diagnose } from "../../diagnose.ts";
import { isLoopbackHost } from "../../fetch/local-network-access.ts";
import { countPendingFetches } from "../../pairing/pending.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { errorMessage } from "../errors.ts";
import { readSourcePositions } from "../source-maps/source-positions.ts";
import { type CorsWatch, type PendingTimers, watchCors } from "../watch/puppeteer.ts";
import type { Settled } from "../watch/settle.ts";
import { withTimeout } from "../with-timeout.ts";
import { openPage, type PageStep, runStep } from "./page-steps.ts";
import { remarkOnTimers } from "./pending-timers-remark.ts";
import { waitUntilResponsive } from "./responsive.ts";
import { addHeaders, emptySession, restoreSession, type SessionState } from "./session-state.ts";
import { limitVisit, type VisitLimit } from "./visit-limit.ts";
import { waitFor } from "./wait-for.ts";

export type { PageStep } from "./page-steps.ts";

export interface VisitOptions {
  readonly steps: readonly PageStep[];
  /** In milliseconds, for the page and all steps. */
  readonly timeout: number;
  /** Ends the visit when aborted. */
  readonly signal: AbortSignal;
  /** Called with what begins: the page, each step, and the wait for the last responses. */
  readonly onActivity?: (activity: string) => void;
  /** What the source is called in reports; the URL where it is left out. */
  readonly name?: string;
  /** Cookies, local storage and headers; none where it is left out. */
  readonly session?: SessionState;
  /** Selectors of elements, or URLs of requests, that the visit waits for after the last step. */
  readonly targets?: readonly string[];
  /** Milliseconds without network traffic after which the visit ends; 500 where it is left out. */
  readonly idle?: number;
  /** How the user sets `idle` to so many milliseconds, for a remark. */
  readonly idleSetting: (milliseconds: number) => string;
}

/** The result of a visit. */
export interface Visit {
  /** The page's address, what was recorded of it, and the diagnoses. */
  readonly source: DiagnosedSource;
  /** Why the visit did not come to its end; null when it did. */
  readonly problem: string | null;
  /** What the user should know of a visit that came to its end, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Opens a page in a browser context of its own, runs the steps, and waits until the network is idle and no script keeps a page
 * busy. The page is empty where the URL is null. Takes no longer than the timeout and the time to close the context, which is
 * limited too.
 */
export async function visit(browser: Browser, url: string | null, options: VisitOptions): Promise<Visit> {
  const {
    steps,
    timeout,
    signal,
    onActivity = () => {},
    name = url ?? "",
    session = emptySession,
    targets = [],
  } = options;
  const idle = options.idle === undefined ? {} : { idle: options.idle };
  const limit = limitVisit(browser, timeout, signal);
  const { unlessEnded } = limit;
  // What opens or starts only after the visit was ended is closed and stopped too.
  let opening: Promise<BrowserContext> | undefined;
  let starting: Promise<CorsWatch> | undefined;
  let watch: CorsWatch | undefined;
  let errorStatus: string | null = null;
  let problem: string | null = null;
  let timeoutRemark: string | null = null;
  let timers: PendingTimers | null = null;
  try {
    opening = browser.createBrowserContext();
    const context = await unlessEnded(opening);
    await unlessEnded(restoreSession(context, session, url));
    starting = watchCors(context);
    watch = await unlessEnded(starting);
    const page = await unlessEnded(context.newPage());
    page.on("error", () => limit.end("the page crashed"));
    // An open dialog blocks everything else on the page.
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => {}));
    const waits = targets.map((target) => waitFor(page, target, limit));
    if (url !== null) {
      await unlessEnded(addHeaders(page, session, url));
      onActivity("opening the page");
      errorStatus = await unlessEnded(openPage(page, url, limit.signal));
    }
    for (const [index, step] of steps.entries()) {
      // The requests before a step may change what the step finds on the page.
      await unlessEnded(watch.settled({ timeout: limit.remainingTime() / 2 }));
      onActivity(`step ${index + 1} of ${steps.length}: ${step.kind}`);
      await unlessEnded(runStep(page, step, limit));
    }
    onActivity("waiting for the last responses");
    for (const wait of waits) await unlessEnded(wait());
    limit.stopTimer();
    const { complete, pending } = await unlessEnded(settle(watch, context, { ...idle, timeout }, limit));
    if (complete) timers = await unlessEnded(watch.pendingTimers());
    else timeoutRemark = notIdle(timeout, pending);
  } catch (error) {
    problem = errorMessage(error);
    // What the steps before have sent is reported too.
    if (!limit.signal.aborted) await watch?.settled({ timeout: Math.min(limit.remainingTime(), maxCloseTime) });
  } finally {
    limit.release();
  }
  const recording = watch?.recording() ?? { browser: "chromium", exchanges: [], pages: new Map(), problems: [] };
  await atMost(
    maxCloseTime,
    starting?.then((started) => started.stop()),
  );
  await atMost(
    maxCloseTime,
    opening?.then((context) => context.close()),
  );
  const diagnoses = diagnose(recording);
  // An error page without a fetch is not the page that the user wanted to check.
  if (diagnoses.length === 0) problem ??= errorStatus;
  const isRemote = !isLoopbackBrowser(browser);
  const sourcePositions = await readSourcePositions(recording, diagnoses, { isRemote, signal });
  const timersRemark =
    timers && (await remarkOnTimers(timers, recording, { isRemote, signal, idleSetting: options.idleSetting }));
  const remarks = [timeoutRemark ?? errorStatus, timersRemark].filter((remark) => remark !== null);
  const pending = countPendingFetches(recording);
  const source = { source: name, recording: { ...recording, sourcePositions }, diagnoses, pending };
  return { source, problem, remarks };
}

/**
 * Waits until the network is idle, and again where a script kept a page busy meanwhile, because requests may have followed. A
 * page that does not respond reports no responses either, so it is asked in any case.
 */
async function settle(
  watch: CorsWatch,
  context: BrowserContext,
  { idle, timeout }: { readonly idle?: number; readonly timeout: number },
  { remainingTime }: VisitLimit,
): Promise<Settled> {
  for (;;) {
    const settled = await watch.settled({ ...(idle !== undefined && { idle }), timeout: remainingTime() });
    const start = performance.now();
    const left = Math.max(remainingTime(), maxCloseTime);
    const message = `the page did not respond within ${timeout / 1000} s: one of its scripts was still running, perhaps in an endless loop; the report contains the requests until then`;
    await withTimeout(waitUntilResponsive(context), left, message);
    if (!settled.complete || performance.now() - start < busyTime) return settled;
  }
}

/** A page that responds within these milliseconds was not busy. */
const busyTime = 250;

/** Waits for a promise, whether it resolves or rejects, for so many milliseconds at most. */
async function atMost(milliseconds: number, promise: Promise<unknown> | undefined): Promise<void> {
  await withTimeout(Promise.allSettled([promise]), milliseconds, "").catch(() => {});
}

/** True for a browser on this machine: one that is controlled through a pipe has no address. */
function isLoopbackBrowser(browser: Browser): boolean {
  const address = browser.wsEndpoint();
  return !URL.canParse(address) || isLoopbackHost(new URL(address).hostname);
}

/** In milliseconds, to stop the watch, to close the context, and at least for a page to respond. */
const maxCloseTime = 3000;

function notIdle(timeout: number, pending: readonly string[]): string {
  const [first] = pending;
  const start = `the page was still busy after ${timeout / 1000} s`;
  if (first === undefined) return `${start}; the report contains the requests until then`;
  const more = pending.length > 1 ? ` and ${pending.length - 1} more` : "";
  return `${start}: no response yet from ${visible(redactUrl(first))}${more}`;
}
