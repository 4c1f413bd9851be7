import { memo } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import { getHeader, hasHeader, splitList } from "../fetch/headers.ts";
import { corsHeadersOf, originHeaderOf } from "../fetch/recorded-exchange.ts";
import { isPreflight } from "../pairing/classify.ts";
import { firstPathSegment } from "./server-facts.ts";

// Which exchanges of a server have to be remembered so that they show what all of them show. Facts, reasons, servers and fixes read
// the method, the status, the origins, lists and headers below; nothing reads ids, dates or tags of two responses together.

/** What an exchange shows of its server. Exchanges that show the same texts show the same. */
export interface Shown {
  /** What single facts are read from: an allowed origin, a framework, a name in a list. */
  readonly facts: readonly string[];
  /** Everything else together. */
  readonly kind: string;
}

/** What an exchange shows of its server. */
export function shownBy(exchange: Exchange): Shown {
  const { url, status, requestHeaders, responseHeaders } = exchange;
  const { allowOrigin, allowMethods, allowHeaders } = corsHeadersOf(exchange);
  const asked = getHeader(requestHeaders, "Access-Control-Request-Headers");
  const poweredBy = getHeader(responseHeaders, "X-Powered-By");
  const facts: string[] = [];
  if (allowOrigin !== null)
    facts.push(`origin ${allowOrigin}`, `allowed ${isPreflight(exchange)} ${Math.floor(status / 100)}`);
  if (poweredBy !== null)
    facts.push(`framework ${poweredBy}`, `behind ${getHeader(responseHeaders, "Server")} ${firstPathSegment(url)}`);
  if (asked !== null) addAll(askedNames(asked), facts);
  if (allowHeaders !== null) addAll(allowedNames(allowHeaders), facts);
  if (allowMethods !== null) addAll(allowedMethods(allowMethods), facts);
  return { facts, kind: kindOf(exchange, allowOrigin, asked !== null && !allowsAll(asked, allowHeaders)) };
}

/** Equal for exchanges that are alike in all that is no list. */
function kindOf(exchange: Exchange, allowOrigin: string | null, refusesNames: boolean): string {
  const { method, url, status, error, resourceType, hasWireHeaders, requestHeaders, responseHeaders } = exchange;
  const origin = originHeaderOf(exchange);
  const hasLogin = hasHeader(requestHeaders, "Cookie") || hasHeader(requestHeaders, "Authorization");
  let kind = `${method} ${status} ${error} ${resourceType} ${hasWireHeaders} ${hasLogin} ${refusesNames} ${origin} ${firstPathSegment(url)}`;
  kind += ` ${allowOrigin === null ? "none" : allowOrigin === origin ? "own" : "other"}`;
  kind += ` ${getHeader(requestHeaders, "Access-Control-Request-Method")}`;
  for (const { name, value } of responseHeaders) {
    const part = partOfKind(name);
    if (part === "") continue;
    kind += part.endsWith(":") ? `\n${part}${value}` : `\n${part}`;
  }
  return kind;
}

function addAll(items: readonly string[], list: string[]): void {
  for (const item of items) list.push(item);
}

/** What a header adds to the kind: its name alone, its name with ":" where the value matters as well, "" where neither does. */
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

// The same few lists come again and again.
const askedNames = memo((list) => namesIn(list).map((name) => `asked ${name}`));
const allowedNames = memo((list) => namesIn(list).map((name) => `header ${name}`));
const allowedMethods = memo((list) => namesIn(list).map((name) => `method ${name}`));
