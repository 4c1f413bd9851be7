import { requestKey } from "./fetch-facts.ts";
import type { Row } from "./rows.ts";

/** Adds the refused rows to the remembered ones, by request. Of one refusal, the latest and most complete reading stays. */
export function rememberRefusals(refusals: Map<string, Row>, rows: readonly Row[]): void {
  for (const row of rows.slice(-maxRefusals)) {
    const request = requestKey(row.diagnosis);
    const known = refusals.get(request);
    if (known?.diagnosis === row.diagnosis) continue;
    if (known?.at !== row.at) refusals.delete(request);
    refusals.set(request, { ...row, section: 0, fixedAt: null, passesInTrial: false });
  }
  for (const request of refusals.keys()) {
    if (refusals.size <= maxRefusals) break;
    refusals.delete(request);
  }
}

/** The rows beyond this number that were refused longest ago are forgotten. */
const maxRefusals = 500;
