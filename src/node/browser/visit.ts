import type { Browser } from "puppeteer";
import { diagnose } from "../../diagnose.ts";
import type { Recording } from "../../exchange.ts";
import { isLoopbackHost } from "../../fetch/local-network-access.ts";
import { countPendingFetches } from "../../pairing/pending.ts";
import { redactUrl } from "../../redact/redact-url.ts";
import type { DiagnosedSource } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { readSourcePositions } from "../source-maps/source-positions.ts";
import { remarkOnTimers } from "./pending-timers-remark.ts";
import { runVisit, type VisitEnd, type VisitRunOptions } from "./run-visit.ts";
import { limitVisit } from "./visit-limit.ts";
import { createWatchedContext } from "./watched-context.ts";

export type { PageStep } from "./page-steps.ts";

export interface VisitOptions extends VisitRunOptions {
  /** Ends the visit when aborted. */
  readonly signal: AbortSignal;
  /** What the source is called in reports; the URL where it is left out. */
  readonly name?: string;
  /** How the user sets `idle` to so many milliseconds, for a remark. */
  readonly idleSetting: (milliseconds: number) => string;
}

/** The result of a visit. */
export interface Visit {
  /** The page's address, what was recorded of it, and the diagnoses. */
  readonly source: DiagnosedSource;
  /** Why the visit did not come to its end; null when it did. */
  readonly problem: string | null;
  /** What the user should know of a visit that came to its end, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Opens a page in a browser context of its own, runs the steps, and waits until the network is idle and no script keeps a page
 * busy. The page is empty where the URL is null. Takes no longer than the timeout and the time to close the context, which is
 * limited too.
 */
export async function visit(browser: Browser, url: string | null, options: VisitOptions): Promise<Visit> {
  const { signal, timeout, idleSetting, name = url ?? "" } = options;
  const limit = limitVisit(browser, timeout, signal);
  const context = createWatchedContext(browser);
  const end = await runVisit(context, url, options, limit).finally(limit.release);
  const recording = context.watch()?.recording() ?? emptyRecording;
  await context.close();
  const diagnoses = diagnose(recording);
  const sourceOptions = { isRemote: !isLoopbackBrowser(browser), signal };
  const sourcePositions = await readSourcePositions(recording, diagnoses, sourceOptions);
  const pending = countPendingFetches(recording);
  return {
    source: { source: name, recording: { ...recording, sourcePositions }, diagnoses, pending },
    problem: problemOf(end, diagnoses.length),
    remarks: await remarksOn(end, recording, { ...sourceOptions, timeout, idleSetting }),
  };
}

const emptyRecording: Recording = { browser: "chromium", exchanges: [], pages: new Map(), problems: [] };

function problemOf(end: VisitEnd, fetches: number): string | null {
  if (end.kind === "failed") return end.problem;
  // An error page without a fetch is not the page that the user wanted to check.
  return fetches === 0 ? end.pageProblem : null;
}

interface RemarkOptions extends Pick<VisitOptions, "signal" | "timeout" | "idleSetting"> {
  /** Whether the browser runs on another machine. */
  readonly isRemote: boolean;
}

async function remarksOn(
  end: VisitEnd,
  recording: Recording,
  { timeout, ...options }: RemarkOptions,
): Promise<string[]> {
  switch (end.kind) {
    case "failed":
      return [];
    case "still-busy":
      return [stillBusy(timeout, end.pending)];
    case "idle":
      return [end.pageProblem, await remarkOnTimers(end.timers, recording, options)].filter(
        (remark) => remark !== null,
      );
  }
}

/** A sentence about a page that still waited for responses at the timeout, in milliseconds. */
function stillBusy(timeout: number, pending: readonly string[]): string {
  const [first] = pending;
  const start = `the page was still busy after ${timeout / 1000} s`;
  if (first === undefined) return `${start}; the report contains the requests until then`;
  const more = pending.length > 1 ? ` and ${pending.length - 1} more` : "";
  return `${start}: no response yet from ${visible(redactUrl(first))}${more}`;
}

/** True for a browser on this machine: one that is controlled through a pipe has no address. */
function isLoopbackBrowser(browser: Browser): boolean {
  const address = browser.wsEndpoint();
  return !URL.canParse(address) || isLoopbackHost(new URL(address).hostname);
}
