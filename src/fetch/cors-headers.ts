import type { Header } from "../exchange.ts";
import { combineValues, isSameName } from "./headers.ts";

/** The headers of a response that the CORS check reads, each as `getHeader` returns it. */
export interface CorsHeaders {
  readonly allowOrigin: string | null;
  readonly allowCredentials: string | null;
  readonly allowMethods: string | null;
  readonly allowHeaders: string | null;
}

/** Those of a response that has none of them. */
export const noCorsHeaders: CorsHeaders = {
  allowOrigin: null,
  allowCredentials: null,
  allowMethods: null,
  allowHeaders: null,
};

/**
 * The CORS headers among these. Every cause reads some of them, so they are found together, in one pass. A server sends the same
 * few values again and again: equal results in a row are one object.
 */
export function corsHeadersIn(headers: readonly Header[]): CorsHeaders {
  let { allowOrigin, allowCredentials, allowMethods, allowHeaders } = noCorsHeaders;
  for (let i = 0; i < headers.length; i++) {
    const { name, value } = headers[i] as Header;
    switch (name.length) {
      case 27:
        if (isSameName(name, "Access-Control-Allow-Origin")) allowOrigin = combineValues(allowOrigin, value);
        break;
      case 28:
        if (isSameName(name, "Access-Control-Allow-Methods")) allowMethods = combineValues(allowMethods, value);
        else if (isSameName(name, "Access-Control-Allow-Headers")) allowHeaders = combineValues(allowHeaders, value);
        break;
      case 32:
        if (isSameName(name, "Access-Control-Allow-Credentials"))
          allowCredentials = combineValues(allowCredentials, value);
        break;
    }
  }
  if (allowOrigin === null && allowCredentials === null && allowMethods === null && allowHeaders === null)
    return noCorsHeaders;
  const isOfPreflight = allowMethods !== null || allowHeaders !== null;
  const known = isOfPreflight ? latestOfPreflight : latest;
  if (
    known.allowOrigin === allowOrigin &&
    known.allowCredentials === allowCredentials &&
    known.allowMethods === allowMethods &&
    known.allowHeaders === allowHeaders
  )
    return known;
  const found = { allowOrigin, allowCredentials, allowMethods, allowHeaders };
  if (isOfPreflight) latestOfPreflight = found;
  else latest = found;
  return found;
}

/** Responses to preflights come in turn with other ones, which need fewer headers. */
let latestOfPreflight = noCorsHeaders;
let latest = noCorsHeaders;
