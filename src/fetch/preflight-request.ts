import type { Exchange } from "../exchange.ts";
import { hasHeader } from "./headers.ts";

/**
 * True for a request that has the method and the header of a preflight, whoever sent it.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export function isCorsPreflightRequest({
  method,
  requestHeaders,
}: Pick<Exchange, "method" | "requestHeaders">): boolean {
  return method === "OPTIONS" && hasHeader(requestHeaders, "Access-Control-Request-Method");
}
