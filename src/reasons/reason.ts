import type { Hit } from "../judge.ts";
import type { CorsFetch, CredentialsMode, Exchange, Hop } from "../exchange.ts";
import type { History } from "../history.ts";
import type { Remedy } from "../remedy.ts";

/** A refused fetch, as a reason looks at it. */
export interface Refusal {
  readonly fetch: CorsFetch;
  /** The hop that was refused. */
  readonly hop: Hop;
  /** The response that was refused: the preflight's or the actual request's; a stored one when a cache answered. */
  readonly exchange: Exchange;
  /** The verdict, and after it every other cause that the same response shows. */
  readonly hits: readonly [Hit, ...Hit[]];
  readonly credentials: CredentialsMode;
  /** What else the recording holds of the same URL and server. */
  readonly history: History;
}

/** What a reason was recognized by. */
export interface Recognition {
  readonly certainty: "certain" | "possible";
  /** What the recording shows, in a few words with wire text in backticks: "`OPTIONS` 401 with `WWW-Authenticate`". */
  readonly evidence: string;
  /** Replaces the cause's remedy where the reason knows better. */
  readonly remedy?: Remedy;
}

/** Why the server (or the page) answered so: what lies beneath a cause. */
export interface Reason<Id extends string = string> {
  readonly id: Id;
  /** The headline, in plain words: what went wrong, not which header is missing. */
  readonly title: string;
  readonly detect: (refusal: Refusal) => Recognition | undefined;
  /** One plain sentence, or two: what to do about it. */
  readonly explain: (refusal: Refusal) => string;
}

/** Keeps the id's literal type. */
export function defineReason<const Id extends string>(reason: Reason<Id>): Reason<Id> {
  return reason;
}
