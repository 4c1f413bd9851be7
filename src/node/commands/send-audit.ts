import type { AnsweredQuestion } from "../../audit/answered-question.ts";
import { type Audit, judgeAudit } from "../../audit/audit.ts";
import { fixForRule, mergeRules, type RuleFix } from "../../audit/fix.ts";
import { type Question, questionsOf } from "../../audit/questions.ts";
import type { AuditRule } from "../../audit/read-config.ts";
import { groupBy } from "../../collections.ts";
import type { AuditReport } from "../../report/audit/audit-report.ts";
import { publicSuffixList } from "../http/public-suffix-list.ts";
import { type SendFetchOptions, sendFetch } from "../http/send-fetch.ts";
import { chromiumUserAgent } from "../http/user-agent.ts";
import { mapConcurrently } from "./map-concurrently.ts";

/** How an audit sends its requests, and for which stacks it writes code. */
export interface SendAuditOptions {
  /** In milliseconds, for all fetches together. */
  readonly timeout: number;
  readonly concurrency: number;
  readonly insecure: boolean;
  /** Ids of the stacks that the user chose; empty for the one that the responses point to. */
  readonly stacks: readonly string[];
}

/** In seconds, for each fetch. */
const fetchTimeout = 15;
const maxQuestions = 10_000;

/** Sends what the rules need, and compares the responses with the rules; a sentence when that is not possible. */
export async function sendAudit(
  rules: readonly AuditRule[],
  options: SendAuditOptions,
  signal: AbortSignal,
): Promise<AuditReport | string> {
  const { list, notAsked } = questionsOf(rules, publicSuffixList);
  if (list.length > maxQuestions)
    return `the policy needs ${list.length} requests, more than ${maxQuestions}; split it into several files`;
  const answered = await sendAll(list, options, signal);
  if (signal.aborted) return "canceled";
  const audit = judgeAudit(rules, answered, notAsked, publicSuffixList);
  return { audit, fixes: fixesFor(audit, rules, options.stacks) };
}

function sendAll(
  questions: readonly Question[],
  { timeout, concurrency, insecure }: SendAuditOptions,
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
  stacks: readonly string[],
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
