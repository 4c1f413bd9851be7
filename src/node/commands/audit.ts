import { parseArgs } from "node:util";
import { statedOriginProblem } from "../../audit/origin-pattern.ts";
import type { AuditReport } from "../../report/audit/audit-report.ts";
import { auditBrief } from "../../report/audit/brief.ts";
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
import type { Io } from "../io.ts";
import { type OutputOptions, outputArgs, readOutputOptions } from "../output/output-options.ts";
import { writeReportFiles } from "../output/report-files.ts";
import { auditExitCode } from "../result-exit-code.ts";
import { defaultConcurrency, defaultTimeout } from "./audit-help.ts";
import { failWith } from "./command.ts";
import { policyOfProfile, readPolicy } from "./config-file.ts";
import { configNames } from "./config-names.ts";
import { defaultPolicyFile, initPolicy } from "./init-policy.ts";
import { readTimeout } from "./read-timeout.ts";
import { sendAudit } from "./send-audit.ts";

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
  const report = await sendAudit(policy.rules, { ...options, stacks: options.output.stacks }, signal);
  if (typeof report === "string") return failWith(report, io);
  return writeReports(policy.path, report, options.output, io);
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

type Writer = (config: string, report: AuditReport, options: FormatOptions) => Iterable<string>;

const writers: Readonly<Partial<Record<FormatId, Writer>>> = {
  text: (_, report, options) => auditText(report, options),
  brief: (_, report, options) => auditBrief(report, options),
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
