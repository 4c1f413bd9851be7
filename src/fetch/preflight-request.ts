import type { Exchange } from "../exchange.ts";
import { requestHeadersOf } from "./recorded-exchange.ts";

/**
 * True for a request that has the method and the header of a preflight, whoever sent it.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export function isCorsPreflightRequest(exchange: Pick<Exchange, "method" | "requestHeaders">): boolean {
  return exchange.method === "OPTIONS" && requestHeadersOf(exchange).requestedMethod !== null;
}
