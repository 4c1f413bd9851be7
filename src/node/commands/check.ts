import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { visible } from "../../text/visible.ts";
import { type RunningBrowser, startBrowser } from "../browser/browser.ts";
import { readExecutable } from "../browser/executable.ts";
import { type PageStep, type Visit, visit } from "../browser/visit.ts";
import { fileErrorMessage } from "../errors.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { writeOutput } from "../output/output.ts";
import { type OutputOptions, outputArgs, readOutputOptions } from "../output/output-options.ts";
import { defaultTimeout } from "./check-help.ts";
import { failWith } from "./command.ts";
import { onInterrupt } from "./interrupt.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { findPageUrlProblem } from "./page-url.ts";
import { readTimeout } from "./read-timeout.ts";

/** `cors-panel check`: opens pages in Chromium and diagnoses every cross-origin fetch that they make. */
export async function runCheck(args: string[], io: Io): Promise<ExitCode> {
  const options = await readOptions(args, io);
  if (typeof options === "string") return failWith(options, io);
  const visits = await visitAll(options, io);
  if (typeof visits === "string") return failWith(visits, io);
  for (const visit of visits) warnAboutVisit(visit, io);
  const sources = visits.flatMap(({ source, problem }) =>
    problem === null || source.diagnoses.length > 0 ? [source] : [],
  );
  if (sources.length === 0) return exitCodes.error;
  const isComplete = visits.every(({ problem }) => problem === null);
  return writeOutput({ sources, isList: options.urls.length > 1, isComplete }, options.output, io);
}

const checkArgs = {
  click: { type: "string", multiple: true },
  script: { type: "string", multiple: true },
  timeout: { type: "string" },
  concurrency: { type: "string" },
  browser: { type: "string" },
  connect: { type: "string" },
} as const;

interface CheckOptions {
  readonly urls: readonly string[];
  readonly output: OutputOptions;
  readonly steps: readonly PageStep[];
  /** In milliseconds, for one page. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly connect: string | undefined;
  readonly executablePath: string | undefined;
}

/** The options, read; a sentence when they cannot be followed. */
async function readOptions(args: string[], io: Io): Promise<CheckOptions | string> {
  const { values, positionals, tokens } = parseArgs({
    args,
    allowPositionals: true,
    tokens: true,
    options: { ...checkArgs, ...outputArgs },
  });
  const output = readOutputOptions(values, io, values.script);
  if (typeof output === "string") return output;
  if (positionals.length === 0) return "no URL given; add the URL of the page to open";
  for (const url of positionals) {
    const problem = findPageUrlProblem(url, ["http:", "https:", "file:", "data:"]);
    if (problem !== null) return problem;
  }
  const timeout = readTimeout(values.timeout, defaultTimeout);
  if (typeof timeout === "string") return timeout;
  const concurrency = Number(values.concurrency ?? Math.min(4, availableParallelism()));
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64)
    return `--concurrency must be a whole number from 1 to 64, not "${visible(values.concurrency ?? "")}"`;
  const steps = await readSteps(tokens);
  if (typeof steps === "string") return steps;
  const { connect } = values;
  const executable = connect === undefined ? readExecutable(values.browser, io.env) : { executablePath: undefined };
  if (typeof executable === "string") return executable;
  return { urls: positionals, output, steps, timeout, concurrency, connect, ...executable };
}

interface OptionToken {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

/** The steps of `--click` and `--script` in the order in which they were typed. */
async function readSteps(tokens: readonly OptionToken[]): Promise<readonly PageStep[] | string> {
  const steps: PageStep[] = [];
  for (const { kind, name, value } of tokens) {
    if (kind !== "option" || value === undefined) continue;
    if (name === "click") steps.push({ kind: "click", selector: value });
    if (name !== "script") continue;
    try {
      steps.push({ kind: "script", file: value, code: await readFile(value, "utf8") });
    } catch (error) {
      return `${visible(value)}: cannot read the script (${fileErrorMessage(error)})`;
    }
  }
  return steps;
}

/** The visits of all pages, in the order of the URLs; a sentence when there is no browser. */
async function visitAll(options: CheckOptions, io: Io): Promise<readonly Visit[] | string> {
  const { signal, release } = onInterrupt();
  try {
    const browser = await startBrowser(options);
    return typeof browser === "string" ? browser : await visitIn(browser, options, signal, io);
  } finally {
    release();
  }
}

/** Visits every page, shows the progress, and releases the browser. */
async function visitIn(
  { browser, release }: RunningBrowser,
  { urls, concurrency, steps, timeout }: CheckOptions,
  signal: AbortSignal,
  io: Io,
): Promise<readonly Visit[]> {
  let done = 0;
  const showProgress = () => io.progress?.(`${done} of ${urls.length} ${urls.length === 1 ? "page" : "pages"} checked`);
  try {
    showProgress();
    return await mapConcurrently(urls, concurrency, async (url) => {
      const visited = await visit(browser, url, { steps, timeout, signal });
      done += 1;
      showProgress();
      return visited;
    });
  } finally {
    io.progress?.("");
    await release();
  }
}

function warnAboutVisit({ source: { source, recording }, problem, remark }: Visit, io: Io): void {
  const message = problem ?? remark;
  if (message !== null) io.warn(`${visible(source)}: ${message}`);
  for (const problem of recording.problems) io.warn(`${visible(source)}: ${visible(problem)}`);
}
