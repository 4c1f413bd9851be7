import { groupBy } from "../../collections.ts";
import { cut } from "../../text/visible.ts";
import type { FormatOptions } from "../format.ts";
import { annotation, fetchAnnotations, maxTitleLength } from "../github.ts";
import { maxUrlLength, requestLine } from "../request-line.ts";
import { redactAllValues } from "../secrets.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";
import { auditSummary, hiddenHeadersAdvice, hiddenHeadersTitle, overgrantTitle } from "./text.ts";

/**
 * The audit as annotations of a GitHub Actions run: an error for each refused call that a rule allows and for each
 * overgrant, a warning for each call without a response, and a notice with the summary.
 */
export function* auditGithub(config: string, report: AuditReport, options: FormatOptions): Generator<string> {
  const { audit } = options.showSecrets ? report : auditWithoutSecrets(report, redactAllValues);
  yield* fetchAnnotations({ source: config, ...audit.stated });
  for (const overgrant of audit.overgrants.filter(({ harmless }) => !harmless)) {
    const { urls, origin, got, explain, severity, sentMethod, status } = overgrant;
    const more = urls.length > 1 ? ` and ${urls.length - 1} more` : "";
    yield annotation("error", `CORS, too lax (${severity}): ${cut(overgrantTitle(overgrant), maxTitleLength)}`, [
      `${cut(urls[0] ?? "", maxUrlLength)}${more}`,
      `sent ${sentMethod}, Origin: ${cut(origin, maxValueLength)}`,
      `received ${status}`,
      ...got.map(({ name, value }) => `received ${name}: ${cut(value, maxValueLength)}`),
      explain,
    ]);
  }
  const hidden = audit.exposedHeaders.filter(({ state }) => state === "hidden");
  for (const group of groupBy(hidden, ({ url }) => url).values())
    yield annotation("error", `CORS, too strict: ${cut(hiddenHeadersTitle(group), maxTitleLength)}`, [
      cut(group[0].url, maxUrlLength),
      hiddenHeadersAdvice(group),
    ]);
  for (const { call, error } of audit.unanswered.slice(0, maxUnanswered)) {
    yield annotation("warning", "CORS, no response", [requestLine(call), error]);
  }
  yield annotation("notice", "CORS audit", [`${config}: ${auditSummary(audit)}`]);
}

const maxValueLength = 300;
const maxUnanswered = 10;
