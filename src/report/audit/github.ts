import { cut } from "../../text/visible.ts";
import type { FormatOptions } from "../format.ts";
import { annotate, annotations } from "../github.ts";
import { redactAllValues } from "../secrets.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";
import { auditSummary, titleOf } from "./text.ts";

/** An audit as annotations of a GitHub Actions run: an error for whatever is too strict or too lax, and the sum. */
export function* auditGithub(config: string, whole: AuditReport, options: FormatOptions): Generator<string> {
  const { audit } = options.showSecrets ? whole : auditWithoutSecrets(whole, redactAllValues);
  yield* annotations({ source: config, ...audit.stated });
  for (const overgrant of audit.overgrants.filter(({ harmless }) => !harmless)) {
    const { urls, origin, got, explain } = overgrant;
    const more = urls.length > 1 ? ` and ${urls.length - 1} more` : "";
    yield annotate("error", `CORS, too lax: ${cut(titleOf(overgrant), 200)}`, [
      `${cut(urls[0] ?? "", 300)}${more}`,
      `asked Origin: ${cut(origin, 300)}`,
      ...got.map(({ name, value }) => `got ${name}: ${cut(value, 300)}`),
      explain,
    ]);
  }
  for (const { call, error } of audit.unanswered.slice(0, 10)) {
    yield annotate("warning", "CORS, no answer", [`${cut(call.method, 40)} ${cut(call.url, 300)}`, error]);
  }
  yield annotate("notice", "CORS audit", [`${config}: ${auditSummary(audit)}`]);
}
