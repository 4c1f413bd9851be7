import type { CorsFetch, Exchange, Hop, Recording } from "../exchange.ts";
import type { History } from "../history.ts";

/** A fetch that failed, and not by a CORS check. */
export interface Failure {
  readonly fetch: CorsFetch;
  readonly hop: Hop;
  /** The exchange that failed: the preflight where that got no answer, else the actual request. */
  readonly exchange: Exchange;
  readonly recording: Recording;
  readonly history: History;
}

/** One failure that pages cannot tell from a refusal by CORS, since they see the same "Failed to fetch". */
export interface LookAlike<Id extends string = string> {
  readonly id: Id;
  /** What happened, in plain words, for any fetch. */
  readonly title: string;
  /** The title with the facts of this fetch. */
  readonly headline?: (failure: Failure) => string;
  /** How sure the recording makes it; undefined when this is not it. */
  readonly detect: (failure: Failure) => "certain" | "possible" | undefined;
  /** One plain sentence, or two: what happened and what to do. */
  readonly explain: (failure: Failure) => string;
}

/** Keeps the id's literal type. */
export function defineLookAlike<const Id extends string>(lookAlike: LookAlike<Id>): LookAlike<Id> {
  return lookAlike;
}
