import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const misspelledHeader = defineReason({
  id: "misspelt-header",
  title: "A CORS header's name is misspelt",
  headline: (refusal) => translate`${quote(misspelling(refusal) ?? "")} is misspelt`,
  judges: ["preflight", "actual", "stored"],
  detect(refusal) {
    const wrong = misspelling(refusal);
    if (wrong === undefined) return;
    return {
      certainty: "certain",
      evidence: translate`${quote(wrong)} where \`${subject(refusal)}\` is needed`,
      remedy: "grant",
    };
  },
  explain: (refusal) => translate`The header is called \`${subject(refusal)}\`: rename it where the server sets it.`,
});

function subject({ matches: [verdict] }: RefusedFetch): string {
  return verdict.evidence.subject;
}

/** A header of the response whose name nearly is that of the one that is absent. */
function misspelling(refusal: RefusedFetch): string | undefined {
  const right = subject(refusal).toLowerCase();
  const { responseHeaders } = refusal.exchange;
  if (!realNames.has(right) || getHeader(responseHeaders, right) !== null) return undefined;
  return responseHeaders.find(({ name }) => {
    const lowerName = name.length < 60 ? name.toLowerCase() : "";
    return !realNames.has(lowerName) && (isWithinTwoEdits(lowerName, right) || sameWords(lowerName, right));
  })?.name;
}

const realNames = new Set([
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-expose-headers",
  "access-control-max-age",
]);

function sameWords(a: string, b: string): boolean {
  return a.length === b.length && a.split("-").sort().join() === b.split("-").sort().join();
}

/** Levenshtein's distance, of which only the values to 2 matter. */
function isWithinTwoEdits(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > 2) return false;
    row = next;
  }
  return (row[b.length] ?? 3) <= 2;
}
