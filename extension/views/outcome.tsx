import type { Diagnosis } from "../../src/index.ts";

const labels = { refused: "Refused", allowed: "Allowed", failed: "Failed", unknown: "Cannot tell" };
const marks = { refused: "✕", allowed: "✓", failed: "!", unknown: "?" };

/** What became of a fetch, told by shape and words and not by color alone. */
export function Outcome({ outcome }: { readonly outcome: Diagnosis["outcome"] }) {
  return (
    <span class={`outcome ${outcome}`} role="img" aria-label={labels[outcome]} title={labels[outcome]}>
      {marks[outcome]}
    </span>
  );
}
