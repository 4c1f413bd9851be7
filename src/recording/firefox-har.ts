import type { Exchange, Header } from "../exchange.ts";
import { getHeader } from "../fetch/headers.ts";
import { isRedirectStatus } from "../fetch/status.ts";
import { type ExchangeDraft, type Fields, fieldsOf } from "./fields.ts";

/**
 * What Firefox leaves to be read off an entry: it has no error field, but a request that was never sent because its
 * preflight failed has no timings, and a connection whose certificate failed says `broken`. It follows an empty
 * `Location`, as the standard has it, to the same URL.
 */
export function fromFirefoxEntry(base: ExchangeDraft, entry: Fields): Exchange {
  const request = fieldsOf(entry.request);
  const noTimings = Object.keys(fieldsOf(entry.timings)).length === 0;
  const unsent = base.status === 0 && base.responseHeaders.length === 0 && noTimings;
  base.hasWireHeaders = !unsent || (typeof request.headersSize === "number" && request.headersSize > 0);
  base.mayHaveBeenSent = !unsent;
  if (base.method === "OPTIONS" && getHeader(base.requestHeaders, "Access-Control-Request-Method") !== null)
    base.resourceType = "preflight";
  if (isRedirectStatus(base.status) && getHeader(base.responseHeaders, "Location") === "") base.redirectUrl = base.url;
  base.hasUntrustedCertificate = entry._securityState === "broken";
  const { httpVersion } = fieldsOf(entry.response);
  if (typeof httpVersion === "string" && /^HTTP\/[23]/.test(httpVersion)) {
    base.responseHeaders = withoutEmptyRepeats(base.responseHeaders);
  }
  return base;
}

/** Of several lines of one header, Firefox reads those that are not empty, over HTTP/2, and all of them over HTTP/1.1. */
function withoutEmptyRepeats(headers: readonly Header[]): readonly Header[] {
  if (headers.every(({ value }) => value !== "")) return headers;
  const known = new Set(headers.filter(({ value }) => value !== "").map(({ name }) => name.toLowerCase()));
  return headers.filter(({ name, value }) => {
    const isKnown = known.has(name.toLowerCase());
    known.add(name.toLowerCase());
    return value !== "" || !isKnown;
  });
}
