import { isOkStatus } from "../../fetch/status.ts";
import type { RefusedFetch } from "../reason.ts";
import { hasNoCorsHeaders, responseHeader } from "./response.ts";

/** The `Allow` header of a framework's automatic response to `OPTIONS`; undefined for any other response. */
export function automaticAllowHeader(refusal: RefusedFetch): string | undefined {
  const { exchange } = refusal;
  const allow = responseHeader(refusal, "Allow");
  return allow !== null && isOkStatus(exchange.status) && hasNoCorsHeaders(exchange) ? allow : undefined;
}

/** True when Express made the response, by its own header. */
export function isByExpress(refusal: RefusedFetch): boolean {
  return responseHeader(refusal, "X-Powered-By") === "Express";
}
