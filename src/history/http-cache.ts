import type { Exchange } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { corsUnsafeRequestHeaderNames } from "../fetch/safelist.ts";
import type { History } from "./history.ts";
import { storedResponses } from "./server-facts.ts";

/** An earlier response of the same URL that the HTTP cache may have kept, as the browser judges it. */
export function storedResponse(actual: Exchange, history: History): Exchange | undefined {
  if (actual.method !== "GET") return undefined;
  const isEarlier = (earlier: Exchange) => earlier.startedAt <= actual.startedAt && earlier !== actual;
  if (actual.status === 0) {
    const stored = storedResponses(history.ofUrl(actual.url));
    return corsUnsafeHeaders(actual).length > 0 ? undefined : stored.findLast(isEarlier);
  }
  const stored = history
    .ofUrl(actual.url)
    .findLast((one) => one.method === "GET" && one.status === 200 && isEarlier(one));
  return stored && { ...stored, responseHeaders: freshened(stored.responseHeaders, actual.responseHeaders) };
}

/** Stored headers, replaced by those that come anew. */
function freshened(
  stored: Exchange["responseHeaders"],
  anew: Exchange["responseHeaders"],
): Exchange["responseHeaders"] {
  return [...stored.filter(({ name }) => getHeader(anew, name) === null), ...anew];
}

/** The names of the headers that a page put into a request and that need permission, in lower case. */
export function corsUnsafeHeaders({ requestHeaders }: Exchange): string[] {
  const set = requestHeaders.filter(({ name }) => !/^(user-agent|cache-control|pragma|priority)$/i.test(name));
  return corsUnsafeRequestHeaderNames(set);
}
