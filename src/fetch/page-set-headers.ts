import type { Exchange } from "../exchange.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames } from "./safelist.ts";

/**
 * The lower-cased, sorted names of the headers that a script set and that need the server's permission, of a request whose
 * preflight is not recorded: it is cached, or none was needed. Names that browsers set as well are left out, because a
 * browser asks for no permission for those.
 */
export function pageSetUnsafeHeaderNames({
  requestHeaders,
  resourceType,
}: Pick<Exchange, "requestHeaders" | "resourceType">): string[] {
  return headersByElements.test(resourceType) ? [] : corsUnsafeRequestHeaderNames(requestHeaders, setByBrowser);
}

/** Types of requests that no script can give a header. An EventSource adds `Last-Event-ID`, and media elements add `Range`. */
const headersByElements = /^(eventsource|font|image|manifest|media|script|stylesheet|texttrack)$/;

/**
 * The headers that the HTTP cache adds, to revalidate a stored response or to complete a part of one.
 * @see https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 */
export const httpCacheHeaders: readonly string[] = ["if-modified-since", "if-none-match", "if-range"];

const setByBrowser: ReadonlySet<string> = new Set([...browserSetHeaders, ...httpCacheHeaders]);
