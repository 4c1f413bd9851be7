import type { Header, Recording } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { originOf } from "../fetch/origin.ts";
import { readHar } from "./har.ts";
import { type PastedExchange, type PastedLines, readPastedLines } from "./pasted-lines.ts";

/** What the person who pastes may know, and the paste may lack. */
export interface PasteContext {
  /** The URL of the request. */
  readonly url?: string | undefined;
  /** The origin of the page. */
  readonly origin?: string | undefined;
}

/**
 * A recording from pasted request and response headers: HTTP messages, the output of `curl -v`, or the Headers tab of
 * DevTools. Several requests are read in their order, so that a preflight comes before its request. A sentence when the
 * paste lacks what a diagnosis needs.
 */
export function readPastedHeaders(text: string, context: PasteContext = {}): Recording | string {
  const lines = readPastedLines(text);
  const pasted = lines.exchanges.filter(isRead);
  if (pasted.length === 0)
    return "the paste has no headers; paste the request headers and the response headers with their status line";
  const entries: unknown[] = [];
  for (const exchange of pasted) {
    const entry = entryOf(exchange, lines, context);
    if (typeof entry === "string") return entry;
    entries.push(entry);
  }
  return readHar({ log: { creator: { name: "pasted headers" }, entries } });
}

function isRead({ requestHeaders, responseHeaders, status }: PastedExchange): boolean {
  return requestHeaders.length + responseHeaders.length > 0 || status > 0;
}

function entryOf(exchange: PastedExchange, lines: PastedLines, context: PasteContext): object | string {
  const url = urlOf(exchange, lines, context);
  if (url === null) return "the paste does not contain the URL of the request; add the URL";
  const requestHeaders = withOrigin(exchange.requestHeaders, context.origin);
  if (requestHeaders === null)
    return "the request has no `Origin` header, so this is not a cross-origin request; add the page's origin";
  const asksForMethod = getHeader(requestHeaders, "Access-Control-Request-Method") !== null;
  const method = exchange.method || (asksForMethod ? "OPTIONS" : "GET");
  const { status, responseHeaders } = exchange;
  const body = exchange.body.join("\n").trim().slice(0, maxBodyLength);
  return {
    request: { method, url, headers: requestHeaders },
    response: { status, headers: responseHeaders, ...(body !== "" && { content: { text: body } }) },
  };
}

/** In characters: servers often state the cause at the start of an error page. */
const maxBodyLength = 2000;

/** The headers with the page's origin; null where nothing says which page made the request. */
function withOrigin(headers: readonly Header[], origin: string | undefined): readonly Header[] | null {
  if (getHeader(headers, "Origin") !== null) return headers;
  const referrer = originOf(getHeader(headers, "Referer") ?? "");
  const known = origin ?? referrer;
  return known === "" ? null : [...headers, { name: "Origin", value: known }];
}

/** The URL of a request; null where the paste and its context do not contain a host. */
function urlOf(exchange: PastedExchange, lines: PastedLines, { url = "" }: PasteContext): string | null {
  const { target, authority, requestHeaders } = exchange;
  if (/^https?:\/\//i.test(target) && URL.canParse(target)) return target;
  const host = authority || getHeader(requestHeaders, "Host");
  const known = [url, lines.commandUrl].filter((candidate) => URL.canParse(candidate));
  if (!host) return known[0] === undefined ? null : new URL(target, known[0]).href;
  const sameHost = known
    .map((candidate) => new URL(candidate))
    .find((candidate) => candidate.host === host.toLowerCase());
  const base = `${exchange.scheme || schemeOf(host, sameHost, lines)}://${host}`;
  if (!URL.canParse(target, base)) return null;
  return target === "" && sameHost ? sameHost.href : new URL(target, base).href;
}

function schemeOf(host: string, sameHost: URL | undefined, { isEncrypted }: PastedLines): string {
  if (sameHost) return sameHost.protocol.slice(0, -1);
  if (isEncrypted !== null) return isEncrypted ? "https" : "http";
  return isLoopbackHost(host.replace(/:\d+$/, "")) ? "http" : "https";
}
