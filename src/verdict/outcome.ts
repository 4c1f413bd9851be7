import type { Certainty, Diagnosis, Outcome } from "../diagnosis.ts";
import type { CorsFetch, CredentialsMode } from "../exchange.ts";
import type { CauseMatch } from "./check-response.ts";

/** The outcome of one fetch, and the causes behind it in the browser's order. */
export interface Verdict {
  readonly fetch: CorsFetch;
  readonly outcome: Outcome;
  readonly credentials: CredentialsMode;
  readonly matches: readonly { readonly match: CauseMatch; readonly certainty: Certainty }[];
  /** Index into `matches` of the one that stopped the browser. */
  readonly blocking: number;
  readonly certainty: Certainty | null;
  readonly alternatives: readonly string[];
  readonly cannotTell: Diagnosis["cannotTell"];
  /** True when the browser let a response through that its recorded headers forbid. */
  readonly contradictsHeaders: boolean;
}

/** Chromium's name for a match. */
export function chromeName({ cause, step }: CauseMatch): string {
  return cause.reportedAs.chrome[step.name] ?? cause.id;
}

/** What is known of a fetch of which nothing was found out. */
export function unknownVerdict(fetch: CorsFetch): Verdict {
  return {
    fetch,
    outcome: "unknown",
    credentials: fetch.credentials,
    matches: [],
    blocking: 0,
    certainty: null,
    alternatives: [],
    cannotTell: null,
    contradictsHeaders: false,
  };
}

/** A fetch that failed for another reason than CORS. */
export function failedVerdict(fetch: CorsFetch): Verdict {
  return { ...unknownVerdict(fetch), outcome: "failed" };
}

export function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
