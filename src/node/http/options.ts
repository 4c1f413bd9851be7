import { visible } from "../../text/visible.ts";

/** The `User-Agent` of a Chromium of today. */
export const chromium =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** A time in seconds as milliseconds; a sentence where it is none. */
export function readTimeout(typed: string | undefined, seconds: number): number | string {
  if (typed === undefined) return seconds * 1000;
  const number = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN;
  if (number > 0 && number <= 3600) return Math.ceil(number * 1000);
  return `--timeout is a number of seconds up to 3600, not "${visible(typed)}"`;
}
