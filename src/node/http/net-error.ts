/**
 * Chromium's name for what ended a request, from Node's error; `begun` when a part of the response had come by then.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 */
export function netErrorOf(error: unknown, begun: boolean): string {
  const { code = "", syscall } = firstOf(error);
  return `net::ERR_${named[code] ?? byPrefix(code) ?? closed(code, syscall, begun)}`;
}

/** Where a name has several addresses, each attempt has its own error, and the first tells. */
function firstOf(error: unknown): NodeJS.ErrnoException {
  const found = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  return found instanceof Error ? found : new Error(String(found));
}

const named: Readonly<Record<string, string>> = {
  ECONNREFUSED: "CONNECTION_REFUSED",
  ENOTFOUND: "NAME_NOT_RESOLVED",
  EAI_AGAIN: "NAME_NOT_RESOLVED",
  EAI_FAIL: "NAME_NOT_RESOLVED",
  ETIMEDOUT: "CONNECTION_TIMED_OUT",
  EHOSTUNREACH: "ADDRESS_UNREACHABLE",
  ENETUNREACH: "ADDRESS_UNREACHABLE",
  EADDRNOTAVAIL: "ADDRESS_INVALID",
  EACCES: "NETWORK_ACCESS_DENIED",
  EPERM: "NETWORK_ACCESS_DENIED",
  EMFILE: "INSUFFICIENT_RESOURCES",
  ENFILE: "INSUFFICIENT_RESOURCES",
  CERT_HAS_EXPIRED: "CERT_DATE_INVALID",
  CERT_NOT_YET_VALID: "CERT_DATE_INVALID",
  CERT_REVOKED: "CERT_REVOKED",
  ERR_TLS_CERT_ALTNAME_INVALID: "CERT_COMMON_NAME_INVALID",
  DEPTH_ZERO_SELF_SIGNED_CERT: "CERT_AUTHORITY_INVALID",
  SELF_SIGNED_CERT_IN_CHAIN: "CERT_AUTHORITY_INVALID",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "CERT_AUTHORITY_INVALID",
  UNABLE_TO_GET_ISSUER_CERT: "CERT_AUTHORITY_INVALID",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "CERT_AUTHORITY_INVALID",
  CERT_UNTRUSTED: "CERT_AUTHORITY_INVALID",
  CERT_SIGNATURE_FAILURE: "CERT_INVALID",
  EPROTO: "SSL_PROTOCOL_ERROR",
  HPE_HEADER_OVERFLOW: "RESPONSE_HEADERS_TOO_BIG",
  HPE_UNEXPECTED_CONTENT_LENGTH: "RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH",
};

function byPrefix(code: string): string | undefined {
  if (code.startsWith("HPE_")) return "INVALID_HTTP_RESPONSE";
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) return "SSL_PROTOCOL_ERROR";
  if (code.startsWith("ERR_HTTP2_")) return "HTTP2_PROTOCOL_ERROR";
  return undefined;
}

/** A connection that ended by a reset (which only the system tells), before any byte, or within the headers. */
function closed(code: string, syscall: string | undefined, begun: boolean): string {
  if (code === "ECONNRESET" && syscall !== undefined) return "CONNECTION_RESET";
  if (code !== "" && code !== "ECONNRESET" && code !== "EPIPE") return "FAILED";
  return begun ? "RESPONSE_HEADERS_TRUNCATED" : "EMPTY_RESPONSE";
}
