import type { Diagnosis } from "../../src/index.ts";
import { t } from "../messages.ts";

const labels = {
  refused: "outcomeRefused",
  allowed: "outcomeAllowed",
  failed: "outcomeFailed",
  unknown: "outcomeUnknown",
  fixed: "outcomeFixed",
} as const;
const marks = { refused: "✕", allowed: "✓", failed: "!", unknown: "?", fixed: "✓" };

/** What became of a fetch, told by shape and words and not by color alone. */
export function Outcome({ outcome }: { readonly outcome: Diagnosis["outcome"] | "fixed" }) {
  return (
    <span class={`outcome ${outcome}`} role="img" aria-label={t(labels[outcome])} title={t(labels[outcome])}>
      {marks[outcome]}
    </span>
  );
}
