import type { Overgrant } from "../../audit/overgrant.ts";
import { groupBy } from "../../collections.ts";
import { cut } from "../../text/visible.ts";
import type { FormatOptions } from "../format.ts";
import { type Annotation, fetchAnnotations, maxTitleLength, summaryAnnotation, writeAnnotations } from "../github.ts";
import { locateInSource } from "../repository-location.ts";
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
  const hidden = audit.exposedHeaders.filter(({ state }) => state === "hidden");
  yield* writeAnnotations([
    ...fetchAnnotations({ source: config, ...audit.stated }, locateInSource),
    ...audit.overgrants.filter(({ harmless }) => !harmless).map(overgrantAnnotation),
    ...[...groupBy(hidden, ({ url }) => url).values()].map(
      (group): Annotation => ({
        level: "error",
        title: `CORS, too strict: ${cut(hiddenHeadersTitle(group), maxTitleLength)}`,
        lines: [cut(group[0].url, maxUrlLength), hiddenHeadersAdvice(group)],
      }),
    ),
    ...audit.unanswered.map(
      ({ call, error }): Annotation => ({
        level: "warning",
        title: "CORS, no response",
        lines: [requestLine(call), error],
      }),
    ),
    summaryAnnotation("CORS audit", `${config}: ${auditSummary(audit)}`),
  ]);
}

function overgrantAnnotation(overgrant: Overgrant): Annotation {
  const { urls, origin, got, explain, severity, sentMethod, status } = overgrant;
  const more = urls.length > 1 ? ` and ${urls.length - 1} more` : "";
  return {
    level: "error",
    title: `CORS, too lax (${severity}): ${cut(overgrantTitle(overgrant), maxTitleLength)}`,
    lines: [
      `${cut(urls[0] ?? "", maxUrlLength)}${more}`,
      `sent ${sentMethod}, Origin: ${cut(origin, maxValueLength)}`,
      `received ${status}`,
      ...got.map(({ name, value }) => `received ${name}: ${cut(value, maxValueLength)}`),
      explain,
    ],
  };
}

const maxValueLength = 300;
