import { memoPerOwner } from "../collections.ts";
import type { HeaderNames } from "../fetch/header-names.ts";
import { responseNamesOf } from "../fetch/response-header.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const misspelledHeader = defineReason({
  id: "misspelled-header",
  title: "The name of a CORS header is misspelled",
  headline: (refusal) => translate`${quote(misspelling(refusal) ?? "")} is misspelled`,
  judges: ["preflight", "actual", "stored"],
  detect(refusal) {
    const misspelled = misspelling(refusal);
    if (misspelled === undefined) return;
    return {
      certainty: "certain",
      evidence: translate`${quote(misspelled)} instead of \`${missingHeader(refusal)}\``,
      remedy: "grant",
    };
  },
  explain: (refusal) => translate`Rename the header to \`${missingHeader(refusal)}\` on the server.`,
});

/** The name of the header that the verdict is about. */
function missingHeader({ matches: [verdict] }: RefusedFetch): string {
  return verdict.evidence.subject;
}

/** The name of a response header that is nearly the missing one; undefined when there is none. */
function misspelling(refusal: RefusedFetch): string | undefined {
  const missing = missingHeader(refusal).toLowerCase();
  if (!knownCorsHeaders.has(missing)) return undefined;
  const names = responseNamesOf(refusal.exchange);
  return rememberMisspelling(names, missing, () => ({ name: misspellingAmong(names, missing) })).name;
}

const knownCorsHeaders = new Set([
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-expose-headers",
  "access-control-max-age",
]);

/** Most responses of a server have the same headers. */
const rememberMisspelling = memoPerOwner<HeaderNames, { readonly name: string | undefined }>(knownCorsHeaders.size);

function misspellingAmong(among: HeaderNames, missing: string): string | undefined {
  if (among.placesOf(missing).length > 0) return undefined;
  return among.names.find((name) => {
    const lowerName = name.length < maxNameLength ? name.toLowerCase() : "";
    return (
      !knownCorsHeaders.has(lowerName) && (isWithinTwoEdits(lowerName, missing) || hasSameWords(lowerName, missing))
    );
  });
}

/** The comparison takes time in proportion to the length. The longest real name has 32 characters. */
const maxNameLength = 60;

function hasSameWords(a: string, b: string): boolean {
  return a.length === b.length && a.split("-").sort().join() === b.split("-").sort().join();
}

/** True when the Levenshtein distance of two names is at most 2. */
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
