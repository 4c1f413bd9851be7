import type { CauseId } from "../causes/index.ts";
import type { CorsFetch, CredentialsMode, Exchange, Hop } from "../exchange.ts";
import { getHeader, splitList } from "../fetch/headers.ts";
import type { History } from "../history.ts";
import type { Hit } from "../judge.ts";
import type { Remedy } from "../remedy.ts";

/** Which response was refused: the preflight's, the actual request's, or one that the browser's cache had kept. */
export type Refused = "preflight" | "actual" | "stored";

/** A refused fetch, as a reason looks at it. */
export interface Refusal {
  readonly fetch: CorsFetch;
  /** The hop that was refused. */
  readonly hop: Hop;
  /** The response that was refused. */
  readonly exchange: Exchange;
  /** The verdict, and after it every other cause that the same response shows. */
  readonly hits: readonly [Hit, ...Hit[]];
  readonly credentials: CredentialsMode;
  /** True when the browser let another response of the recording pass that its own headers forbid. */
  readonly altered: boolean;
  /** What else the recording holds of the same URL and server. */
  readonly history: History;
}

/** What a reason was recognized by. */
export interface Recognition {
  /** `certain` where the fingerprint leaves no other explanation. */
  readonly certainty: "certain" | "possible";
  /** What the recording shows, in a few words with wire text in backticks: "`OPTIONS` 401 with `WWW-Authenticate`". */
  readonly evidence: string;
  /** Replaces the cause's remedy where the reason knows better. */
  readonly remedy?: Remedy | undefined;
}

/** Why the server (or the page) answered so: what lies beneath a cause. */
export interface Reason<Id extends string = string> {
  readonly id: Id;
  /** What went wrong, in plain words, for any fetch. */
  readonly title: string;
  /** The title with the facts of this fetch. */
  readonly headline?: (refusal: Refusal) => string;
  /** The responses that the reason can explain. */
  readonly judges: readonly Refused[];
  readonly detect: (refusal: Refusal) => Recognition | undefined;
  /** One plain sentence, or two: what to do about it. */
  readonly explain: (refusal: Refusal) => string;
}

/** Keeps the id's literal type. */
export function defineReason<const Id extends string>(reason: Reason<Id>): Reason<Id> {
  return reason;
}

/** True when the verdict is one of these causes. */
export function verdictIs({ hits: [verdict] }: Refusal, ...ids: readonly CauseId[]): boolean {
  return (ids as readonly string[]).includes(verdict.cause.id);
}

/** The `Origin` that the refused request sent. */
export function originSent({ hits: [verdict] }: Refusal): string {
  return verdict.step.origin;
}

/** The value of a header of the refused response. */
export function answered({ exchange }: Refusal, name: string): string | null {
  return getHeader(exchange.responseHeaders, name);
}

/** True when a response has no `Access-Control-…` header and no `Vary: Origin`: no CORS code had a hand in it. */
export function isBare(exchange: Exchange): boolean {
  return corsHeaderNames(exchange).length === 0 && !varies(exchange, "origin");
}

/** The `Access-Control-…` headers of a response, as spelled. */
export function corsHeaderNames({ responseHeaders }: Exchange): string[] {
  return responseHeaders.map(({ name }) => name).filter((name) => /^access-control-/i.test(name));
}

/** True when `Vary` lists a request header, given in lower case. */
export function varies({ responseHeaders }: Exchange, name: string): boolean {
  return splitList(getHeader(responseHeaders, "Vary") ?? "").some((member) => member.toLowerCase() === name);
}

/** True when the same server named an allowed origin elsewhere in the recording, so that it has CORS code. */
export function hasCorsElsewhere({ exchange, hop, history }: Refusal): boolean {
  if (hop.preflight && hop.preflight !== exchange && getHeader(hop.preflight.responseHeaders, allowOrigin) !== null) {
    return true;
  }
  const { allowingPreflight, allowingSuccess, allowingError } = history.atServer(exchange.url);
  return [allowingPreflight, allowingSuccess, allowingError].some((seen) => seen !== null && seen !== exchange);
}

/** `keep-on-errors` where the server has CORS code that its error responses miss; else the cause's own remedy. */
export function remedyForError(refusal: Refusal): Remedy | undefined {
  return hasCorsElsewhere(refusal) ? "keep-on-errors" : undefined;
}

/** The proxy or platform that made, or passed on, a response, by its `Server` header; null where none is named. */
export function proxyOf({ responseHeaders }: Exchange): string | null {
  const server = getHeader(responseHeaders, "Server") ?? "";
  return (
    /^(nginx|openresty|cloudflare|envoy|istio-envoy|awselb|caddy|varnish|akamaighost|apache|haproxy|traefik|litespeed)\b/i.exec(
      server,
    )?.[1] ?? null
  );
}

/** True for the error page that Express and its `finalhandler` send when nothing else handles an error. */
export function isExpressErrorPage({ responseHeaders }: Exchange): boolean {
  return (
    isHtml({ responseHeaders }) &&
    getHeader(responseHeaders, "Content-Security-Policy") === "default-src 'none'" &&
    getHeader(responseHeaders, "X-Content-Type-Options") === "nosniff"
  );
}

/** True for a response that is an HTML page. */
export function isHtml({ responseHeaders }: Pick<Exchange, "responseHeaders">): boolean {
  return /^text\/html\b/i.test(getHeader(responseHeaders, "Content-Type") ?? "");
}

const allowOrigin = "Access-Control-Allow-Origin";
