import { quote } from "../../text/quote.ts";
import type { RefusedFetch } from "../reason.ts";
import { responseHeader } from "./response.ts";

/** The header, as evidence, with which a cache marks a stored response; null when there is none. */
export function cacheHitHeader(refusal: RefusedFetch): string | null {
  for (const name of ["X-Cache", "CF-Cache-Status", "X-Vercel-Cache", "CDN-Cache", "X-Proxy-Cache", "X-Cache-Status"]) {
    const value = responseHeader(refusal, name);
    if (value !== null && /\bhit\b/i.test(value)) return quote(`${name}: ${value}`);
  }
  const age = responseHeader(refusal, "Age");
  return age !== null && Number(age) > 0 ? quote(`Age: ${age}`) : null;
}
