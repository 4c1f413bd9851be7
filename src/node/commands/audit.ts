import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { type AnsweredQuestion, type Audit, judgeAudit } from "../../audit/findings.ts";
import { fixForRule, type RuleFix } from "../../audit/fix.ts";
import { type Question, questionsOf } from "../../audit/questions.ts";
import { type AuditRule, readConfig } from "../../audit/read-config.ts";
import { auditGithub } from "../../report/audit-github.ts";
import { auditJson } from "../../report/audit-json.ts";
import { auditJunit } from "../../report/audit-junit.ts";
import type { AuditReport } from "../../report/audit-secrets.ts";
import { auditText } from "../../report/audit-text.ts";
import { defaultOptions, type FormatOptions } from "../../report/format.ts";
import { visible } from "../../text/visible.ts";
import { fileError } from "../har-file/har-file.ts";
import { chromium, readTimeout } from "../http/options.ts";
import { mapConcurrently } from "../http/pool.ts";
import { type SendFetchOptions, sendFetch } from "../http/send-fetch.ts";
import { makeFolder } from "../output/make-folder.ts";
import { type Output, outputOptions, readOutput } from "../output/output.ts";
import type { Command, ExitCode, Io } from "./command.ts";
import { configNames, findConfig, loadConfig } from "./config-file.ts";

/** Seconds, for everything together and for each call. */
const defaultTimeout = 120;
const callTimeout = 15;
const defaultConcurrency = 4;
const mostQuestions = 5000;

