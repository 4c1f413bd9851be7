import type { Exchange, Header } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { scriptSetUnsafeHeaderNames } from "../fetch/safelist.ts";
import type { History } from "./history.ts";
import { serverFact } from "./server-fact.ts";

/**
 * An earlier response to the same URL that the HTTP cache may have kept, with the headers that the browser checks.
 * After a response without a body (304), these are the stored headers, updated by the new ones.
 */
export function storedResponse(actual: Exchange, history: History): Exchange | undefined {
  if (actual.method !== "GET") return undefined;
  const isEarlier = (earlier: Exchange) => earlier.startedAt <= actual.startedAt && earlier !== actual;
  if (actual.status === 0) {
    const stored = storableResponses(history.ofUrl(actual.url));
    return scriptSetUnsafeHeaderNames(actual.requestHeaders).length > 0 ? undefined : stored.findLast(isEarlier);
  }
  const stored = history
    .ofUrl(actual.url)
    .findLast((earlier) => earlier.method === "GET" && earlier.status === 200 && isEarlier(earlier));
  return stored && { ...stored, responseHeaders: freshen(stored.responseHeaders, actual.responseHeaders) };
}

/**
 * The stored headers, each replaced where the new response has a header of the same name.
 * @see https://www.rfc-editor.org/rfc/rfc9111#name-freshening-stored-responses
 */
function freshen(stored: readonly Header[], received: readonly Header[]): readonly Header[] {
  return [...stored.filter(({ name }) => getHeader(received, name) === null), ...received];
}

/** The successful responses that a browser's cache may have kept. */
const storableResponses = serverFact((exchanges) => exchanges.filter(isStorable));

function isStorable({ method, status, responseHeaders }: Exchange): boolean {
  return method === "GET" && status === 200 && mayBeReused(responseHeaders);
}

/**
 * True when a browser's cache may keep a response with these headers and reuse it without asking the server.
 * @see https://www.rfc-editor.org/rfc/rfc9111#name-storing-responses-in-caches
 */
function mayBeReused(headers: readonly Header[]): boolean {
  const control = (getHeader(headers, "Cache-Control") ?? "").toLowerCase();
  if (/no-store|no-cache|max-age=0\b/.test(control)) return false;
  return (
    /max-age=|immutable|public/.test(control) ||
    getHeader(headers, "Expires") !== null ||
    getHeader(headers, "Last-Modified") !== null
  );
}
