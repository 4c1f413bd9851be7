import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Diagnosis } from "../../src/index.ts";
import type { DeferredFunctions } from "../detail/deferred-functions.ts";
import type { Tab } from "../host/inspected-tab.ts";
import { requestKey } from "../list/fetch-facts.ts";
import type { Log } from "../recording/log.ts";
import type { Deferred } from "../store/deferred.ts";
import type { HeaderComparison, RetriedRequest } from "./retry.ts";
import type { RetryState, SentRetry } from "./send-again.ts";

/** Why the user should think twice before sending a request again. */
export type Doubt = "side-effects" | "body" | "credentials";

export interface RetryStore {
  /** Whether the shown fetch can be sent again. */
  readonly isPossible: ReadonlySignal<boolean>;
  readonly doubts: ReadonlySignal<readonly Doubt[]>;
  readonly state: ReadonlySignal<RetryState>;
  /** The retried fetch, and its responses compared with the earlier ones; null until it is recorded. */
  readonly result: ReadonlySignal<RetryResult | null>;
  /** Sends the request again, or asks for confirmation first where there are doubts. */
  readonly retry: () => void;
  readonly confirm: () => void;
  readonly cancel: () => void;
  /** Removes all listeners of the store. */
  readonly close: () => void;
}

export interface RetryResult {
  readonly after: Diagnosis;
  readonly rows: readonly HeaderComparison[];
  /** Whether a trial changed the headers that the browser checked. The compared ones are the server's own. */
  readonly isOverridden: boolean;
}

export interface RetrySources {
  /** The shown fetch; null in a file, whose page is not there. */
  readonly shown: ReadonlySignal<Diagnosis | null>;
  /** The diagnoses of the recording, also while a file is shown. */
  readonly diagnoses: ReadonlySignal<readonly Diagnosis[]>;
  readonly isOverridden: (diagnosis: Diagnosis) => boolean;
  readonly log: () => Log;
  readonly runInPage: Tab["runInPage"];
  readonly functions: Deferred<DeferredFunctions>;
  readonly session: { retry: SentRetry | null };
}

export function createRetryStore(sources: RetrySources): RetryStore {
  const { shown, diagnoses, functions } = sources;
  const sent = signal(sources.session.retry);
  const step = signal<RetryState>("idle");
  /** The request that `step` is about. */
  const subject = signal("");
  const shownRequest = computed(() => (shown.value ? requestKey(shown.value) : ""));
  const { request, doubts } = retryableRequest(sources);
  const recorded = computed(() => {
    if (!sent.value || !functions.loaded.value) return null;
    return functions.loaded.value.findRetriedFetch(diagnoses.value, sent.value.retry, sent.value.sentAt);
  });
  const result = computed(() => {
    const isOfShown = sent.value && requestKey(sent.value.before) === shownRequest.value;
    if (!sent.value || !isOfShown || !recorded.value || !functions.loaded.value) return null;
    const rows = functions.loaded.value.compareResponses(sent.value.before, recorded.value);
    return { after: recorded.value, rows, isOverridden: sources.isOverridden(recorded.value) };
  });
  const close = effect(() => {
    // A slow response may be recorded after the retry was reported as lost.
    if (recorded.value && (step.value === "sent" || step.value === "lost")) step.value = "idle";
  });
  const send = () => {
    if (shown.value && request.value)
      void functions.loaded.value?.sendAgain(sources, { sent, step }, shown.value, request.value);
  };
  return {
    isPossible: computed(() => request.value !== null),
    doubts,
    state: computed(() => (subject.value === shownRequest.value ? step.value : "idle")),
    result,
    retry() {
      subject.value = shownRequest.value;
      if (doubts.value.length > 0) step.value = "confirming";
      else send();
    },
    confirm: send,
    cancel() {
      step.value = "idle";
    },
    close,
  };
}

/** The shown fetch as a request that can be sent again, or null, and the doubts about that. */
function retryableRequest({ shown, log, functions }: RetrySources) {
  const retryable = computed(() => (shown.value && functions.loaded.value?.retryOf(shown.value)) || null);
  const body = computed(() => {
    return retryable.value ? functions.loaded.value?.bodyOf(log(), retryable.value.exchange) : null;
  });
  const request = computed((): RetriedRequest | null => {
    if (!retryable.value) return null;
    const { origin, method, url, headers, credentials } = retryable.value;
    return { origin, method, url, headers, credentials, body: body.value ?? null };
  });
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
  return { request, doubts };
}
