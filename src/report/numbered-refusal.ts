import type { CallSite } from "../explain/call-site.ts";
import type { Fixes } from "./chosen-fixes.ts";
import type { Group } from "./groups.ts";

/** A group of equal refusals, with what the report shows of it. */
export interface NumberedRefusal {
  readonly group: Group;
  readonly callSite: CallSite | null;
  /** Null where a larger code, which stands below, contains the fix. */
  readonly fixes: Fixes | null;
  /** Counted from 1 within a report. */
  readonly number: number;
}
