// Reports on an audit: one file per output format. An audit with its fixes and the user's options come in; text goes
// out. A report decides nothing about CORS and writes no secret unless `showSecrets` is set.

import type { Audit } from "../../audit/audit.ts";
import type { RuleFix } from "../../audit/fix.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { type Redaction, withoutSecrets } from "../secrets.ts";

/** An audit with a fix for each rule that the server is laxer than. */
export interface AuditReport {
  readonly audit: Audit;
  readonly fixes: readonly RuleFix[];
}

/** The report with redacted URLs and diagnoses. */
export function auditWithoutSecrets({ audit, fixes }: AuditReport, redaction: Redaction): AuditReport {
  const redactRequest = (request: RequestInput): RequestInput => ({ ...request, url: redaction(request.url) });
  return {
    audit: {
      ...audit,
      stated: withoutSecrets({ source: "", ...audit.stated }, redaction),
      overgrants: audit.overgrants.map((overgrant) => ({ ...overgrant, urls: overgrant.urls.map(redaction) })),
      exposedHeaders: audit.exposedHeaders.map((header) => ({ ...header, url: redaction(header.url) })),
      notAsked: audit.notAsked.map(redactRequest),
      unanswered: audit.unanswered.map((item) => ({ ...item, call: redactRequest(item.call) })),
    },
    fixes: fixes.map((fix) => ({ ...fix, urls: fix.urls.map(redaction) })),
  };
}
