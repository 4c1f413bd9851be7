/**
 * Chromium's name for the error that ended a request, from Node's error. `hasResponseStarted` is true when a part of the
 * response had arrived.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 */
export function toNetError(error: unknown, hasResponseStarted: boolean): string {
  const { code = "", syscall } = firstError(error);
  return `net::ERR_${namesByCode[code] ?? nameByPrefix(code) ?? closeName(code, syscall, hasResponseStarted)}`;
}

/** The error itself, or that of the first address where Node tried several addresses of a host name. */
function firstError(error: unknown): NodeJS.ErrnoException {
  const first = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  return first instanceof Error ? first : new Error(String(first));
}

const namesByCode: Readonly<Record<string, string>> = {
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

function nameByPrefix(code: string): string | undefined {
  if (code.startsWith("HPE_")) return "INVALID_HTTP_RESPONSE";
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) return "SSL_PROTOCOL_ERROR";
  if (code.startsWith("ERR_HTTP2_")) return "HTTP2_PROTOCOL_ERROR";
  return undefined;
}

/**
 * For a connection that was reset, that was closed before any byte of the response, or within its headers. Node reports
 * some closed connections as `ECONNRESET` too; only a real reset has a `syscall`.
 */
function closeName(code: string, syscall: string | undefined, hasResponseStarted: boolean): string {
  if (code === "ECONNRESET" && syscall !== undefined) return "CONNECTION_RESET";
  if (code !== "" && code !== "ECONNRESET" && code !== "EPIPE") return "FAILED";
  return hasResponseStarted ? "RESPONSE_HEADERS_TRUNCATED" : "EMPTY_RESPONSE";
}
