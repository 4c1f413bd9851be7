/** What the browser clients of one protocol need from a server. */
export interface Profile {
  readonly id: string;
  /** The name of the protocol, with its version where it matters. */
  readonly name: string;
  /** Where the protocol states these requests. */
  readonly sources: readonly string[];
  readonly requests: readonly ProfileRequest[];
}

/** One kind of request that the clients send. */
export interface ProfileRequest {
  readonly method: string;
  /** The headers that the client sets, with a value where the protocol fixes it. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** The response headers that the client reads, apart from those that browsers always expose. */
  readonly exposedHeaders: readonly string[];
}
