/**
 * True for the lower-cased name of a response header that a page may read without `Access-Control-Expose-Headers`.
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
