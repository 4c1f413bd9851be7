import type { Signal } from "@preact/signals";
import type { Diagnosis } from "../../src/index.ts";
import type { Tab } from "../host/inspected-tab.ts";
import { type RetriedRequest, retryExpression } from "./retry.ts";

/** A request that was sent again; it outlives the panel's page. */
export interface SentRetry {
  readonly retry: RetriedRequest;
  readonly before: Diagnosis;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/**
 * `elsewhere`: the tab shows no page of the caller's origin. `lost`: the retried request was not recorded. `broken`: the browser
 * could not run the code that sends the request.
 */
export type RetryState = "idle" | "confirming" | "sent" | "elsewhere" | "lost" | "broken";

export interface RetryProgress {
  readonly sent: Signal<SentRetry | null>;
  readonly step: Signal<RetryState>;
}

interface RetryTarget {
  readonly runInPage: Tab["runInPage"];
  readonly session: { retry: SentRetry | null };
}

/** Sends the request from a page of its origin, and keeps the progress up to date until the request is recorded or lost. */
export async function sendAgain(
  { runInPage, session }: RetryTarget,
  { sent, step }: RetryProgress,
  before: Diagnosis,
  retry: RetriedRequest,
): Promise<void> {
  const attempt: SentRetry = { retry, before, sentAt: Date.now() };
  session.retry = attempt;
  sent.value = attempt;
  step.value = "sent";
  const state = await runInPage(retry.origin, retryExpression(retry)).then(
    (isSent) => (isSent ? "sent" : "elsewhere"),
    () => "broken" as const,
  );
  if (sent.value !== attempt) return;
  if (state !== "sent") step.value = state;
  setTimeout(() => {
    if (sent.value === attempt && step.value === "sent") step.value = "lost";
  }, maxWait);
}

/** Milliseconds after which a request that was not recorded is reported as lost. */
const maxWait = 15_000;
