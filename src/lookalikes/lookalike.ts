// A look-alike is a failure that a page cannot distinguish from a CORS refusal, because both end in "Failed to fetch".
// It takes a failed fetch and returns how certain the recording makes it, or undefined. It knows no other look-alike
// and judges no CORS header.

import type { CorsFetch, Exchange, Hop, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import type { History } from "../history/history.ts";
import { quote, quoteUrl } from "../text/quote.ts";

/** One fetch that failed for another reason than a CORS check, with everything that a look-alike may look at. */
export interface FailedFetch {
  readonly fetch: CorsFetch;
  readonly hop: Hop;
  /** The failed exchange: the preflight when it got no response, the actual request otherwise. */
  readonly exchange: Exchange;
  readonly recording: Pick<Recording, "pages">;
  readonly history: History;
  /** Why the browser would have refused the response, in words; "" where it would not, or where nothing shows that. */
  readonly unreachedRefusal: string;
}

/** One kind of failure, with everything that the engine says about it. */
export interface LookAlike<Id extends string = string> {
  readonly id: Id;
  /** What happened, for any fetch. */
  readonly title: string;
  /** The title with the facts of this fetch. */
  readonly headline?: (failure: FailedFetch) => string;
  /** How certain the recording makes this failure; undefined when it was another. */
  readonly detect: (failure: FailedFetch) => "certain" | "possible" | undefined;
  /** One or two plain sentences about what to do. */
  readonly explain: (failure: FailedFetch) => string;
}

/** Returns the look-alike itself, typed with its literal id. */
export function defineLookAlike<const Id extends string>(lookAlike: LookAlike<Id>): LookAlike<Id> {
  return lookAlike;
}

/** True when the request failed with a `net::ERR_…` error whose name, without that prefix, matches. */
export function hasNetError({ exchange }: FailedFetch, names: RegExp): boolean {
  const { error } = exchange;
  return typeof error === "string" && error.startsWith("net::ERR_") && names.test(error.slice("net::ERR_".length));
}

/** The origin of the server in backticks, or the URL when it has none. */
export function quotedServer({ exchange }: FailedFetch): string {
  return quote(originOf(exchange.url) || exchange.url);
}

/** The URL of the failed request in backticks. */
export function quotedUrl({ exchange }: FailedFetch): string {
  return quoteUrl(exchange.url);
}
