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

/** The CORS headers of a response. Every cause reads some of them, so they are found together, in one pass. */
export const corsHeadersOf: (headers: readonly Header[]) => CorsHeaders = memoLatest((headers) => {
  let allowOrigin: string | null = null;
  let allowCredentials: string | null = null;
  let allowMethods: string | null = null;
  let allowHeaders: string | null = null;
  for (const { name, value } of headers) {
    if (name.length < "Access-Control-Allow-Origin".length) continue;
    if (isSameName(name, "Access-Control-Allow-Origin")) allowOrigin = combineValues(allowOrigin, value);
    else if (isSameName(name, "Access-Control-Allow-Credentials"))
      allowCredentials = combineValues(allowCredentials, value);
    else if (isSameName(name, "Access-Control-Allow-Methods")) allowMethods = combineValues(allowMethods, value);
    else if (isSameName(name, "Access-Control-Allow-Headers")) allowHeaders = combineValues(allowHeaders, value);
  }
  return { allowOrigin, allowCredentials, allowMethods, allowHeaders };
});
