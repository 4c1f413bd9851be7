import { memoLatest } from "../collections.ts";
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

/** The CORS headers among these. Every cause reads some of them, so they are found together, in one pass. */
export const corsHeadersIn: (headers: readonly Header[]) => CorsHeaders = memoLatest((headers) => {
  for (let i = 0; i < headers.length; i++) {
    const { name } = headers[i] as Header;
    if (name.length >= "Access-Control-Allow-Origin".length && isAllowHeader(name)) return findCorsHeaders(headers);
  }
  return noCorsHeaders;
});

function isAllowHeader(name: string): boolean {
  return (
    isSameName(name, "Access-Control-Allow-Origin") ||
    isSameName(name, "Access-Control-Allow-Credentials") ||
    isSameName(name, "Access-Control-Allow-Methods") ||
    isSameName(name, "Access-Control-Allow-Headers")
  );
}

function findCorsHeaders(headers: readonly Header[]): CorsHeaders {
  let { allowOrigin, allowCredentials, allowMethods, allowHeaders } = noCorsHeaders;
  for (const { name, value } of headers) {
    if (name.length < "Access-Control-Allow-Origin".length) continue;
    if (isSameName(name, "Access-Control-Allow-Origin")) allowOrigin = combineValues(allowOrigin, value);
    else if (isSameName(name, "Access-Control-Allow-Credentials"))
      allowCredentials = combineValues(allowCredentials, value);
    else if (isSameName(name, "Access-Control-Allow-Methods")) allowMethods = combineValues(allowMethods, value);
    else if (isSameName(name, "Access-Control-Allow-Headers")) allowHeaders = combineValues(allowHeaders, value);
  }
  return { allowOrigin, allowCredentials, allowMethods, allowHeaders };
}
