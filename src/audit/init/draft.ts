// Writes a policy from what a project already has. A recording, an API description or a collection of requests comes in;
// the source of a policy file goes out. Nothing here reads a file, and no value of a header is taken over.

/** One request that a policy should allow, as far as the source tells. */
export interface DraftRequest {
  /** Null where the source does not say from which pages the request comes. */
  readonly origin: string | null;
  /** The origin of the server; "" where the source does not say it. */
  readonly server: string;
  readonly path: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  /** Null where the source does not say whether the page sends cookies. */
  readonly credentials: boolean | null;
  /** What somebody has to look at, in a sentence each. */
  readonly confirm: readonly string[];
}

/** Everything that a source tells. */
export interface PolicyDraft {
  readonly requests: readonly DraftRequest[];
  /** What was not taken over, and why, in a sentence each. */
  readonly leftOut: readonly string[];
}
