import type { CauseId } from "../../causes/index.ts";
import { memo, memoPerObject } from "../../collections.ts";
import type { Exchange } from "../../exchange.ts";
import type { HeaderNames } from "../../fetch/header-names.ts";
import { isCorsHeaderName, splitList } from "../../fetch/headers.ts";
import { corsHeadersOf } from "../../fetch/recorded-exchange.ts";
import { responseHeaderOf, responseNamesOf } from "../../fetch/response-header.ts";
import {
  firstErrorWithAllowOrigin,
  firstPreflightWithAllowOrigin,
  firstSuccessWithAllowOrigin,
} from "../../history/server-facts.ts";
import type { Remedy } from "../../remedy.ts";
import { quote } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";

/** True when the verdict is one of these causes. */
export function isRefusedBy({ matches: [verdict] }: RefusedFetch, ...ids: readonly CauseId[]): boolean {
  return (ids as readonly string[]).includes(verdict.cause.id);
}

/** True when the browser refused the preflight's response, false when it refused the actual one. */
export function isPreflightRefused({ matches: [verdict] }: RefusedFetch): boolean {
  return verdict.step.name === "preflight";
}

/** The `Origin` that the refused request sent. */
export function requestOrigin({ matches: [verdict] }: RefusedFetch): string {
  return verdict.step.origin;
}

/** The value of a header of the refused response; null when the header is absent. */
export function responseHeader({ exchange }: RefusedFetch, name: string): string | null {
  return responseHeaderOf(exchange, name);
}

/** A header of the refused response as it ends the evidence: " with `Retry-After: 60`"; "" when it is absent. */
export function withHeader(refusal: RefusedFetch, name: string): string {
  const value = responseHeader(refusal, name);
  return value === null ? "" : translate` with ${quote(`${name}: ${value}`)}`;
}

/**
 * True when a response has neither an `Access-Control-…` header nor `Vary: Origin`, so that no CORS code touched it.
 */
export function hasNoCorsHeaders(exchange: Exchange): boolean {
  return corsHeaderNames(exchange).length === 0 && !hasVary(exchange, "origin");
}

/** The names of a response's `Access-Control-…` headers, in the letter case of the recording. */
export function corsHeaderNames(exchange: Exchange): readonly string[] {
  return corsNamesAmong(responseNamesOf(exchange));
}

const corsNamesAmong = memoPerObject(({ names }: HeaderNames): readonly string[] => names.filter(isCorsHeaderName));

/** True when `Vary` lists this request header, whose name is given in lower case. */
export function hasVary(exchange: Exchange, name: string): boolean {
  const vary = responseHeaderOf(exchange, "Vary");
  return vary !== null && lowerNamesIn(vary).includes(name);
}

const lowerNamesIn = memo((list): readonly string[] => splitList(list.toLowerCase()));

/** True when another response of the same server names an allowed origin, which shows that the server has CORS code. */
export function hasCorsElsewhere({ exchange, hop, history }: RefusedFetch): boolean {
  if (hop.preflight && hop.preflight !== exchange && corsHeadersOf(hop.preflight).allowOrigin !== null) return true;
  const isAnother = (found: Exchange | null) => found !== null && found !== exchange;
  const exchanges = history.ofServer(exchange.url);
  return [firstSuccessWithAllowOrigin, firstPreflightWithAllowOrigin, firstErrorWithAllowOrigin].some((find) =>
    isAnother(find(exchanges)),
  );
}

/** True when another response allows the origin of the refused request. */
export function isOriginAllowedBy(refusal: RefusedFetch, exchange: Exchange): boolean {
  const { allowOrigin } = corsHeadersOf(exchange);
  return allowOrigin === "*" || allowOrigin === requestOrigin(refusal);
}

/**
 * `keep-on-errors` when the server has CORS code that its errors lack; undefined, for the cause's remedy, otherwise.
 */
export function remedyForError(refusal: RefusedFetch): Remedy | undefined {
  return hasCorsElsewhere(refusal) ? "keep-on-errors" : undefined;
}

/** The name of the proxy or platform that sent a response, from its `Server` header; null when it is no known one. */
export function proxyName(exchange: Exchange): string | null {
  const server = responseHeaderOf(exchange, "Server") ?? "";
  return (
    /^(nginx|openresty|cloudflare|envoy|istio-envoy|awselb|caddy|varnish|akamaighost|apache|haproxy|traefik|litespeed)\b/i.exec(
      server,
    )?.[1] ?? null
  );
}

/** True when nginx sent a response, its own or an upstream server's. */
export function isNginx(exchange: Exchange): boolean {
  return /^(nginx|openresty)$/i.test(proxyName(exchange) ?? "");
}

/** True for the error page that Express's `finalhandler` sends when no middleware handles an error. */
export function isExpressErrorPage(exchange: Exchange): boolean {
  return (
    isHtml(exchange) &&
    responseHeaderOf(exchange, "Content-Security-Policy") === "default-src 'none'" &&
    responseHeaderOf(exchange, "X-Content-Type-Options") === "nosniff"
  );
}

/** True for an HTML page. */
export function isHtml(exchange: Exchange): boolean {
  return /^text\/html\b/i.test(responseHeaderOf(exchange, "Content-Type") ?? "");
}
