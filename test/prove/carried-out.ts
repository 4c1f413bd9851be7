import { originOf } from "../../src/fetch/origin.ts";
import { serverGrants } from "../../src/fixes/current-grants.ts";
import { fixContextOf } from "../../src/fixes/fix-context.ts";
import { policyFor } from "../../src/fixes/policy.ts";
import { requiredChanges } from "../../src/fixes/required-changes.ts";
import type { Diagnosis, Fix, Recording } from "../../src/index.ts";
import { stacks } from "../../src/stacks/index.ts";

/**
 * The server's code when a reader has carried out a fix. A fix that changes code shows only a part of it, so this is the whole
 * of what the server grants then. A reader whose page sends credentials takes the line for them out of its comment.
 */
export function carriedOut(
  fix: Fix,
  alternative: number,
  refused: readonly Diagnosis[],
  recording: Recording,
  { credentials }: RequestInit,
): string {
  const stack = stacks.find(({ id }) => id === fix.stack);
  if (!stack || fix.remedy === "change-request") return fix.code;
  const chosen = refused.map(requiredChanges).filter(({ remedies }) => remedies.length > 0);
  const { policy } = policyFor(chosen, serverGrants(recording, originOf(chosen[0]?.url ?? "")));
  const context = fixContextOf(chosen);
  const whole = {
    ...policy,
    form: policy.form === "change" ? ("exact" as const) : policy.form,
    staysOpen: policy.staysOpen && stack.staysOpen === true,
    credentials: policy.credentials || (policy.maybeCredentials && credentials === "include"),
    maybeCredentials: policy.maybeCredentials && credentials !== "include",
  };
  return stack.fix[fix.remedy](whole, context)[alternative]?.code ?? "";
}

/** The place of a fix among the ways of its stack to apply one remedy. */
export function alternativeOf(fix: Fix, fixes: readonly Fix[]): number {
  return fixes.filter(({ stack, remedy }) => stack === fix.stack && remedy === fix.remedy).indexOf(fix);
}