/** `cors-panel audit`: asks a server whether it allows what a policy states, and nothing else. */
export const auditCommand: Command = {
  name: "audit",
  summary: "ask a server whether it allows what a policy states, and nothing else",
  help: `Usage: cors-panel audit [--config FILE] [--base URL] [OPTIONS]

Asks a server about every call that the policy allows, and about its forbidden neighbors: origins that look like an
allowed one, and methods, headers and credentials that no rule names. Says where the server is too strict, and where it
is too lax. Only preflights, GET and HEAD are sent; cookies never are.

The policy is in ${configNames.join(", ")}:

  import { defineConfig } from "cors-panel/config";

  export default defineConfig({
    base: "https://api.example",
    allow: [
      { origins: ["https://app.example"], routes: ["/orders"], methods: ["GET", "POST"], headers: ["content-type"] },
      { origins: ["https://app.example"], routes: ["/account"], credentials: true },
    ],
  });

Options:
  --config FILE        the policy; default: the file of such a name in the current folder
  --base URL           the server to ask, in place of the policy's
  --concurrency N      how many calls at a time; default ${defaultConcurrency}
  --timeout SECONDS    for everything together; default ${defaultTimeout}
  --insecure           accept certificates that are not trusted
  --format NAME        print the report as text (the default), json, junit or github
  --json               the same as --format json
  --report NAME=FILE   write it in this format to a file as well; may be repeated
  --stack ID           show the fix for this server stack
  --color WHEN         auto (the default: on a terminal), always or never
  --show-secrets       leave tokens and values in URLs as they are
  -h, --help           print this help

Exit code:
  0  the server allows what is stated, and nothing else
  1  it is too strict, or too lax
  2  bad usage, a policy that cannot be read, or calls that were not answered

Examples:
  cors-panel audit
  cors-panel audit --base http://localhost:8080 --report json=audit.json
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...auditOptions, ...reportOptions },
    });
    const [extra] = positionals;
    if (extra !== undefined)
      return misused(`name the policy with --config, and the server with --base: not "${visible(extra)}"`, io);
    const output = readOutput(values, io);
    if (typeof output === "string") return misused(output, io);
    const unfit = [output, ...output.files].find(({ format }) => !Object.hasOwn(writers, format));
    if (unfit) return misused(`an audit is reported as ${names.join(", ")}, not as ${unfit.format}`, io);
    const timeout = readTimeout(values.timeout, defaultTimeout);
    if (typeof timeout === "string") return misused(timeout, io);
    const concurrency = Number(values.concurrency ?? defaultConcurrency);
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 100)
      return misused("--concurrency is a whole number from 1 to 100", io);
    const config = await findRules(values.config, values.base);
    if ("problems" in config) {
      for (const problem of config.problems) io.warn(problem);
      return 2;
    }
    const { list, notAsked } = questionsOf(config.rules);
    if (list.length > mostQuestions)
      return misused(`the policy comes to ${list.length} calls, more than ${mostQuestions}: divide it`, io);
    const signal = AbortSignal.timeout(timeout);
    const options = { cookie: null, insecure: values.insecure ?? false, userAgent: chromium };
    const answered = await mapConcurrently(list, concurrency, (question) => askOne(question, { ...options, signal }));
    const audit = judgeAudit(config.rules, answered, notAsked);
    return report(config.path, { audit, fixes: fixesFor(audit, config.rules, output) }, output, io);
  },
};

/** A baseline accepts refusals; what a policy states is not to be refused at all. */
const { baseline: _, "update-baseline": __, ...reportOptions } = outputOptions;

const auditOptions = {
  config: { type: "string" },
  base: { type: "string" },
  concurrency: { type: "string" },
  timeout: { type: "string" },
  insecure: { type: "boolean" },
} as const;

function misused(message: string, io: Io): ExitCode {
  io.warn(message);
  return 2;
}

type Found = { readonly path: string; readonly rules: readonly AuditRule[] } | { readonly problems: readonly string[] };

async function findRules(file: string | undefined, base: string | undefined): Promise<Found> {
  const found = findConfig(file);
  if (typeof found === "string") return { problems: [found] };
  const { path } = found;
  const loaded = await loadConfig(path);
  if (typeof loaded === "string") return { problems: [`${visible(path)}: ${loaded}`] };
  const read = readConfig(loaded.value, base);
  return "rules" in read
    ? { path, ...read }
    : { problems: read.problems.map((problem) => `${visible(path)}: ${visible(problem)}`) };
}

async function askOne(question: Question, options: Omit<SendFetchOptions, "actual">): Promise<AnsweredQuestion> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(callTimeout * 1000)]);
  return { question, ...(await sendFetch(question.call, { ...options, signal, actual: question.actual })) };
}

/** One fix for each rule, as far as they differ, at whose URLs something is let in. */
function fixesFor({ overgrants, stated }: Audit, rules: readonly AuditRule[], { stacks }: Output): RuleFix[] {
  const lax = new Set(overgrants.filter(({ harmless }) => !harmless).flatMap(({ urls }) => urls));
  const concerned = rules.filter(({ urls }) => urls.some((url) => lax.has(url)));
  const fixes = concerned.flatMap((rule) => fixForRule(rule, rules, stated.recording.exchanges, stacks) ?? []);
  return [...new Map(fixes.map((fix) => [fix.code, fix])).values()];
}

type Writer = (config: string, whole: AuditReport, options: FormatOptions) => Iterable<string>;

const writers: Readonly<Record<string, Writer>> = {
  text: (_, whole, options) => auditText(whole, options),
  json: (config, whole, options) => [auditJson(config, whole, options)],
  junit: auditJunit,
  github: auditGithub,
};
const names = Object.keys(writers);

async function report(config: string, whole: AuditReport, output: Output, io: Io): Promise<ExitCode> {
  const { audit } = whole;
  const write = (format: string, options: FormatOptions) =>
    [...(writers[format]?.(config, whole, options) ?? [])].join("");
  const options = { ...defaultOptions, stacks: output.stacks, showSecrets: output.showSecrets };
  await io.print(write(output.format, { ...options, columns: io.columns ?? options.columns, paint: output.paint }));
  let complete = audit.unanswered.length === 0;
  for (const { format, path } of output.files) {
    try {
      await makeFolder(dirname(path));
      await writeFile(path, write(format, options));
    } catch (error) {
      io.warn(`${visible(path)}: the ${format} report could not be written (${fileError(error)})`);
      complete = false;
    }
  }
  const { diagnoses } = audit.stated;
  if (!complete || diagnoses.some(({ outcome }) => outcome === "failed")) return 2;
  const isSound =
    diagnoses.every(({ outcome }) => outcome !== "refused") && audit.overgrants.every(({ harmless }) => harmless);
  return isSound ? 0 : 1;
}
