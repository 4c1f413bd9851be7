import type { Audit } from "../../audit/findings.ts";
import type { RuleFix } from "../../audit/fix.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { type Redaction, withoutSecrets } from "../secrets.ts";

/** An audit as a report shows it, with the fixes for what is too lax. */
export interface AuditReport {
  readonly audit: Audit;
  readonly fixes: readonly RuleFix[];
}

/** Takes secrets out of the URLs that were audited. */
export function auditWithoutSecrets({ audit, fixes }: AuditReport, redaction: Redaction): AuditReport {
  const call = (original: RequestInput): RequestInput => ({ ...original, url: redaction(original.url) });
  return {
    audit: {
      ...audit,
      stated: withoutSecrets({ source: "", ...audit.stated }, redaction),
      overgrants: audit.overgrants.map((overgrant) => ({ ...overgrant, urls: overgrant.urls.map(redaction) })),
      notAsked: audit.notAsked.map(call),
      unanswered: audit.unanswered.map((left) => ({ ...left, call: call(left.call) })),
    },
    fixes: fixes.map((fix) => ({ ...fix, urls: fix.urls.map(redaction) })),
  };
}
