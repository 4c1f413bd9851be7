import { visible } from "../../text/visible.ts";

/** The value of `--timeout`, typed in seconds, in milliseconds; a sentence when it cannot be used. */
export function readTimeout(typed: string | undefined, defaultSeconds: number): number | string {
  if (typed === undefined) return defaultSeconds * 1000;
  return readSeconds(typed) ?? `--timeout must be a number of seconds up to ${maxSeconds}, not "${visible(typed)}"`;
}

/** A number of seconds in milliseconds; null when it is no positive number up to `maxSeconds`. */
export function readSeconds(typed: string): number | null {
  const seconds = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN;
  return seconds > 0 && seconds <= maxSeconds ? Math.ceil(seconds * 1000) : null;
}

export const maxSeconds = 3600;
