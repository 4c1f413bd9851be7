import { quote } from "../../text/quote.ts";
import { adviceInsteadOfAllowing } from "../../text/unallowable-origin.ts";
import type { RefusedFetch } from "../reason.ts";
import { requestOrigin } from "./response.ts";

/**
 * Advice that names the page's origin for the server to allow, as `write` puts it with the quoted origin. Where no server can
 * safely allow the origin, what to do instead. Every reason whose advice names the origin goes through this function.
 */
export function adviceToAllow(refusal: RefusedFetch, write: (quotedOrigin: string) => string): string {
  const origin = requestOrigin(refusal);
  return adviceInsteadOfAllowing(origin, refusal.fetch.origin) || write(quote(origin));
}
