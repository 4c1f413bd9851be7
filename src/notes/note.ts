import type { CorsFetch, CredentialsMode, Hop } from "../exchange.ts";
import type { History } from "../history/history.ts";

/** A fetch that the browser let through. */
export interface AllowedFetch {
  readonly fetch: CorsFetch;
  /** The hop whose response the page got. */
  readonly hop: Hop;
  readonly credentials: CredentialsMode;
  readonly history: History;
}

/** Something worth knowing of a fetch that succeeds: a silent problem, never a failure. */
export interface Note<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** The mode of the fetches that it looks at. */
  readonly mode: "cors" | "no-cors";
  /** What the recording shows, in a few words; undefined when there is nothing to say. */
  readonly detect: (passed: AllowedFetch) => string | undefined;
  /** One plain sentence, or two: what it costs and what to do. */
  readonly explain: (passed: AllowedFetch) => string;
}

/** Keeps the id's literal type. */
export function defineNote<const Id extends string>(note: Note<Id>): Note<Id> {
  return note;
}
