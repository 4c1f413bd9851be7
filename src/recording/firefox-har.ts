import type { Header } from "../exchange.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import type { RecordedExchange } from "../fetch/recorded-exchange.ts";
import { type Fields, fieldsOf } from "./fields.ts";

/**
 * Completes the exchange of one of Firefox's entries. Firefox has no error field, but a request that was never sent because its
 * preflight failed has no timings, and a connection whose certificate failed has the security state `broken`.
 */
export function completeFromFirefox(base: RecordedExchange, entry: Fields): void {
  const request = fieldsOf(entry.request);
  const hasTimings = Object.keys(fieldsOf(entry.timings)).length > 0;
  const isUnsent = base.status === 0 && base.responseHeaders.length === 0 && !hasTimings;
  base.hasWireHeaders = !isUnsent || (typeof request.headersSize === "number" && request.headersSize > 0);
  base.mayHaveBeenSent = !isUnsent;
  if (isCorsPreflightRequest(base)) base.resourceType = "preflight";
  base.hasUntrustedCertificate = entry._securityState === "broken";
  const { httpVersion } = fieldsOf(entry.response);
  if (typeof httpVersion === "string" && /^HTTP\/[23]/.test(httpVersion)) {
    base.setResponseHeaders(withoutEmptyRepeats(base.responseHeaders));
  }
}

/** The headers as Firefox reads them over HTTP/2: without the empty lines of repeated headers. HTTP/1.1 keeps them. */
function withoutEmptyRepeats(headers: readonly Header[]): readonly Header[] {
  if (headers.every(({ value }) => value !== "")) return headers;
  const known = new Set(headers.filter(({ value }) => value !== "").map(({ name }) => name.toLowerCase()));
  return headers.filter(({ name, value }) => {
    const isKnown = known.has(name.toLowerCase());
    known.add(name.toLowerCase());
    return value !== "" || !isKnown;
  });
}
