// What the engine says about a fetch. Titles, explanations and evidence are in English unless a translator is set. Backticks
// in them mark code and recorded values, in which characters that a terminal acts on are escaped.

import type { CauseId } from "./causes/index.ts";
import type { CorsFetch, CredentialsMode } from "./exchange.ts";
import type { Remedy } from "./remedy.ts";
import type { AnsweredBy } from "./servers/answered-by.ts";

/**
 * How a fetch ended. `refused`: by CORS. `allowed`: the page could read the response. `failed`: for another reason than
 * CORS. `unknown`: the recording does not hold enough, and `cannotTell` says what is missing.
 */
export type Outcome = "refused" | "allowed" | "failed" | "unknown";

/** `possible` where it depends on a fact that the recording does not hold. */
export type Certainty = "certain" | "possible";

/** One cause that the refused response shows, with its evidence. */
export interface Finding {
  readonly cause: CauseId;
  /** What is wrong with the response, in one line without a period. */
  readonly title: string;
  /** The response that the browser refused: that of the preflight, or that of the actual request. */
  readonly step: "preflight" | "actual";
  readonly certainty: Certainty;
  /** The header, status or URL that was checked. */
  readonly subject: string;
  /** The value in the response; null where it has none. */
  readonly got: string | null;
  /** The value that would pass; null where no value would, or only one that no server can safely send, such as `null`. */
  readonly want: string | null;
  /** The parts of the request that were refused, for example every header name that is not allowed. */
  readonly names: readonly string[];
  /** What to change, and why, in one or more sentences. */
  readonly explain: string;
  readonly remedy: Remedy;
  /** URL of the section of the standard. */
  readonly spec: string;
  /** The browsers' own names of the refusal; null where a browser has none. */
  readonly reportedAs: { readonly chrome: string | null; readonly firefox: string | null };
}

/** A reason why the server responded so, recognized beneath the verdict. */
export interface RecognizedReason {
  readonly id: string;
  readonly title: string;
  readonly certainty: Certainty;
  /** What the recording shows, in a few words: "`OPTIONS` 401 with `WWW-Authenticate`"; "" where the explanation says it. */
  readonly evidence: string;
  readonly explain: string;
  /** The remedy to use instead of the verdict's; null where that one helps. */
  readonly remedy: Remedy | null;
  /** True where the verdict's remedy is a second choice that ends the refusal, too. */
  readonly orServer?: true;
  /** Id of the server in `answeredBy` that has to change; null where the recording does not show which layer it is. */
  readonly serverToChange: string | null;
}

/** What a fetch failed of that is not CORS, although the page sees the same error. */
export interface RecognizedLookAlike {
  readonly id: string;
  readonly title: string;
  readonly certainty: Certainty;
  readonly explain: string;
}

/** A remark on a fetch that is allowed. */
export interface RecognizedNote {
  readonly id: string;
  readonly title: string;
  readonly evidence: string;
  readonly explain: string;
}

/** Fetches that are counted with a diagnosis, because a report would show them in the same section. */
export interface AlikeFetches {
  readonly count: number;
  /** Their last requests, each method and URL once with its count. The first 100 only: their counts may sum up to less than `count`. */
  readonly requests: readonly { readonly method: string; readonly url: string; readonly count: number }[];
}

/**
 * Everything that the engine says about one cross-origin fetch. Its texts are written when they are first read, so a
 * diagnosis is not to be spread: `plainDiagnosis` copies it. `JSON.stringify` writes all of it.
 */
export interface Diagnosis {
  readonly fetch: CorsFetch;
  readonly outcome: Outcome;
  /** True where the browser kept the response from the page: the fetch is refused, or blocked for an unknown reason. */
  readonly isBlocked: boolean;
  /** The credentials mode, where headers prove it or the outcome leaves only one. */
  readonly credentials: CredentialsMode;
  /** What stopped the browser; null where nothing did, or where the recording does not show it. */
  readonly verdict: Finding | null;
  /** Every cause that the refused response shows, in the browser's order; the verdict is one of them. */
  readonly findings: readonly Finding[];
  /** Chromium's names of the other causes that the recording cannot exclude, the likeliest first. */
  readonly alternatives: readonly string[];
  /**
   * Who answered the refused request, from the page's side inwards: CDN, gateway, reverse proxy, framework, CORS library,
   * product. Empty where nothing shows it, and for a fetch that was not refused.
   */
  readonly answeredBy: readonly AnsweredBy[];
  /** Why the server responded so; the first is the headline. */
  readonly reasons: readonly RecognizedReason[];
  /**
   * Chromium's own name for the refusal where it differs from the verdict's, "" where Chromium failed the request without
   * a name, null where both agree or the recording does not hold it.
   */
  readonly differingCorsError: string | null;
  /** What a `failed` fetch failed of; null where that is not recognized. */
  readonly lookAlike: RecognizedLookAlike | null;
  /** What the recording does not hold, and what to do to get it. */
  readonly cannotTell: { readonly because: string; readonly todo: string } | null;
  /** Why the browser sent a preflight, in one sentence; null where it sent none. */
  readonly preflightReason: string | null;
  /** The fetches that are counted with this one; absent where there are none, as in every result of `diagnose`. */
  readonly alike?: AlikeFetches | undefined;
}

/** A copy of a diagnosis in which everything is written. */
export function plainDiagnosis({
  fetch,
  outcome,
  isBlocked,
  credentials,
  verdict,
  findings,
  alternatives,
  answeredBy,
  reasons,
  differingCorsError,
  lookAlike,
  cannotTell,
  preflightReason,
  alike,
}: Diagnosis): Diagnosis {
  return {
    fetch,
    outcome,
    isBlocked,
    credentials,
    verdict,
    findings,
    alternatives,
    answeredBy,
    reasons,
    differingCorsError,
    lookAlike,
    cannotTell,
    preflightReason,
    alike,
  };
}

// What counts as what is defined here once. The panel, the command line, the reports and the libraries use these.

/** True for a fetch that CORS refused: by the check, or by the browser's own name for it where no header shows why. */
export function isRefused({ outcome }: Diagnosis): boolean {
  return outcome === "refused";
}

/** True for a fetch that failed for another reason than CORS. */
export function isFailed({ outcome }: Diagnosis): boolean {
  return outcome === "failed";
}

/** True for a fetch whose outcome the recording does not show. */
export function isUnknown({ outcome }: Diagnosis): boolean {
  return outcome === "unknown";
}

/** True for a fetch whose response the page could read. */
export function isAllowed({ outcome }: Diagnosis): boolean {
  return outcome === "allowed";
}

/**
 * True for a fetch that needs attention: CORS refused it, or the browser blocked it and the recording does not hold why.
 * These are the fetches that make the command line exit with 1.
 */
export function isBlocked(diagnosis: Diagnosis): boolean {
  return diagnosis.isBlocked;
}
