import { isOkStatus } from "../../fetch/status.ts";
import type { RefusedFetch } from "../reason.ts";
import { hasNoCorsHeaders, responseHeader } from "./response.ts";

/** The `Allow` header with which a framework answers `OPTIONS` by itself; undefined where anything else answered. */
export function automaticAllowHeader(refusal: RefusedFetch): string | undefined {
  const { exchange } = refusal;
  const allow = responseHeader(refusal, "Allow");
  return allow !== null && isOkStatus(exchange.status) && hasNoCorsHeaders(exchange) ? allow : undefined;
}

/** True where the response says that Express made it. */
export function isByExpress(refusal: RefusedFetch): boolean {
  return responseHeader(refusal, "X-Powered-By") === "Express";
}
