import { parseArgs } from "node:util";
import type { AnsweredQuestion } from "../../audit/answered-question.ts";
import { type Audit, judgeAudit } from "../../audit/audit.ts";
import { fixForRule, mergeRules, type RuleFix } from "../../audit/fix.ts";
import { statedOriginProblem } from "../../audit/origin-pattern.ts";
import { type Question, questionsOf } from "../../audit/questions.ts";
import type { AuditRule } from "../../audit/read-config.ts";
import { groupBy } from "../../collections.ts";
import type { AuditReport } from "../../report/audit/audit-report.ts";
import { auditGithub } from "../../report/audit/github.ts";
import { auditJson } from "../../report/audit/json.ts";
import { auditJunit } from "../../report/audit/junit.ts";
import { auditText } from "../../report/audit/text.ts";
import { piecesWithoutLogCommands } from "../../report/define-format.ts";
import { defaultOptions, type FormatOptions } from "../../report/format.ts";
import { type FormatId, formats } from "../../report/index.ts";
import { urlProblem } from "../../text/request-problems.ts";
import { visible } from "../../text/visible.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { publicSuffixList } from "../http/public-suffix-list.ts";
import { type SendFetchOptions, sendFetch } from "../http/send-fetch.ts";
import { chromiumUserAgent } from "../http/user-agent.ts";
import type { Io } from "../io.ts";
import { type OutputOptions, outputArgs, readOutputOptions } from "../output/output-options.ts";
import { writeReportFiles } from "../output/report-files.ts";
import { auditExitCode } from "../result-exit-code.ts";
import { defaultConcurrency, defaultTimeout } from "./audit-help.ts";
import { failWith } from "./command.ts";
import { policyOfProfile, readPolicy } from "./config-file.ts";
import { configNames } from "./config-names.ts";
import { defaultPolicyFile, initPolicy } from "./init-policy.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { readTimeout } from "./read-timeout.ts";

/** In seconds, for each fetch. */
const fetchTimeout = 15;
const maxQuestions = 10_000;

/** `cors-panel audit`: checks whether a server allows what a policy states, and nothing else. `signal` ends all requests. */
export async function runAudit(
  args: string[],
  io: Io,
  signal: AbortSignal = new AbortController().signal,
): Promise<ExitCode> {
  const options = readOptions(args, io);
  if (typeof options === "string") return failWith(options, io);
  const { init: source, base, origins } = options;
  if (source !== undefined) return initPolicy({ source, base, origins }, options.config ?? defaultPolicyFile, io);
  const policy =
    options.profile === undefined
      ? await readPolicy(options.config, options.base)
      : policyOfProfile(options.profile, options.base, options.origins);
  if ("problems" in policy) {
    for (const problem of policy.problems) io.warn(problem);
    return exitCodes.error;
  }
  const { list, notAsked } = questionsOf(policy.rules, publicSuffixList);
  if (list.length > maxQuestions)
    return failWith(
      `the policy needs ${list.length} requests, more than ${maxQuestions}; split it into several files`,
      io,
    );
  const answered = await sendAll(list, options, signal);
  if (signal.aborted) return failWith("canceled", io);
  const audit = judgeAudit(policy.rules, answered, notAsked, publicSuffixList);
  const fixes = fixesFor(audit, policy.rules, options.output);
  return writeReports(policy.path, { audit, fixes }, options.output, io);
}

// `audit` has no baseline: a policy says already which refusals are accepted.
const { baseline: _, "update-baseline": __, ...reportArgs } = outputArgs;

const auditArgs = {
  config: { type: "string" },
  base: { type: "string" },
  init: { type: "string" },
  profile: { type: "string" },
  origin: { type: "string", multiple: true, default: [] as string[] },
  concurrency: { type: "string" },
  timeout: { type: "string" },
  insecure: { type: "boolean" },
} as const;

