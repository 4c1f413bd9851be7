import { memo } from "../collections.ts";
import type { Header } from "../exchange.ts";

/**
 * True for methods that need neither a preflight nor a place in `Access-Control-Allow-Methods`.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-method
 */
export function isCorsSafelistedMethod(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "POST";
}

/**
 * True for a request header that a page may send across origins without a preflight.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function isCorsSafelistedRequestHeader(name: string, value: string): boolean {
  return value.length <= 128 && isSafelistedByValue(name.toLowerCase(), value) && utf8Length(value) <= 128;
}

function isSafelistedByValue(lowerName: string, value: string): boolean {
  switch (lowerName) {
    case "accept":
      return !hasUnsafeByte(value);
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type":
      return !hasUnsafeByte(value) && isSafelistedContentType(value);
    case "range":
      return isSimpleRange(value);
    default:
      return false;
  }
}

/**
 * True for a range that does not end before its start. Chromium takes no position from 2^63 - 1 on.
 * @see https://fetch.spec.whatwg.org/#simple-range-header-value
 */
function isSimpleRange(value: string): boolean {
  const [, start, end] = /^bytes=([0-9]+)-([0-9]*)$/.exec(value) ?? [];
  if (start === undefined) return false;
  const positions = [BigInt(start), BigInt(end || start)] as const;
  return positions[0] <= positions[1] && positions[1] < 2n ** 63n - 1n;
}

/** Names, in lower case, of headers that a page may set, and that browsers set on the requests of scripts. */
const browserSetScriptHeaders: ReadonlySet<string> = new Set(["user-agent", "priority", "cache-control", "pragma"]);

/** Names, in lower case, of headers that a page may set, and that browsers set on requests of any kind, also navigations. */
export const browserSetHeaders: ReadonlySet<string> = new Set([
  ...browserSetScriptHeaders,
  "upgrade-insecure-requests",
]);

/** The names of the headers that a script set and that need the server's permission, lower-cased and sorted. */
export function scriptSetUnsafeHeaderNames(headers: readonly Header[]): string[] {
  return corsUnsafeRequestHeaderNames(headers, browserSetScriptHeaders);
}

/**
 * The lower-cased, sorted names of a page's request headers that need the server's permission.
 * @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function corsUnsafeRequestHeaderNames(headers: readonly Header[], ignored?: ReadonlySet<string>): string[] {
  let names: string[] = [];
  let safelistedSize = 0;
  for (const { name, value } of headers) {
    const lowerName = lowerNameOfScripts(name);
    if (lowerName === null || ignored?.has(lowerName)) continue;
    if (isCorsSafelistedRequestHeader(lowerName, value)) safelistedSize += utf8Length(value);
    else names.push(lowerName);
  }
  if (safelistedSize > 1024) names = headerNamesOfScripts(headers, ignored);
  return names.length < 2 ? names : [...new Set(names)].sort();
}

/** The lower-cased names of all headers that a script may set. */
function headerNamesOfScripts(headers: readonly Header[], ignored: ReadonlySet<string> | undefined): string[] {
  const names = headers.map(({ name }) => lowerNameOfScripts(name));
  return names.filter((name) => name !== null && !ignored?.has(name)) as string[];
}

/** The lower-cased name of a header that a script may set; null for one that only the browser may set. */
const lowerNameOfScripts = memo((name) => {
  const lowerName = name.toLowerCase();
  return isForbiddenLowerName(lowerName) ? null : lowerName;
});

/**
 * True for the name of a request header, in any letter case, that only the browser may set.
 * @see https://fetch.spec.whatwg.org/#forbidden-request-header
 */
export function isForbiddenRequestHeader(name: string): boolean {
  return lowerNameOfScripts(name) === null;
}

function isForbiddenLowerName(lowerName: string): boolean {
  return (
    forbiddenRequestHeaders.has(lowerName) ||
    lowerName.startsWith("sec-") ||
    lowerName.startsWith("proxy-") ||
    lowerName.startsWith(":")
  );
}

const forbiddenRequestHeaders = new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "connection",
  "content-length",
  "cookie",
  "cookie2",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "referer",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/**
 * True for a value whose MIME type has one of three essences, whatever its parameters. A MIME type parser would take a tenth of
 * the first diagnosis of a process, because its code has to be compiled.
 * @see https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
function isSafelistedContentType(value: string): boolean {
  return /^[\t\n\r ]*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)[\t\n\r ]*(;|$)/i.test(value);
}

/** True when a value holds a CORS-unsafe byte. @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
function hasUnsafeByte(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f || '"():<>?@[\\]{}'.includes(value.charAt(i))) return true;
  }
  return false;
}

function utf8Length(value: string): number {
  if (/^[\0-\x7f]*$/.test(value)) return value.length;
  let length = 0;
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
