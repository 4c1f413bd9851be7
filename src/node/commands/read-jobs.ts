import { visible } from "../../text/visible.ts";

/** The value of `--jobs`; undefined when it was not given; a sentence when it cannot be used. */
export function readJobs(typed: string | undefined): number | undefined | string {
  if (typed === undefined) return undefined;
  if (typed === "1" || typed === "2") return Number(typed);
  return `--jobs must be 1 or 2, not "${visible(typed)}"`;
}
