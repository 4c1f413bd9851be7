import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Diagnosis } from "../../src/index.ts";
import { detailChunk } from "../detail/load-detail-chunk.ts";
import { requestOf } from "../list/rows.ts";
import type { Log } from "../recording/recorder.ts";
import type { HeaderComparison, RetriedRequest } from "./retry.ts";

/** A request that was sent again; it outlives the panel page. */
export interface SentRetry {
  readonly retry: RetriedRequest;
  readonly before: Diagnosis;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** Why to think twice before sending a request again. */
export type Doubt = "side-effects" | "body" | "credentials";

/** `elsewhere`: the tab shows no page of the caller's origin. `lost`: nothing was recorded of it. */
export type RetryState = "idle" | "confirming" | "sent" | "elsewhere" | "lost";

export interface RetryModel {
  /** Whether the fetch that is shown can be sent again. */
  readonly possible: ReadonlySignal<boolean>;
  readonly doubts: ReadonlySignal<readonly Doubt[]>;
  readonly state: ReadonlySignal<RetryState>;
  /** The retried fetch beside the former one; null until it is recorded. */
  readonly result: ReadonlySignal<{ readonly after: Diagnosis; readonly rows: readonly HeaderComparison[] } | null>;
  /** Sends the request again, or asks first where there are doubts. */
  readonly retry: () => void;
  readonly confirm: () => void;
  readonly cancel: () => void;
  /** Ends all that the model listens to. */
  readonly close: () => void;
}

interface RetrySources {
  /** The fetch that is shown; null in a file, whose page is not there. */
  readonly shown: ReadonlySignal<Diagnosis | null>;
  /** Of the recording, also while a file is shown. */
  readonly diagnoses: ReadonlySignal<readonly Diagnosis[]>;
  readonly log: () => Log;
  readonly run: (origin: string, expression: string) => Promise<boolean>;
  readonly keep: { retry: SentRetry | null };
}

/** Milliseconds after which a request that no recording shows is given up. */
const longestWait = 15_000;

export function createRetryModel({ shown, diagnoses, log, run, keep }: RetrySources): RetryModel {
  const sent = signal(keep.retry);
  /** The request that the state is about. */
  const about = signal("");
  const step = signal<RetryState>("idle");
  const request = computed(() => (shown.value ? requestOf(shown.value) : ""));
  const retryable = computed(() => (shown.value ? (detailChunk.value?.retryOf(shown.value) ?? null) : null));
  const body = computed(() => (retryable.value ? detailChunk.value?.bodyOf(log(), retryable.value.exchange) : null));
  const doubts = computed((): Doubt[] => {
    if (!retryable.value) return [];
    const { isSafe, credentials } = retryable.value;
    const all: (Doubt | false)[] = [
      !isSafe && "side-effects",
      body.value === undefined && "body",
      credentials === "unknown" && "credentials",
    ];
    return all.filter((doubt) => doubt !== false);
  });
  const mine = computed(() => (sent.value && requestOf(sent.value.before) === request.value ? sent.value : null));
  /** The retried fetch, whichever is shown. */
  const arrived = computed(() => {
    if (!sent.value || !detailChunk.value) return null;
    return detailChunk.value.findRetriedFetch(diagnoses.value, sent.value.retry, sent.value.sentAt);
  });
  const result = computed(() => {
    const after = arrived.value;
    if (!mine.value || !after || !detailChunk.value) return null;
    return { after, rows: detailChunk.value.compareResponses(mine.value.before, after) };
  });
  const close = effect(() => {
    // A slow answer may come after it was given up.
    if (arrived.value && (step.value === "sent" || step.value === "lost")) step.value = "idle";
  });

  return {
    possible: computed(() => retryable.value !== null),
    doubts,
    state: computed(() => (about.value === request.value ? step.value : "idle")),
    result,
    retry() {
      about.value = request.value;
      if (doubts.value.length > 0) step.value = "confirming";
      else void send();
    },
    confirm: () => void send(),
    cancel() {
      step.value = "idle";
    },
    close,
  };

  async function send(): Promise<void> {
    const [before, known] = [shown.value, retryable.value];
    if (!before || !known || !detailChunk.value) return;
    const { origin, method, url, headers, credentials } = known;
    const retry: RetriedRequest = { origin, method, url, headers, credentials, body: body.value ?? null };
    const attempt: SentRetry = { retry, before, sentAt: Date.now() };
    keep.retry = attempt;
    sent.value = attempt;
    step.value = "sent";
    const done = await run(origin, detailChunk.value.retryExpression(retry));
    if (sent.value !== attempt) return;
    if (!done) step.value = "elsewhere";
    setTimeout(() => {
      if (sent.value === attempt && step.value === "sent") step.value = "lost";
    }, longestWait);
  }
}