interface AuditOptions {
  readonly config: string | undefined;
  readonly base: string | undefined;
  /** The file or folder to write a policy from. */
  readonly init: string | undefined;
  /** Id of the profile that is the policy. */
  readonly profile: string | undefined;
  /** The origins of the pages, for a profile and for a policy that is written. */
  readonly origins: readonly string[];
  readonly output: OutputOptions;
  /** In milliseconds, for all fetches together. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly insecure: boolean;
}

/** The options, read; a sentence when they cannot be followed. */
function readOptions(args: string[], io: Io): AuditOptions | string {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...auditArgs, ...reportArgs },
  });
  const [extra] = positionals;
  if (extra !== undefined)
    return `unexpected argument "${visible(extra)}"; set the policy with --config and the server with --base`;
  const output = readOutputOptions(values, io, values.config === undefined ? configNames : [values.config]);
  if (typeof output === "string") return output;
  const unsupported = [output, ...output.files].find(({ format }) => !Object.hasOwn(writers, format));
  if (unsupported)
    return `audit has no format "${unsupported.format}"; its formats are ${Object.keys(writers).join(", ")}`;
  const timeout = readTimeout(values.timeout, defaultTimeout);
  if (typeof timeout === "string") return timeout;
  const concurrency = Number(values.concurrency ?? defaultConcurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 100)
    return "--concurrency must be a whole number from 1 to 100";
  const { config, base, init, profile, origin: origins, insecure = false } = values;
  const problem = init === undefined ? profileProblem(values) : initProblem(values);
  if (problem !== null) return problem;
  return { config, base, init, profile, origins, output, timeout, concurrency, insecure };
}

interface PolicyValues {
  readonly config?: string | undefined;
  readonly base?: string | undefined;
  readonly profile?: string | undefined;
  readonly origin: readonly string[];
}

function initProblem({ base, profile, origin }: PolicyValues): string | null {
  if (profile !== undefined) return "--init and --profile exclude each other; set profile in a rule of the policy";
  const problem = base === undefined ? null : urlProblem(base);
  if (problem !== null) return `--base: ${problem}`;
  const [wrong] = origin.flatMap((text) => statedOriginProblem(text, publicSuffixList) ?? []);
  return wrong === undefined ? null : `--origin: ${wrong}`;
}

function profileProblem(values: PolicyValues): string | null {
  const { config, base, profile, origin } = values;
  if (profile === undefined)
    return origin.length > 0 ? "--origin needs --profile or --init; a policy file states its own origins" : null;
  if (config !== undefined) return "--profile and --config exclude each other; set profile in a rule of the policy";
  if (base === undefined) return "--profile needs --base URL, the URL that the clients request";
  return origin.length === 0 ? "--profile needs --origin ORIGIN, the origin of the client's page" : null;
}

function sendAll(
  questions: readonly Question[],
  { timeout, concurrency, insecure }: AuditOptions,
  canceled: AbortSignal,
): Promise<readonly AnsweredQuestion[]> {
  const signal = AbortSignal.any([canceled, AbortSignal.timeout(timeout)]);
  const options = { cookie: null, insecure, userAgent: chromiumUserAgent };
  return mapConcurrently(questions, concurrency, (question) => sendOne(question, { ...options, signal }));
}

async function sendOne(question: Question, options: Omit<SendFetchOptions, "actual">): Promise<AnsweredQuestion> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(fetchTimeout * 1000)]);
  return { question, ...(await sendFetch(question.call, { ...options, signal, actual: question.actual })) };
}

/** The fixes for the rules at whose URLs the server allows too much or hides a header; of several with the same code the last. */
function fixesFor(
  { overgrants, exposedHeaders, stated }: Audit,
  rules: readonly AuditRule[],
  { stacks }: OutputOptions,
): RuleFix[] {
  const wrongUrls = new Set([
    ...overgrants.filter(({ harmless }) => !harmless).flatMap(({ urls }) => urls),
    ...exposedHeaders.filter(({ state }) => state === "hidden").map(({ url }) => url),
  ]);
  const merged = mergeRules(rules);
  const wrongRules = merged.filter(({ urls }) => urls.some((url) => wrongUrls.has(url)));
  const fixes = wrongRules.flatMap((rule) => fixForRule(rule, merged, stated.recording.exchanges, stacks) ?? []);
  return [...groupBy(fixes, ({ code }) => code).values()].flatMap((same) => same.slice(-1));
}

type Writer = (config: string, report: AuditReport, options: FormatOptions) => Iterable<string>;

const writers: Readonly<Partial<Record<FormatId, Writer>>> = {
  text: (_, report, options) => auditText(report, options),
  json: (config, report, options) => [auditJson(config, report, options)],
  junit: auditJunit,
  github: auditGithub,
};

async function writeReports(config: string, report: AuditReport, output: OutputOptions, io: Io): Promise<ExitCode> {
  const write = (format: FormatId, options: FormatOptions) =>
    piecesWithoutLogCommands(writers[format]?.(config, report, options) ?? [], formats[format].syntax);
  const inFile = { ...defaultOptions, stacks: output.stacks, verbose: output.verbose, showSecrets: output.showSecrets };
  const onTerminal = { ...inFile, columns: io.columns ?? inFile.columns, paint: output.paint };
  await io.print([...write(output.format, onTerminal)].join(""));
  const isWritten = await writeReportFiles(output.files, (format) => write(format, inFile), io);
  return auditExitCode(report.audit, isWritten);
}
