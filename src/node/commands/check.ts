import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { visible } from "../../text/visible.ts";
import { type RunningBrowser, startBrowser } from "../browser/browser.ts";
import { readExecutable } from "../browser/executable.ts";
import type { SessionState } from "../browser/session-state.ts";
import { type Visit, visit } from "../browser/visit.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { type RunOutput, startOutput } from "../output/output.ts";
import { type OutputOptions, outputArgs, readOutputOptions } from "../output/output-options.ts";
import { defaultTimeout } from "./check-help.ts";
import { type PlannedVisit, readPlan } from "./check-plan.ts";
import { readSession, sessionArgs } from "./check-session.ts";
import { failWith } from "./command.ts";
import { onInterrupt } from "./interrupt.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { readTimeout } from "./read-timeout.ts";

/** `cors-panel check`: opens pages in Chromium and diagnoses every cross-origin fetch that they make. */
export async function runCheck(args: string[], io: Io): Promise<ExitCode> {
  const options = await readOptions(args, io);
  if (typeof options === "string") return failWith(options, io);
  const report = startOutput(options.plan.length > 1, options.output, io);
  const visits = await visitAll(options, report, io);
  if (typeof visits === "string") return failWith(visits, io);
  for (const [index, visit] of visits.entries()) warnAboutVisit(visit, options.plan[index]?.url ?? null, io);
  const sources = visits.filter(isToReport).map(({ source }) => source);
  if (sources.length === 0) return exitCodes.error;
  return report.finish({ sources, isComplete: visits.every(({ problem }) => problem === null) });
}

/** True for a visit that came to its end, or that recorded something until then. */
function isToReport({ source, problem }: Visit): boolean {
  return problem === null || source.diagnoses.length > 0;
}

const checkArgs = {
  click: { type: "string", multiple: true },
  script: { type: "string", multiple: true },
  flow: { type: "string", multiple: true },
  "wait-for": { type: "string", multiple: true, default: [] as string[] },
  idle: { type: "string" },
  ...sessionArgs,
  timeout: { type: "string" },
  concurrency: { type: "string" },
  browser: { type: "string" },
  connect: { type: "string" },
} as const;

interface CheckOptions {
  readonly plan: readonly PlannedVisit[];
  readonly output: OutputOptions;
  readonly session: SessionState;
  readonly targets: readonly string[];
  /** In milliseconds. */
  readonly idle: number | undefined;
  /** In milliseconds, for one page. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly connect: string | undefined;
  readonly executablePath: string | undefined;
}

/** The options, read; a sentence when they cannot be followed. */
async function readOptions(args: string[], io: Io): Promise<CheckOptions | string> {
  const { values, tokens } = parseArgs({
    args,
    allowPositionals: true,
    tokens: true,
    options: { ...checkArgs, ...outputArgs },
  });
  const output = readOutputOptions(values, io, inputsOf(values));
  if (typeof output === "string") return output;
  const timeout = readTimeout(values.timeout, defaultTimeout);
  if (typeof timeout === "string") return timeout;
  const concurrency = Number(values.concurrency ?? Math.min(4, availableParallelism()));
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64)
    return `--concurrency must be a whole number from 1 to 64, not "${visible(values.concurrency ?? "")}"`;
  if (values["wait-for"].some((target) => target.trim() === ""))
    return "--wait-for is empty; give the CSS selector of an element, or the URL of a request";
  if (values.click?.some((selector) => selector.trim() === ""))
    return "--click is empty; give the CSS selector of an element";
  const idle = readIdle(values.idle);
  if (typeof idle === "string") return idle;
  const plan = await readPlan(tokens);
  if (typeof plan === "string") return plan;
  const session = await readSession(
    values,
    plan.map(({ url }) => url),
  );
  if (typeof session === "string") return session;
  const { connect, "wait-for": targets } = values;
  const executable = connect === undefined ? readExecutable(values.browser, io.env) : { executablePath: undefined };
  if (typeof executable === "string") return executable;
  return { plan, output, session, targets, idle, timeout, concurrency, connect, ...executable };
}

/** The files that the command reads. */
function inputsOf({ script = [], flow = [], "storage-state": state }: InputValues): readonly string[] {
  return [...script, ...flow, ...(state === undefined ? [] : [state])];
}

interface InputValues {
  readonly script?: readonly string[] | undefined;
  readonly flow?: readonly string[] | undefined;
  readonly "storage-state"?: string | undefined;
}

/** The value of `--idle` in milliseconds; a sentence when it cannot be used. */
function readIdle(typed: string | undefined): number | undefined | string {
  if (typed === undefined) return undefined;
  if (/^\d{1,6}$/.test(typed)) return Number(typed);
  return `--idle must be a whole number of milliseconds up to 999999, not "${visible(typed)}"`;
}

/** The visits of all pages, in the order of the URLs; a sentence when there is no browser. */
async function visitAll(options: CheckOptions, report: RunOutput, io: Io): Promise<readonly Visit[] | string> {
  const { signal, release } = onInterrupt();
  try {
    const browser = await startBrowser(options);
    return typeof browser === "string" ? browser : await visitIn(browser, options, report, signal, io);
  } finally {
    release();
  }
}

/** Visits every page, shows the progress, reports what is known of each, and releases the browser. */
async function visitIn(
  { browser, release }: RunningBrowser,
  { plan, concurrency, session, targets, idle, timeout }: CheckOptions,
  report: RunOutput,
  signal: AbortSignal,
  io: Io,
): Promise<readonly Visit[]> {
  let done = 0;
  const showProgress = () => io.progress?.(`${done} of ${plan.length} ${plan.length === 1 ? "page" : "pages"} checked`);
  try {
    showProgress();
    const idleSetting = (milliseconds: number) => `add --idle ${milliseconds}`;
    const options = { session, targets, timeout, signal, idleSetting, ...(idle !== undefined && { idle }) };
    return await mapConcurrently(plan, concurrency, async ({ url, name, steps }) => {
      const visited = await visit(browser, url, { ...options, name, steps });
      if (isToReport(visited)) await report.add(visited.source);
      done += 1;
      showProgress();
      return visited;
    });
  } finally {
    io.progress?.("");
    await release();
  }
}

/** Prints what the user should know of a visit. The URL is null for a flow that opened its pages itself. */
function warnAboutVisit({ source: { source, recording }, problem, remarks }: Visit, url: string | null, io: Io): void {
  const shown = visible(source);
  for (const message of problem === null ? remarks : [problem]) {
    // Most messages about a flow name its file, with the line.
    io.warn(url === null && message.includes(shown) ? message : `${shown}: ${message}`);
  }
  for (const problem of recording.problems) io.warn(`${visible(source)}: ${visible(problem)}`);
}
