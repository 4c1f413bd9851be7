import type { Cause, Step } from "../causes/cause.ts";
import { unique } from "../collections.ts";
import type { Certainty, Diagnosis, Outcome } from "../diagnosis.ts";
import type { CorsFetch, CredentialsMode } from "../exchange.ts";
import type { CauseMatch } from "./check-response.ts";

/** The outcome of one fetch, and the causes behind it in the browser's order. */
export interface Verdict {
  readonly fetch: CorsFetch;
  readonly outcome: Outcome;
  readonly credentials: CredentialsMode;
  readonly matches: readonly PossibleMatch[];
  /** Index into `matches` of the cause that stopped the browser. */
  readonly blocking: number;
  /** How sure it is that this cause stopped the browser; null where nothing did, or where that is unknown. */
  readonly certainty: Certainty | null;
  /** Chromium's names of the other causes that the recording cannot exclude, the likeliest first. */
  readonly alternatives: readonly string[];
  readonly cannotTell: Diagnosis["cannotTell"];
  /** True where the browser kept the response from the page although the outcome is `unknown`. */
  readonly isBlocked: boolean;
  /** True where the browser allowed a response that its recorded headers forbid. */
  readonly contradictsHeaders: boolean;
}

/** A cause that the response shows, and how sure that is while the credentials mode is open. */
export interface PossibleMatch {
  readonly match: CauseMatch;
  readonly certainty: Certainty;
}

/** A verdict that knows nothing yet. */
export function unknownVerdict(fetch: CorsFetch): Verdict {
  return newVerdict(fetch, "unknown");
}

/** The verdict on a fetch whose response the page could read. */
export function allowedVerdict(fetch: CorsFetch): Verdict {
  return newVerdict(fetch, "allowed");
}

/** The verdict on a fetch that failed for another reason than CORS. */
export function failedVerdict(fetch: CorsFetch): Verdict {
  return newVerdict(fetch, "failed");
}

/** Every other verdict is a copy of one of these three. */
function newVerdict(fetch: CorsFetch, outcome: Outcome): Verdict {
  return {
    fetch,
    outcome,
    credentials: fetch.credentials,
    matches: noMatches,
    blocking: 0,
    certainty: null,
    alternatives: noNames,
    cannotTell: null,
    isBlocked: false,
    contradictsHeaders: false,
  };
}

const noMatches: readonly PossibleMatch[] = [];
const noNames: readonly string[] = [];

/** The verdict on a fetch whose recording does not say enough: why, what to do about it, and what is possible. */
export function cannotTell(
  fetch: CorsFetch,
  reason: NonNullable<Diagnosis["cannotTell"]>,
  { alternatives = [], isBlocked = false }: Partial<Pick<Verdict, "alternatives" | "isBlocked">> = {},
): Verdict {
  return { ...unknownVerdict(fetch), cannotTell: reason, alternatives: unique(alternatives), isBlocked };
}

/** Chromium's names of what stopped the browser, where the verdict says it, and of what else is possible. */
export function namesIn({ matches, blocking, alternatives }: Verdict): readonly string[] {
  const first = matches[blocking];
  return first ? [chromeName(first.match), ...alternatives] : alternatives;
}

/** Chromium's name for the cause, at the step where it matched. */
export function chromeName({ cause, step }: CauseMatch): string {
  return chromeNameOf(cause, step) ?? cause.id;
}

/** Chromium's name for a cause at a step; null where it has none. */
export function chromeNameOf({ reportedAs }: Cause, { name }: Step): string | null {
  return reportedAs.chrome[name] ?? null;
}
