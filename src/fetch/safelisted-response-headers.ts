/**
 * True for the lower-cased name of a response header that a page may read without `Access-Control-Expose-Headers`.
 * It is no part of `safelist.ts`, because the panel loads that before the list, and this with the notes.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export function isCorsSafelistedResponseHeaderName(lowerName: string): boolean {
  return safelistedResponseHeaderNames.has(lowerName);
}

const safelistedResponseHeaderNames = new Set([
  "cache-control",
  "content-language",
  "content-length",
  "content-type",
  "expires",
  "last-modified",
  "pragma",
]);
