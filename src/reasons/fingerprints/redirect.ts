import type { Exchange } from "../../exchange.ts";
import { isRedirectStatus } from "../../fetch/status.ts";
import { quote, quoteUrl } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { isRefusedBy } from "./response.ts";

/** The two ends of a redirect. */
export interface Redirect {
  readonly from: URL;
  readonly to: URL;
}

/**
 * The redirect that the browser refused to follow; undefined when it refused something else. The response may show
 * other causes as well.
 */
export function refusedRedirect(refusal: RefusedFetch): Redirect | undefined {
  const { url, status, redirectUrl } = refusal.exchange;
  if (!isRedirectStatus(status)) return undefined;
  const isRefused = refusal.matches.some(({ cause }) => cause.id === "preflight-redirect");
  if (!isRefused && !isRefusedBy(refusal, "missing-allow-origin")) return undefined;
  if (!URL.canParse(url) || !URL.canParse(redirectUrl)) return undefined;
  return { from: new URL(url), to: new URL(redirectUrl) };
}

/** The redirect as evidence: "`OPTIONS` 301 to `https://…`". */
export function redirectEvidence({ exchange }: RefusedFetch): string {
  return translate`${quote(exchange.method)} ${exchange.status} to ${quoteUrl(exchange.redirectUrl)}`;
}

/** The path without a slash at its end. */
export function withoutTrailingSlash(path: string): string {
  return path.replace(/\/$/, "");
}

/** A sentence about a redirect that changes the method, with a space before it; "" where the method stays. */
export function redirectedMethodSentence({ fetch, exchange }: RefusedFetch): string {
  const before = fetch.hops[0]?.method ?? "";
  const after = methodAfter(exchange, fetch.hops.at(-1)?.method ?? "");
  return before === after ? "" : translate` The redirect also changes ${quote(before)} to ${quote(after)}.`;
}

/**
 * The method of the request that follows a response.
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
function methodAfter({ status, method: sent }: Exchange, method: string): string {
  if (sent === "OPTIONS" && method !== "OPTIONS") return method;
  if ((status === 301 || status === 302) && method === "POST") return "GET";
  return status === 303 && method !== "GET" && method !== "HEAD" ? "GET" : method;
}
