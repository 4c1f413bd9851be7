// A note is a remark on a fetch that succeeds: a problem that the page does not notice yet. It takes an allowed fetch
// and returns its evidence, or undefined. It never changes an outcome, and knows no other note, cause or stack.

import type { CorsFetch, CredentialsMode, Hop } from "../exchange.ts";
import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { responseHeaderOf } from "../fetch/response-header.ts";
import type { History } from "../history/history.ts";

/** One allowed fetch with everything that a note may look at. */
export interface AllowedFetch {
  readonly fetch: CorsFetch;
  /** The hop whose response the page received. */
  readonly hop: Hop;
  readonly credentials: CredentialsMode;
  /** The `Access-Control-Allow-Origin` of the actual response, or null: read once, because six notes need it of each fetch. */
  readonly allowOrigin: string | null;
  readonly history: History;
}

/** One kind of remark, with everything that the engine says about it. */
export interface Note<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** The mode of the fetches that the note applies to. */
  readonly mode: "cors" | "no-cors";
  /** What the recording shows, in a few words; undefined when the note does not apply. */
  readonly detect: (passed: AllowedFetch) => string | undefined;
  /** One or two plain sentences about the consequence and about what to do. */
  readonly explain: (passed: AllowedFetch) => string;
}

/** Returns the note itself, typed with its literal id. */
export function defineNote<const Id extends string>(note: Note<Id>): Note<Id> {
  return note;
}

/** The value of a header of the actual response; null when the header or the response is absent. */
export function responseHeader({ hop }: Pick<AllowedFetch, "hop">, name: string): string | null {
  return hop.actual && responseHeaderOf(hop.actual, name);
}

/** True when the actual response allows credentials. */
export function allowsCredentials({ hop }: AllowedFetch): boolean {
  return hop.actual !== null && corsHeadersOf(hop.actual).allowCredentials === "true";
}

/** The name of the cookie that a `Set-Cookie` value sets. */
export function cookieName(setCookie: string): string {
  return setCookie.split("=")[0]?.trim() ?? "";
}
