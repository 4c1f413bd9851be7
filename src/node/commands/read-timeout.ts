import { visible } from "../../text/visible.ts";

/** The value of `--timeout` or of `option`, typed in seconds, in milliseconds; a sentence when it cannot be used. */
export function readTimeout(typed: string | undefined, defaultSeconds: number, option = "--timeout"): number | string {
  if (typed === undefined) return defaultSeconds * 1000;
  const seconds = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN;
  if (seconds > 0 && seconds <= maxSeconds) return Math.ceil(seconds * 1000);
  return `${option} must be a number of seconds up to ${maxSeconds}, not "${visible(typed)}"`;
}

const maxSeconds = 3600;
