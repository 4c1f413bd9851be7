// A reason says why the server or the page caused a refusal, beneath the cause that the browser found. It takes a
// refused fetch and returns a match with its evidence, or undefined. It may replace the cause's remedy, never the
// verdict; it knows no other reason and no stack.

import type { CauseId } from "../causes/index.ts";
import type { CorsFetch, CredentialsMode, Exchange, Hop } from "../exchange.ts";
import type { History } from "../history/history.ts";
import type { Remedy } from "../remedy.ts";
import type { AnsweredBy } from "../servers/answered-by.ts";
import type { CauseMatch } from "../verdict/check-response.ts";

/** The response that the browser refused; `stored` is one from the browser's cache. */
export type RefusedResponse = "preflight" | "actual" | "stored";

/** One refused fetch with everything that a reason may look at. */
export interface RefusedFetch {
  readonly fetch: CorsFetch;
  /** The refused hop. */
  readonly hop: Hop;
  /** The exchange with the refused response. */
  readonly exchange: Exchange;
  /** The verdict first, then every other cause that the same response shows. */
  readonly matches: readonly [CauseMatch, ...CauseMatch[]];
  readonly credentials: CredentialsMode;
  /** True when the browser allowed another response of the recording although its headers forbid that. */
  readonly headersAreOverridden: boolean;
  /** Who answered, from the page's side inwards; empty where nothing shows it. */
  readonly answeredBy: readonly AnsweredBy[];
  /** The other exchanges of the recording, by URL and server. */
  readonly history: History;
}

/** What thousands of refused fetches share: which reasons come into question is decided once for all of one kind. */
export interface RefusalKind {
  /** The HTTP status of the refused response. */
  readonly status: number;
  /** True where the response has neither an `Access-Control-…` header nor `Vary: Origin`: no CORS code touched it. */
  readonly lacksCorsHeaders: boolean;
}

/** How a reason matches a refused fetch. */
export interface ReasonMatch {
  /** `certain` when the recording leaves no other explanation. */
  readonly certainty: "certain" | "possible";
  /** What the recording shows, in a few words with wire text in backticks: "`OPTIONS` 401 with `WWW-Authenticate`". */
  readonly evidence: string;
  /** The remedy to use instead of the cause's, when the reason knows a better one. */
  readonly remedy?: Remedy | undefined;
  /** True where a change of the refusing server ends the refusal as well as the remedy does, and is right for some readers. */
  readonly orServer?: true;
  /** Id of the server that has to change, where several layers answered and the recording shows which; see `answeredBy`. */
  readonly serverToChange?: string | undefined;
}

/** One reason for which servers or pages cause refusals, with everything that the engine says about it. */
export interface Reason<Id extends string = string> {
  readonly id: Id;
  /** What went wrong, for any fetch. */
  readonly title: string;
  /** The title with the facts of this fetch. */
  readonly headline?: (refusal: RefusedFetch) => string;
  /** True for a reason that counts only when no reason before it in the list matches. */
  readonly general?: true;
  /** The kinds of responses that the reason can explain. */
  readonly judges: readonly RefusedResponse[];
  /** The causes that it can be beneath; every cause when absent. */
  readonly causes?: readonly CauseId[];
  /** The kinds of refusals that it can explain; every kind when absent. */
  readonly appliesTo?: (kind: RefusalKind) => boolean;
  /** Called only for refusals that `judges`, `causes` and `appliesTo` admit. */
  readonly detect: (refusal: RefusedFetch) => ReasonMatch | undefined;
  /** One or two plain sentences about what to do. */
  readonly explain: (refusal: RefusedFetch) => string;
}

/** Returns the reason itself, typed with its literal id. */
export function defineReason<const Id extends string>(reason: Reason<Id>): Reason<Id> {
  return reason;
}
