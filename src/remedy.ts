/** The closed set of changes that end a refusal, whatever the stack. */
export type Remedy =
  /** Add to, or correct, what the server grants by its CORS headers. */
  | "grant"
  /** Answer `OPTIONS` with a 2xx status and the CORS headers before authentication, redirects and routes. */
  | "answer-preflight"
  /** Set each CORS header in one layer only. */
  | "send-once"
  /** Keep the CORS headers on error responses too. */
  | "keep-on-errors"
  /** Answer directly instead of redirecting. */
  | "avoid-redirect"
  /** Send `Vary: Origin`, so that no cache hands one origin's answer to another. */
  | "vary"
  /** Start or repair the server that should have answered. */
  | "repair-server"
  /** Change the page, or how it is opened; no server setting helps. */
  | "change-request";

/** The remedies that a server can apply. */
export type ServerRemedy = Exclude<Remedy, "change-request">;

/**
 * The exact grant: what the server allows already, and the least that the chosen fetches need. Every value has passed
 * the strict patterns of `fetch/plain.ts`, because a recording is untrusted and a fix is code that people paste.
 */
export interface Policy {
  /** The origins that may read; `*` only where the server says so today and no chosen fetch carries credentials. */
  readonly origins: readonly string[] | "*";
  readonly credentials: boolean;
  /** Sorted by custom; GET, HEAD and POST, which no server can refuse, are always among them. */
  readonly methods: readonly string[];
  /** Sorted, in the server's own spelling where it names them already. */
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  /** Seconds; null where the server does not say. */
  readonly maxAge: number | null;
  /** What of this the server does not grant now. */
  readonly added: AddedGrants;
}

/** The part of a policy that is new to the server. */
export interface AddedGrants {
  readonly origins: readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
}

/** What else a stack may need to know to write a remedy down. */
export interface FixContext {
  /** The redirect that was refused, as far as it can be put in code; null when there was none. */
  readonly redirect: { readonly step: "preflight" | "actual"; readonly path: string; readonly target: string } | null;
  /** The server that is called, and the start of the paths that the chosen fetches share, as in `/api`; `/` for none. */
  readonly server: { readonly origin: string; readonly path: string };
}
