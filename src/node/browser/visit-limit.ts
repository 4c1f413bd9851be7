import type { Browser } from "puppeteer";

/** Ends a visit early: at the timeout, by an interrupt, when the browser is closed, or by `end`. */
export interface VisitLimit {
  /** Aborted when the visit was ended early. */
  readonly signal: AbortSignal;
  /** Settles as the promise does, or rejects with the reason when the visit is ended first. */
  readonly unlessEnded: <T>(promise: Promise<T>) => Promise<T>;
  readonly end: (reason: string) => void;
  /** What the message says is still under way when the timeout ends the visit. */
  readonly setActivity: (activity: string) => void;
  /** Milliseconds until the timeout. */
  readonly remainingTime: () => number;
  /** From now on the timeout does not end the visit. */
  readonly stopTimer: () => void;
  readonly release: () => void;
}

export function limitVisit(browser: Browser, timeout: number, interrupt: AbortSignal): VisitLimit {
  const deadline = performance.now() + timeout;
  const controller = new AbortController();
  const ended = rejectionOf(controller.signal);
  let activity = "the page was still loading";
  const end = (reason: string) => controller.abort(new Error(reason));
  const onDisconnected = () => end("the browser was closed before the check ended");
  const onInterrupt = () => end("interrupted");
  const timer = setTimeout(
    () => end(`not finished within ${timeout / 1000} s: ${activity}; if the page is slow, raise --timeout`),
    timeout,
  );
  browser.once("disconnected", onDisconnected);
  interrupt.addEventListener("abort", onInterrupt, { once: true });
  if (interrupt.aborted) onInterrupt();
  if (!browser.connected) onDisconnected();
  return {
    signal: controller.signal,
    unlessEnded: (promise) => Promise.race([promise, ended]),
    end,
    setActivity(next) {
      activity = next;
    },
    remainingTime: () => Math.max(0, deadline - performance.now()),
    stopTimer: () => clearTimeout(timer),
    release() {
      clearTimeout(timer);
      browser.off("disconnected", onDisconnected);
      interrupt.removeEventListener("abort", onInterrupt);
    },
  };
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  const rejection = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  // Handled here too, because the signal may be aborted while nothing awaits the promise.
  rejection.catch(() => {});
  return rejection;
}
