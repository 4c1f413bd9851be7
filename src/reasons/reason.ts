import type { CorsFetch, CredentialsMode, Exchange, Hop } from "../exchange.ts";
import type { History } from "../history/history.ts";
import type { Remedy } from "../remedy.ts";
import type { CauseMatch } from "../verdict/check-response.ts";

/** Which response was refused: the preflight's, the actual request's, or one that the browser's cache had kept. */
export type RefusedResponse = "preflight" | "actual" | "stored";

/** A refused fetch, as a reason looks at it. */
export interface RefusedFetch {
  readonly fetch: CorsFetch;
  /** The hop that was refused. */
  readonly hop: Hop;
  /** The response that was refused. */
  readonly exchange: Exchange;
  /** The verdict, and after it every other cause that the same response shows. */
  readonly matches: readonly [CauseMatch, ...CauseMatch[]];
  readonly credentials: CredentialsMode;
  /** True when the browser let another response of the recording pass that its own headers forbid. */
  readonly headersAreOverridden: boolean;
  /** What else the recording holds of the same URL and server. */
  readonly history: History;
}

/** What a reason was recognized by. */
export interface ReasonMatch {
  /** `certain` where the fingerprint leaves no other explanation. */
  readonly certainty: "certain" | "possible";
  /** What the recording shows, in a few words with wire text in backticks: "`OPTIONS` 401 with `WWW-Authenticate`". */
  readonly evidence: string;
  /** Replaces the cause's remedy where the reason knows better. */
  readonly remedy?: Remedy | undefined;
}

/** Why the server (or the page) answered so: what lies beneath a cause. */
export interface Reason<Id extends string = string> {
  readonly id: Id;
  /** What went wrong, in plain words, for any fetch. */
  readonly title: string;
  /** The title with the facts of this fetch. */
  readonly headline?: (refusal: RefusedFetch) => string;
  /** True for one so general that it is told only where none before it is recognized. */
  readonly general?: true;
  /** The responses that the reason can explain. */
  readonly judges: readonly RefusedResponse[];
  readonly detect: (refusal: RefusedFetch) => ReasonMatch | undefined;
  /** One plain sentence, or two: what to do about it. */
  readonly explain: (refusal: RefusedFetch) => string;
}

/** Keeps the id's literal type. */
export function defineReason<const Id extends string>(reason: Reason<Id>): Reason<Id> {
  return reason;
}
