import type { CauseId } from "../../causes/index.ts";
import type { Exchange, Header } from "../../exchange.ts";
import { getHeader, isCorsHeaderName, splitList } from "../../fetch/headers.ts";
import {
  firstErrorWithAllowOrigin,
  firstPreflightWithAllowOrigin,
  firstSuccessWithAllowOrigin,
} from "../../history/server-facts.ts";
import type { Remedy } from "../../remedy.ts";
import type { Refusal } from "../reason.ts";

/** True when the verdict is one of these causes. */
export function verdictIs({ matches: [verdict] }: Refusal, ...ids: readonly CauseId[]): boolean {
  return (ids as readonly string[]).includes(verdict.cause.id);
}

/** The `Origin` that the refused request sent. */
export function originSent({ matches: [verdict] }: Refusal): string {
  return verdict.step.origin;
}

/** The value of a header of the refused response. */
export function answered({ exchange }: Refusal, name: string): string | null {
  return getHeader(exchange.responseHeaders, name);
}

/** True when a response has no `Access-Control-…` header and no `Vary: Origin`: no CORS code had a hand in it. */
export function isBare(exchange: Exchange): boolean {
  return !exchange.responseHeaders.some(isCorsHeader) && !varies(exchange, "origin");
}

/** The `Access-Control-…` headers of a response, as spelled. */
export function corsHeaderNames({ responseHeaders }: Exchange): string[] {
  return responseHeaders.filter(isCorsHeader).map(({ name }) => name);
}

function isCorsHeader({ name }: Header): boolean {
  return isCorsHeaderName(name);
}

/** True when `Vary` lists a request header, given in lower case. */
export function varies({ responseHeaders }: Exchange, name: string): boolean {
  const vary = getHeader(responseHeaders, "Vary");
  return vary !== null && splitList(vary.toLowerCase()).includes(name);
}

/** True when the same server named an allowed origin elsewhere in the recording, so that it has CORS code. */
export function hasCorsElsewhere({ exchange, hop, history }: Refusal): boolean {
  if (hop.preflight && hop.preflight !== exchange && getHeader(hop.preflight.responseHeaders, allowOrigin) !== null) {
    return true;
  }
  const isElsewhere = (seen: Exchange | null) => seen !== null && seen !== exchange;
  const seen = history.ofServer(exchange.url);
  return (
    isElsewhere(firstSuccessWithAllowOrigin(seen)) ||
    isElsewhere(firstPreflightWithAllowOrigin(seen)) ||
    isElsewhere(firstErrorWithAllowOrigin(seen))
  );
}

/** True when another response allowed the very origin that was refused here. */
export function allowsSameOrigin(refusal: Refusal, { responseHeaders }: Exchange): boolean {
  const value = getHeader(responseHeaders, allowOrigin);
  return value === "*" || value === originSent(refusal);
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

/** True where nginx made, or passed on, a response. */
export function isNginx(exchange: Exchange): boolean {
  return /^(nginx|openresty)$/i.test(proxyOf(exchange) ?? "");
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
