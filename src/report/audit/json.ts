import type { ExposedHeader } from "../../audit/exposure.ts";
import type { RuleFix } from "../../audit/fix.ts";
import type { Overgrant } from "../../audit/overgrant.ts";
import { isRefused } from "../../diagnosis.ts";
import type { RequestInput } from "../../fetch/request.ts";
import { chosenFixes, fixScopeOf } from "../chosen-fixes.ts";
import type { FormatOptions } from "../format.ts";
import { indentedJson } from "../indented-json.ts";
import { redactSecretValues } from "../secrets.ts";
import { type AuditReport, auditWithoutSecrets } from "./audit-report.ts";
import { type JsonCallFetch, toJsonFetch } from "./json-fetch.ts";

/** An audit for programs. Within a version, fields are only added, never renamed or removed. */
export interface JsonAudit {
  readonly version: 1;
  /** The path of the configuration file. */
  readonly config: string;
  /** How many calls the audit sent to the server. */
  readonly asked: number;
  /** The calls that a rule allows, each with its diagnosis. */
  readonly stated: readonly JsonCallFetch[];
  readonly overgrants: readonly Overgrant[];
  /** What the server exposes of the response headers that the rules state. */
  readonly exposedHeaders: readonly ExposedHeader[];
  /** The configuration that the server should have in place of the overgrants. */
  readonly fixes: readonly RuleFix[];
  /** The calls that a rule allows and that the audit did not send, because no rule names them as harmless. */
  readonly notAsked: readonly JsonCall[];
  /** The calls without a response, each with the browser's name for the error. */
  readonly unanswered: readonly (JsonCall & { readonly error: string })[];
}

type JsonCall = Pick<RequestInput, "method" | "url" | "origin">;

/** The audit as JSON. URLs keep the values that are no secrets. */
export function auditJson(config: string, report: AuditReport, options: FormatOptions): string {
  const { audit, fixes } = options.showSecrets ? report : auditWithoutSecrets(report, redactSecretValues);
  const { diagnoses, notes } = audit.stated;
  const scope = fixScopeOf([{ ...audit.stated, source: config }]);
  const json: JsonAudit = {
    version: 1,
    config,
    asked: audit.asked,
    stated: diagnoses.map((diagnosis) => {
      const fixes = isRefused(diagnosis) ? [...chosenFixes([diagnosis], scope, options)] : [];
      return toJsonFetch(diagnosis, fixes, notes.get(diagnosis));
    }),
    overgrants: audit.overgrants,
    exposedHeaders: audit.exposedHeaders,
    fixes,
    notAsked: audit.notAsked.map(toJsonCall),
    unanswered: audit.unanswered.map(({ call, error }) => ({ ...toJsonCall(call), error })),
  };
  return `${indentedJson(json)}\n`;
}

function toJsonCall({ method, url, origin }: RequestInput): JsonCall {
  return { method, url, origin };
}
