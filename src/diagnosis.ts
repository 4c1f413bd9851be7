import type { CauseId } from "./causes/index.ts";
import type { CorsFetch, CredentialsMode } from "./exchange.ts";
import type { Remedy } from "./remedy.ts";

/**
 * `refused`: by CORS. `allowed`: the browser let the page read the response. `failed`: the fetch failed, and not by CORS.
 * `unknown`: the recording does not tell, and `cannotTell` says why.
 */
export type Outcome = "refused" | "allowed" | "failed" | "unknown";

/** `possible` rests on a fact that no recording holds. */
export type Certainty = "certain" | "possible";

/** A cause, at a step, with its evidence. */
export interface Finding {
  readonly cause: CauseId;
  readonly title: string;
  readonly step: "preflight" | "actual";
  readonly certainty: Certainty;
  readonly subject: string;
  /** What arrived; null when nothing did. */
  readonly got: string | null;
  /** What would have passed; null when no value would. */
  readonly want: string | null;
  /** The parts of the request that were refused, such as every header name that is not allowed. */
  readonly names: readonly string[];
  readonly explain: string;
  readonly remedy: Remedy;
  readonly spec: string;
  readonly reportedAs: { readonly chrome: string | null; readonly firefox: string | null };
}

/** A reason that was recognized beneath the verdict. */
export interface RecognizedReason {
  readonly id: string;
  readonly title: string;
  readonly certainty: Certainty;
  readonly evidence: string;
  readonly explain: string;
  readonly remedy: Remedy | null;
}

/** One row of "what was asked against what was answered". */
export interface DiffRow {
  readonly step: "preflight" | "actual";
  /** What the request needs, in the words of the wire: `Origin`, `Access-Control-Request-Method`, … */
  readonly requestField: string;
  readonly requestValue: string;
  /** What answers it: `Access-Control-Allow-Origin`, `status`, … */
  readonly responseField: string;
  /** Null when the response does not have it. */
  readonly responseValue: string | null;
  /** `open` where the recording does not tell whether it counts. */
  readonly state: "pass" | "fail" | "open";
}

/** Everything that can be said of one cross-origin fetch. */
export interface Diagnosis {
  readonly fetch: CorsFetch;
  readonly outcome: Outcome;
  /** The credentials mode, as far as headers prove it or the outcome leaves one explanation. */
  readonly credentials: CredentialsMode;
  /** What stopped the browser; null when it did not, or when that cannot be told. */
  readonly verdict: Finding | null;
  /** Every cause that the refused response shows, in the browser's order, the verdict among them. */
  readonly findings: readonly Finding[];
  /** Chromium's names of the other verdicts that the recording cannot exclude, the likeliest first. */
  readonly alternatives: readonly string[];
  /** What lies beneath the verdict, the headline first. */
  readonly reasons: readonly RecognizedReason[];
  /**
   * Chromium's own name for its refusal where the verdict is another, "" where it failed the request without any; null
   * where both agree or the recording does not hold it. A second opinion: nothing here rests on it.
   */
  readonly differingCorsError: string | null;
  /** What a failed fetch is instead. */
  readonly lookAlike: {
    readonly id: string;
    readonly title: string;
    readonly certainty: Certainty;
    readonly explain: string;
  } | null;
  /** Why nothing can be said, and what to do to get the evidence. */
  readonly cannotTell: { readonly because: string; readonly todo: string } | null;
  readonly notes: readonly {
    readonly id: string;
    readonly title: string;
    readonly evidence: string;
    readonly explain: string;
  }[];
  /** Why the browser asked first, in one sentence; null when it did not. */
  readonly preflighted: string | null;
}

/** True when the browser refused a fetch: by the verdict, or by its own word where the recording does not hold why. */
export function isRefused({ outcome, differingCorsError }: Diagnosis): boolean {
  return outcome === "refused" || (outcome !== "allowed" && Boolean(differingCorsError));
}
