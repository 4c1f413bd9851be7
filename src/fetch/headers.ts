import type { Header } from "../exchange.ts";

/**
 * The value of a header, several lines joined with `, `; null when the header is absent.
 * @see https://fetch.spec.whatwg.org/#concept-header-list-get
 */
export function getHeader(headers: readonly Header[], name: string): string | null {
  const values = getHeaderLines(headers, name);
  return values.length > 0 ? values.join(", ") : null;
}

/** The values of a header, one for each line that carries it, without surrounding whitespace. */
export function getHeaderLines(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const header of headers) {
    if (header.name.length === wanted.length && header.name.toLowerCase() === wanted) {
      values.push(stripHttpWhitespace(header.value));
    }
  }
  return values;
}

/**
 * The members of a comma-separated list of tokens, such as `Access-Control-Allow-Methods`; empty when the header is
 * absent, null ("failure") when a member is not a token.
 * @see https://fetch.spec.whatwg.org/#extract-header-list-values
 */
export function getTokenList(headers: readonly Header[], name: string): string[] | null {
  const value = getHeader(headers, name);
  if (value === null) return [];
  const members = splitList(value);
  return members.every(isToken) ? members : null;
}

/** The non-empty members of a comma-separated value, without surrounding whitespace. */
export function splitList(value: string): string[] {
  return value
    .split(",")
    .map(stripHttpWhitespace)
    .filter((member) => member !== "");
}

/** True for an RFC 9110 token: what a method or a header name may be. */
export function isToken(value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value);
}

/** @see https://fetch.spec.whatwg.org/#concept-header-value-normalize */
function stripHttpWhitespace(value: string): string {
  return /^[\t\n\r ]|[\t\n\r ]$/.test(value) ? value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "") : value;
}
