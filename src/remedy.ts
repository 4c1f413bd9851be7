/** The closed set of changes that end a refusal. Causes name one, and every stack has code for each that a server can make. */
export type Remedy =
  /** Correct or extend what the server's CORS headers grant. */
  | "grant"
  /** Answer `OPTIONS` with a 2xx status and the CORS headers before authentication, redirects and routes. */
  | "answer-preflight"
  /** Set each CORS header in one layer only. */
  | "send-once"
  /** Keep the CORS headers on error responses too. */
  | "keep-on-errors"
  /** Answer instead of redirecting. */
  | "avoid-redirect"
  /** Send `Vary: Origin`, so that no cache gives one origin the response for another. */
  | "vary"
  /** Start or repair the server that did not answer. */
  | "repair-server"
  /** Change the page or how it is opened, because no server setting helps. */
  | "change-request";

/** The remedies that a server can apply. */
export type ServerRemedy = Exclude<Remedy, "change-request">;

/**
 * What a fix grants: what the server allows already, and the least that the chosen fetches need. Every value has passed
 * the strict patterns of `text/plain.ts`, because a recording is untrusted and a fix is code that people paste.
 */
export interface Policy {
  readonly form: PolicyForm;
  /** The origins that may read; `*` only where the server sends it today and no chosen fetch is known to carry credentials. */
  readonly origins: readonly string[] | "*";
  /** True where the server sends `*` today, `origins` names some, and every other origin still gets `*`, without credentials. */
  readonly staysOpen: boolean;
  /** True where the server allows credentials today, or a chosen fetch is known to carry them. */
  readonly credentials: boolean;
  /** True where a chosen fetch may carry credentials and nothing shows it: code has the line that allows them as a comment. */
  readonly maybeCredentials: boolean;
  /** The usual methods first. GET, HEAD and POST are always among them, because CORS cannot refuse them. */
  readonly methods: readonly string[];
  /** Sorted; in the server's own spelling where it names them already. */
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  /** Seconds; null where the server does not say. */
  readonly maxAge: number | null;
  /** The part that the server does not grant now. */
  readonly added: AddedGrants;
  /**
   * What a chosen fetch needs of lists that the recording does not show, because a library left them out as it refused the
   * origin. It may be granted already: by a list in the server's code, or by the defaults of a library.
   */
  readonly unproven: { readonly methods: readonly string[]; readonly headers: readonly string[] };
}

/** What a policy is in view of the server's own code, which decides what a stack writes. */
export type PolicyForm =
  /**
   * The server has no CORS code yet. Methods and headers are left to a library's defaults where these include them, because a
   * recording shows only some of those that pages use.
   */
  | "new"
  /**
   * The server has CORS code. A stack writes only what changes in it, and says of each list that its other entries stay,
   * because a recording shows only some of them.
   */
  | "change"
  /** The policy is everything that the server may grant, so that nothing is left to defaults. */
  | "exact";

/** The part of a policy that is new to the server. */
export interface AddedGrants {
  readonly origins: readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  /** Names of response headers that pages could not read so far. */
  readonly exposed: readonly string[];
}

/** What a stack needs beside the policy to write a remedy down. */
export interface FixContext {
  /** The redirect that the browser refused to follow, in values that code may hold; null when there was none. */
  readonly redirect: { readonly step: "preflight" | "actual"; readonly path: string; readonly target: string } | null;
  /** The server, and the start that the paths of the chosen fetches share, as in `/api`; `/` where they share none. */
  readonly server: { readonly origin: string; readonly path: string };
  /** What a reverse proxy passes the requests to, where that changes the proxy's directives; null where nothing shows it. */
  readonly application: "php" | null;
  /** True where a header of Amazon API Gateway shows that it is a REST API, and not an HTTP API. */
  readonly isRestApi: boolean;
  /** True where a reverse proxy itself forbade `OPTIONS`, which it may do before it looks at the lines of a location. */
  readonly forbidsOptions: boolean;
}
