import { memo } from "../collections.ts";
import type { Header } from "../exchange.ts";

/**
 * The value of a header, with several lines joined by `, `; null when the header is absent.
 * @see https://fetch.spec.whatwg.org/#concept-header-list-get
 */
export function getHeader(headers: readonly Header[], name: string): string | null {
  let combined: string | null = null;
  for (let i = 0; i < headers.length; i++) {
    const header = headers[i];
    if (header === undefined || !isSameName(header.name, name)) continue;
    combined = combineValues(combined, header.value);
  }
  return combined;
}

/** The value of a header with the value of one more of its lines; null for no line yet. */
export function combineValues(combined: string | null, value: string): string {
  return combined === null ? normalizeValue(value) : `${combined}, ${normalizeValue(value)}`;
}

/** True where a header is present, whatever its value. It stops at the first one, as `getHeader` cannot. */
export function hasHeader(headers: readonly Header[], name: string): boolean {
  for (let i = 0; i < headers.length; i++) {
    const header = headers[i];
    if (header !== undefined && isSameName(header.name, name)) return true;
  }
  return false;
}

/** The values of a header, one for each of its lines, without surrounding whitespace. */
export function getHeaderLines(headers: readonly Header[], name: string): string[] {
  const lines: string[] = [];
  for (const header of headers) {
    if (!isSameName(header.name, name)) continue;
    lines.push(normalizeValue(header.value));
  }
  return lines;
}

/** True for the name of an `Access-Control-…` header, in any letter case. */
export function isCorsHeaderName(name: string): boolean {
  const startsWithA = name.charCodeAt(0) === 0x41 || name.charCodeAt(0) === 0x61;
  return startsWithA && /^access-control-/i.test(name);
}

/**
 * Compares two header names, ignoring ASCII case. It copies nothing, because it runs millions of times. It begins at the end,
 * because names of one length mostly share their beginning.
 */
export function isSameName(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = a.length - 1; i >= 0; i--) {
    const difference = a.charCodeAt(i) ^ b.charCodeAt(i);
    if (difference === 0) continue;
    const letter = a.charCodeAt(i) | 0x20;
    if (difference !== 0x20 || letter < 0x61 || letter > 0x7a) return false;
  }
  return true;
}

/**
 * The members of a header that is a comma-separated list of tokens, such as `Access-Control-Allow-Methods`; empty when
 * the header is absent, null (the standard's "failure") when a member is not a token.
 * @see https://fetch.spec.whatwg.org/#extract-header-list-values
 */
export function extractHeaderListValues(headers: readonly Header[], name: string): readonly string[] | null {
  return parseHeaderList(getHeader(headers, name));
}

/** The same from the value of the header; null stands for an absent header. */
export function parseHeaderList(value: string | null): readonly string[] | null {
  return value === null ? [] : parseTokenList(value);
}

const parseTokenList = memo((value) => (isTokenList(value) ? splitList(value) : null));

/** True when every member of a comma-separated value is a token. */
export function isTokenList(value: string): boolean {
  return !/[^!#$%&'*+\-.^_`|~0-9A-Za-z,\t\n\r ]|[^,\t\n\r ][\t\n\r ]+[^,\t\n\r ]/.test(value);
}

/** The first member of a comma-separated value that is not a token, or "". */
export function firstInvalidToken(value: string | null): string {
  return splitList(value ?? "").find((member) => !isTokenList(member)) ?? "";
}

/** True for a method or a header name that HTTP allows. @see https://httpwg.org/specs/rfc9110.html#tokens */
export function isToken(value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value);
}

/** True for a value that a header can carry. @see https://fetch.spec.whatwg.org/#header-value */
export function isHeaderValue(value: string): boolean {
  return !/[\0\n\r]|[^\0-\xff]/.test(value);
}

/** The non-empty members of a comma-separated value, without surrounding whitespace. */
export function splitList(value: string): string[] {
  const members: string[] = [];
  for (const part of value.split(",")) {
    const member = normalizeValue(part);
    if (member !== "") members.push(member);
  }
  return members;
}

/**
 * The comma-separated list with more members: its own ones stay as they are spelled, except those that browsers cannot parse
 * and `*`, which means nothing beside names.
 */
export function addToList(list: string | null, added: readonly string[]): string {
  const { own, known } = ownMembers(list ?? "");
  return [...own, ...added.filter((member) => !known.has(member))].join(", ");
}

const ownMembers = memo((list) => {
  const own = list.split(/[\s,;]+/).filter((member) => isToken(member) && member !== "*");
  return { own, known: new Set(own) };
});

/** The value without surrounding whitespace. @see https://fetch.spec.whatwg.org/#concept-header-value-normalize */
function normalizeValue(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isHttpWhitespace(value.charCodeAt(start))) start++;
  while (end > start && isHttpWhitespace(value.charCodeAt(end - 1))) end--;
  return end - start === value.length ? value : value.slice(start, end);
}

function isHttpWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
