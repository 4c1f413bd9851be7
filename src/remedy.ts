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
