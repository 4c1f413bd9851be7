import { setTimeout as sleep } from "node:timers/promises";
import { diagnoseFetches } from "../../diagnose.ts";
import { type Diagnosis, isBlocked, isFailed } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { withoutLogCommands } from "../../text/log-commands.ts";
import { visible } from "../../text/visible.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { type SendFetchOptions, type SentFetch, sendFetch } from "../http/send-fetch.ts";
import type { Io } from "../io.ts";
import { onInterrupt } from "./interrupt.ts";

/** How a fetch is repeated. */
export interface WatchOptions {
  readonly input: RequestInput;
  readonly send: Omit<SendFetchOptions, "signal">;
  /** In milliseconds, from the end of one check to the start of the next. */
  readonly pause: number;
  /** In milliseconds, for one check. */
  readonly timeout: number;
}

/** One check: its exit code, and what it found in words. */
interface Check {
  readonly code: ExitCode;
  readonly found: string;
}

/**
 * Repeats a fetch until the process is told to stop. Prints a line for the first check and for each that differs from the
 * one before, then a summary. Returns the exit code of the last check.
 */
export async function watchPreflight({ input, send, pause, timeout }: WatchOptions, io: Io): Promise<ExitCode> {
  const { signal, release } = onInterrupt();
  const counts: Record<ExitCode, number> = { 0: 0, 1: 0, 2: 0 };
  const startedAt = Date.now();
  let last: Check | null = null;
  try {
    while (!signal.aborted) {
      const sent = await sendFetch(input, { ...send, signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]) });
      if (signal.aborted) break;
      const check = checkOf(sent);
      counts[check.code] += 1;
      if (check.found !== last?.found) {
        await io.print(`${new Date().toISOString()}  ${withoutLogCommands(check.found, "text")}\n`);
      }
      last = check;
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  } finally {
    release();
  }
  const total = counts[0] + counts[1] + counts[2];
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  await io.print(
    `${total} ${total === 1 ? "check" : "checks"} in ${seconds} s: ${counts[0]} allowed, ${counts[1]} refused, ${counts[2]} failed.\n`,
  );
  return last?.code ?? exitCodes.error;
}

function checkOf(sent: SentFetch): Check {
  const { fetch, recording, preflightOnly } = sent;
  const [diagnosis] = diagnoseFetches([fetch], recording);
  const { preflight, actual } = lastHop(fetch);
  const status = statusText(actual?.status || preflight?.status || 0);
  if (diagnosis && isFailed(diagnosis))
    return { code: exitCodes.error, found: `failed   ${visible(actual?.error || preflight?.error || "no response")}` };
  if (diagnosis && isBlocked(diagnosis))
    return { code: exitCodes.refused, found: `refused  ${status}${refusalText(diagnosis)}` };
  return {
    code: exitCodes.ok,
    found: `allowed  ${status}${preflightOnly ? "the preflight passes" : "the page can read the response"}`,
  };
}

function statusText(status: number): string {
  return status > 0 ? `HTTP ${status}, ` : "";
}

/** The cause with the names that it refuses, as in "method-not-allowed: PUT". */
function refusalText({ verdict, findings }: Diagnosis): string {
  const names = findings[0]?.names ?? [];
  return `${verdict?.cause ?? "refused"}${names.length > 0 ? `: ${visible(names.slice(0, 6).join(", "))}` : ""}`;
}
