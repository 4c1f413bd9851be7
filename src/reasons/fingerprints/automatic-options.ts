import { isOkStatus } from "../../fetch/status.ts";
import type { Refusal } from "../reason.ts";
import { answered, isBare } from "./response.ts";

/** The `Allow` header with which a framework answers `OPTIONS` by itself; undefined where anything else answered. */
export function automaticAllow(refusal: Refusal): string | undefined {
  const { exchange } = refusal;
  const allow = answered(refusal, "Allow");
  return allow !== null && isOkStatus(exchange.status) && isBare(exchange) ? allow : undefined;
}

/** True where the response says that Express made it. */
export function isByExpress(refusal: Refusal): boolean {
  return answered(refusal, "X-Powered-By") === "Express";
}
