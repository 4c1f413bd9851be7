import type { CorsFetch, Exchange, Hop, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import type { History } from "../history/history.ts";
import { quote } from "../text/quote.ts";

/** A fetch that failed, and not by a CORS check. */
export interface FailedFetch {
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
  readonly headline?: (failure: FailedFetch) => string;
  /** How sure the recording makes it; undefined when this is not it. */
  readonly detect: (failure: FailedFetch) => "certain" | "possible" | undefined;
  /** One plain sentence, or two: what happened and what to do. */
  readonly explain: (failure: FailedFetch) => string;
}

/** Keeps the id's literal type. */
export function defineLookAlike<const Id extends string>(lookAlike: LookAlike<Id>): LookAlike<Id> {
  return lookAlike;
}

/** True when the browser ended the request with one of these `net::ERR_…` names, given without their prefix. */
export function hasNetError({ exchange }: FailedFetch, names: RegExp): boolean {
  const { error } = exchange;
  return typeof error === "string" && error.startsWith("net::ERR_") && names.test(error.slice("net::ERR_".length));
}

/** The server that was called, as text of the wire. */
export function quotedServer({ exchange }: FailedFetch): string {
  return quote(originOf(exchange.url) || exchange.url);
}

/** The URL that was called, as text of the wire. */
export function quotedUrl({ exchange }: FailedFetch): string {
  return quote(exchange.url, 120);
}
