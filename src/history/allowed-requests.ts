import type { Exchange } from "../exchange.ts";
import { getHeader, parseHeaderList } from "../fetch/headers.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import { corsHeadersOf, originHeaderOf } from "../fetch/recorded-exchange.ts";
import { isOkStatus } from "../fetch/status.ts";
import { serverFact } from "./server-fact.ts";

/** The first response for each value of `Access-Control-Allow-Origin`. */
export const firstByAllowOrigin = serverFact((exchanges): ReadonlyMap<string, Exchange> => {
  const first = new Map<string, Exchange>();
  for (const exchange of exchanges) {
    const value = corsHeadersOf(exchange).allowOrigin;
    if (value !== null && !first.has(value)) first.set(value, exchange);
  }
  return first;
});

/** The methods, and the header names in lower case, that responses with `Access-Control-Allow-Origin` allow. */
export const allowedMethodsAndHeaders = serverFact((exchanges) => {
  const methods = new Set<string>();
  // Responses of one server repeat the same few lists, which are read once.
  const methodLists = new Set<readonly string[]>();
  const headerLists = new Set<readonly string[]>();
  for (const exchange of exchanges) {
    const { method } = exchange;
    const { allowOrigin, allowMethods, allowHeaders } = corsHeadersOf(exchange);
    const isPreflight = isCorsPreflightRequest(exchange);
    if ((!isPreflight && methods.has(method)) || allowOrigin === null) continue;
    if (!isPreflight) methods.add(method);
    methodLists.add(parseHeaderList(allowMethods) ?? []);
    headerLists.add(parseHeaderList(allowHeaders) ?? []);
  }
  for (const list of methodLists) for (const name of list) methods.add(name);
  return { methods, headers: new Set([...headerLists].flat().map((name) => name.toLowerCase())) };
});

/**
 * The methods of requests that were sent without `Origin`: those that a 2xx response shows to need neither an origin nor
 * a login, and those that the server forbids without an `Origin`, too.
 */
export const methodsWithoutOrigin = serverFact((exchanges) => {
  const passed = new Set<string>();
  const forbidden = new Set<string>();
  for (const exchange of exchanges) {
    const { method, status, hasWireHeaders, requestHeaders } = exchange;
    if (!hasWireHeaders || originHeaderOf(exchange) !== null) continue;
    const hasLogin =
      getHeader(requestHeaders, "Cookie") !== null || getHeader(requestHeaders, "Authorization") !== null;
    if (isOkStatus(status) && !hasLogin) passed.add(method);
    if (status === 403) forbidden.add(method);
  }
  return { passed, forbidden };
});
