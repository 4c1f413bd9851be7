import type { Diagnosis } from "../../src/index.ts";
import { t } from "../i18n/messages.ts";
import { Mark } from "./mark.tsx";

const labels = {
  refused: "outcomeRefused",
  allowed: "outcomeAllowed",
  failed: "outcomeFailed",
  unknown: "outcomeUnknown",
  fixed: "outcomeFixed",
} as const;

/** The outcome of a fetch. */
export function Outcome({ outcome }: { readonly outcome: Diagnosis["outcome"] | "fixed" }) {
  return <Mark kind={outcome} label={t(labels[outcome])} />;
}
