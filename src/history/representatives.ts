import { memo } from "../collections.ts";
import type { Exchange, Header } from "../exchange.ts";
import { getHeader, hasHeader, splitList } from "../fetch/headers.ts";
import { corsHeadersOf, requestHeadersOf } from "../fetch/recorded-exchange.ts";
import { isPreflight } from "../pairing/classify.ts";
import { firstPathSegment } from "./server-facts.ts";

// Which exchanges of a server have to be remembered so that they show what all of them show. Facts, reasons, servers and fixes read
// the method, the status, the origins, lists and headers below; nothing reads ids, dates or tags of two responses together.

/** What an exchange shows of its server. Exchanges that show the same texts show the same. */
export interface Shown {
  /** What single facts are read from: an allowed origin, a framework, a name in a list. */
  readonly facts: readonly string[];
  /** Everything else together: what the response headers show, and the rest. */
  readonly kind: { readonly headers: string; readonly rest: string };
}

/** What an exchange shows of its server. */
export function shownBy(exchange: Exchange): Shown {
  const { url, status, responseHeaders } = exchange;
  const { allowOrigin, allowMethods, allowHeaders } = corsHeadersOf(exchange);
  const asked = requestHeadersOf(exchange).requestedHeaders;
  const poweredBy = getHeader(responseHeaders, "X-Powered-By");
  const facts: string[] = [];
  if (allowOrigin !== null)
    facts.push(originFact(allowOrigin), `allowed ${isPreflight(exchange)} ${Math.floor(status / 100)}`);
  if (poweredBy !== null)
    facts.push(`framework ${poweredBy}`, `behind ${getHeader(responseHeaders, "Server")} ${firstPathSegment(url)}`);
  if (asked !== null) addAll(askedNames(asked), facts);
  if (allowHeaders !== null) addAll(allowedNames(allowHeaders), facts);
  if (allowMethods !== null) addAll(allowedMethods(allowMethods), facts);
  const rest = restOfKind(exchange, allowOrigin, asked !== null && !allowsAll(asked, allowHeaders));
  return { facts, kind: { headers: partOfHeaders(responseHeaders), rest } };
}

/** Equal for exchanges that are alike in all that is neither a list nor a response header. */
function restOfKind(exchange: Exchange, allowOrigin: string | null, refusesNames: boolean): string {
  const { method, url, status, error, resourceType, hasWireHeaders, requestHeaders } = exchange;
  const { origin, hasCookie, requestedMethod } = requestHeadersOf(exchange);
  const hasLogin = hasCookie || hasHeader(requestHeaders, "Authorization");
  const grant = allowOrigin === null ? "none" : allowOrigin === origin ? "own" : "other";
  const request = `${method} ${status} ${error} ${resourceType} ${hasWireHeaders} ${hasLogin} ${refusesNames} ${origin}`;
  return `${request} ${firstPathSegment(url)} ${grant} ${requestedMethod}`;
}

/**
 * What response headers show. Most responses have the same headers as the latest one with as many, but for dates and ids:
 * then the text is not written again.
 */
function partOfHeaders(headers: readonly Header[]): string {
  const known = latestParts[headers.length];
  if (known && areAlike(known.headers, headers)) return known.part;
  let part = "";
  for (const { name, value } of headers) {
    const own = partOfKind(name);
    if (own !== "") part += own.endsWith(":") ? `\n${own}${value}` : `\n${own}`;
  }
  if (headers.length < maxRememberedHeaders) latestParts[headers.length] = { headers, part };
  return part;
}

/** By the number of headers. */
const latestParts: ({ readonly headers: readonly Header[]; readonly part: string } | undefined)[] = [];
const maxRememberedHeaders = 64;

/** True for two lists of as many headers that show the same. */
function areAlike(headers: readonly Header[], others: readonly Header[]): boolean {
  for (let at = 0; at < headers.length; at++) {
    const [header, other] = [headers[at] as Header, others[at] as Header];
    if (header === other) continue;
    if (header.name !== other.name) return false;
    if (header.value !== other.value && partOfKind(header.name).endsWith(":")) return false;
  }
  return true;
}

function addAll(items: readonly string[], list: string[]): void {
  for (const item of items) list.push(item);
}

/** What a header shows: its name alone, its name with ":" where the value matters as well, "" where neither does. */
const partOfKind = memo((name) => {
  const lowerName = name.toLowerCase();
  if (/^access-control-allow-(origin|headers|methods)$/.test(lowerName)) return "";
  return readValues.test(lowerName) ? `${lowerName}:` : lowerName;
});

const readValues =
  /^(access-control-.*|allow|cache-control|content-security-policy|content-type|server|vary|via|www-authenticate|x-powered-by|x-cache)$/;

function allowsAll(asked: string, allowed: string | null): boolean {
  const names = new Set(namesIn(allowed ?? ""));
  return names.has("*") || namesIn(asked).every((name) => names.has(name));
}

const namesIn = memo((list): readonly string[] => splitList(list.toLowerCase()));

// The same few values and lists come again and again.
const originFact = memo((origin) => `origin ${origin}`);
const askedNames = memo((list) => namesIn(list).map((name) => `asked ${name}`));
const allowedNames = memo((list) => namesIn(list).map((name) => `header ${name}`));
const allowedMethods = memo((list) => namesIn(list).map((name) => `method ${name}`));
