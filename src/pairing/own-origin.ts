import type { Exchange, Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { isRedirectStatus } from "../fetch/status.ts";
import { originOfCaller } from "./caller.ts";

/**
 * The exchanges without those of a page to its own origin, most of a recording. They are no cross-origin fetches, whatever
 * the rest of the recording shows, so the later steps are spared them. A request whose URL
 * has a preflight or was redirected to stays, because it may be a later part of a fetch that began at another origin.
 */
export function withoutOwnOrigin(
  exchanges: readonly Exchange[],
  preflights: readonly Exchange[],
  pages: Recording["pages"],
): Exchange[] {
  const linkedUrls = new Set<string>();
  for (const { url } of preflights) linkedUrls.add(url);
  for (const { status, redirectUrl } of exchanges) if (isRedirectStatus(status)) linkedUrls.add(redirectUrl);
  const others: Exchange[] = [];
  for (const exchange of exchanges) {
    if (!staysAtOwnOrigin(exchange, pages) || linkedUrls.has(exchange.url)) others.push(exchange);
  }
  return others;
}

/** True for a request to the page's own origin that got a response, and neither was redirected nor met a service worker. */
function staysAtOwnOrigin(exchange: Exchange, pages: Recording["pages"]): boolean {
  const { status, page, context, fetchedViaServiceWorker, requestId } = exchange;
  if (status === 0 || isRedirectStatus(status) || requestId !== "") return false;
  if (page === "" || context !== "" || fetchedViaServiceWorker) return false;
  const origin = originOfCaller(exchange, pages);
  return origin !== "" && origin !== "null" && origin === originOf(exchange.url);
}
