import type { Recording } from "../../exchange.ts";
import { callSitePlace } from "../../explain/call-site.ts";
import { framePlace } from "../../explain/calling-function.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import { visible } from "../../text/visible.ts";
import { readFrameSources, type SourcePositionOptions } from "../source-maps/source-positions.ts";
import type { PendingTimers } from "../watch/puppeteer.ts";

interface TimerRemarkOptions extends SourcePositionOptions {
  /** How the user sets the idle time to so many milliseconds. */
  readonly idleSetting: (milliseconds: number) => string;
}

/** A sentence about the timers that had not run when a visit ended, with the idle time that lets them run; null without any. */
export async function remarkOnTimers(
  { count, isAtLeast, idle, function: first }: PendingTimers,
  recording: Pick<Recording, "exchanges" | "pages">,
  { idleSetting, ...options }: TimerRemarkOptions,
): Promise<string | null> {
  if (count === 0) return null;
  const source = first && (await readFrameSources(recording, [first], options)).get(framePlace(first));
  const recorded = first && { url: first.url, line: first.line + 1, column: first.column + 1 };
  const code = source ?? recorded;
  const place = code ? visible(callSitePlace({ ...code, url: redactUrl(code.url) })) : "";
  const timers = `${isAtLeast ? "at least " : ""}${count} ${count === 1 ? "timer" : "timers"}`;
  const where = place === "" ? "" : ` (${count === 1 ? "" : "first "}${place})`;
  const needed = Math.ceil((idle + margin) / 500) * 500;
  return `${timers}${where} had not run when the check ended, and the report lacks requests that ${count === 1 ? "it sends" : "they send"}; to wait for ${count === 1 ? "it" : "them"}, ${idleSetting(needed)}`;
}

/** In milliseconds, for a machine that is slower the next time. */
const margin = 200;
