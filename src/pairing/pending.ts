import type { Recording } from "../exchange.ts";
import { pair } from "./pairing.ts";

/** How many cross-origin fetches had no response when the recording ended, as far as the recording knows its pending requests. */
export function countPendingFetches({ pending = [], ...recording }: Recording): number {
  return pending.length === 0 ? 0 : pair({ ...recording, exchanges: pending }).length;
}
