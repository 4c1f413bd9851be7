import { requestKey } from "./fetch-facts.ts";
import type { Row } from "./rows.ts";

/** Adds the refused rows to the remembered ones, by request. */
export function rememberRefusals(refusals: Map<string, Row>, rows: readonly Row[]): void {
  for (const row of rows.slice(-maxRefusals)) {
    const request = requestKey(row.diagnosis);
    if (refusals.get(request)?.at === row.at) continue;
    refusals.delete(request);
    refusals.set(request, { ...row, section: 0, fixedAt: null });
  }
  for (const request of refusals.keys()) {
    if (refusals.size <= maxRefusals) break;
    refusals.delete(request);
  }
}

/** The rows beyond this number that were refused longest ago are forgotten. */
const maxRefusals = 500;
