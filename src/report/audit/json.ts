import type { RuleFix } from "../../audit/fix.ts";
import type { Overgrant } from "../../audit/overgrant.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { chosenFixes } from "../chosen-fixes.ts";
import type { FormatOptions } from "../format.ts";
import { type JsonFetch, jsonFetch, stringify } from "../json.ts";
import { redactSecretValues } from "../secrets.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";

/** An audit for programs. Fields are added within a version, never renamed or removed. */
export interface JsonAudit {
  readonly version: 1;
  /** The configuration file. */
  readonly config: string;
  /** How many calls the server was asked about. */
  readonly asked: number;
  /** Allowed calls, each with the engine's word on it. */
  readonly stated: readonly JsonFetch[];
  readonly overgrants: readonly Overgrant[];
  /** What the server should say instead of what is too lax. */
  readonly fixes: readonly RuleFix[];
  readonly notAsked: readonly Pick<RequestInput, "method" | "url" | "origin">[];
  readonly unanswered: readonly (Pick<RequestInput, "method" | "url" | "origin"> & { readonly error: string })[];
}

export function auditJson(config: string, whole: AuditReport, options: FormatOptions): string {
  const { audit, fixes } = options.showSecrets ? whole : auditWithoutSecrets(whole, redactSecretValues);
  const { recording, diagnoses } = audit.stated;
  const report: JsonAudit = {
    version: 1,
    config,
    asked: audit.asked,
    stated: diagnoses.map((diagnosis) =>
      jsonFetch(diagnosis, diagnosis.outcome === "refused" ? chosenFixes([diagnosis], recording, options) : []),
    ),
    overgrants: audit.overgrants,
    fixes,
    notAsked: audit.notAsked.map(nameOf),
    unanswered: audit.unanswered.map(({ call, error }) => ({ ...nameOf(call), error })),
  };
  return `${stringify(report)}\n`;
}

function nameOf({ method, url, origin }: RequestInput): Pick<RequestInput, "method" | "url" | "origin"> {
  return { method, url, origin };
}
