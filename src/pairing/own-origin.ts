import type { Exchange, Recording } from "../exchange.ts";
import { serverOf } from "../fetch/recorded-exchange.ts";
import { isRedirectStatus } from "../fetch/status.ts";
import { originOfCaller } from "./caller.ts";

/** The URLs that have a preflight or were redirected to: a request to one may be a later part of a fetch from another origin. */
export function linkedUrlsOf(preflights: readonly Exchange[], actuals: readonly Exchange[]): ReadonlySet<string> {
  const urls = new Set<string>();
  for (const { url } of preflights) urls.add(url);
  for (const { status, redirectUrl } of actuals) if (isRedirectStatus(status)) urls.add(redirectUrl);
  return urls;
}

/**
 * True for a request to its caller's own origin, as most of a recording are, that got a response, and neither was redirected nor
 * met a service worker. It is no cross-origin fetch, whatever the rest of the recording shows.
 */
export function staysAtOwnOrigin(
  exchange: Exchange,
  linkedUrls: ReadonlySet<string>,
  pages: Recording["pages"],
): boolean {
  const { status, page, fetchedViaServiceWorker, requestId } = exchange;
  if (status === 0 || isRedirectStatus(status) || requestId !== "") return false;
  if (page === "" || fetchedViaServiceWorker) return false;
  const origin = originOfCaller(exchange, pages);
  return origin !== "null" && origin === serverOf(exchange) && !linkedUrls.has(exchange.url);
}
