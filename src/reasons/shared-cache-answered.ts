import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { answered, hasCorsElsewhere, originSent, varies, verdictIs } from "./fingerprints/response.ts";
import { defineReason, type Refusal } from "./reason.ts";

export const sharedCacheAnswered = defineReason({
  id: "shared-cache-answered",
  title: "A shared cache answered with what it had kept for another origin",
  judges: ["actual"],
  detect(refusal) {
    const match = hitOf(refusal);
    if (match === null || varies(refusal.exchange, "origin")) return;
    const allowed = answered(refusal, "Access-Control-Allow-Origin");
    const mismatch = verdictIs(refusal, "allow-origin-mismatch") && allowed !== null && /^https?:/.test(allowed);
    const absent = verdictIs(refusal, "missing-allow-origin") && hasCorsElsewhere(refusal);
    if (!mismatch && !absent) return;
    const what = allowed === null ? translate("no allowed origin") : translate`${quote(allowed)} allowed`;
    return { certainty: "possible", evidence: translate`${match}, ${what}, no \`Vary: Origin\``, remedy: "vary" };
  },
  explain: (refusal) =>
    translate`Let the server send \`Vary: Origin\` with every response and put \`Origin\` into the cache's key, then clear the cache: ${quote(originSent(refusal))} got the copy of somebody else.`,
});

/** The header by which a cache says that the response is a copy. */
function hitOf(refusal: Refusal): string | null {
  for (const name of ["X-Cache", "CF-Cache-Status", "X-Vercel-Cache", "CDN-Cache", "X-Proxy-Cache", "X-Cache-Status"]) {
    const value = answered(refusal, name);
    if (value !== null && /\bhit\b/i.test(value)) return quote(`${name}: ${value}`);
  }
  const age = answered(refusal, "Age");
  return age !== null && Number(age) > 0 ? quote(`Age: ${age}`) : null;
}
