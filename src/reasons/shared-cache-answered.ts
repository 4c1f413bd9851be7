import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { cacheHitHeader } from "./fingerprints/cache-hit.ts";
import { hasCorsElsewhere, hasVary, isRefusedBy, requestOrigin, responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const sharedCacheAnswered = defineReason({
  id: "shared-cache-answered",
  title: "A shared cache returned a response for another origin",
  judges: ["actual"],
  detect(refusal) {
    const hit = cacheHitHeader(refusal);
    if (hit === null || hasVary(refusal.exchange, "origin")) return;
    const allowed = responseHeader(refusal, "Access-Control-Allow-Origin");
    const isMismatch = isRefusedBy(refusal, "allow-origin-mismatch") && allowed !== null && /^https?:/.test(allowed);
    const isMissing = isRefusedBy(refusal, "missing-allow-origin") && hasCorsElsewhere(refusal);
    if (!isMismatch && !isMissing) return;
    const content = allowed === null ? translate("no allowed origin") : translate`${quote(allowed)} allowed`;
    return { certainty: "possible", evidence: translate`${hit}, ${content}, no \`Vary: Origin\``, remedy: "vary" };
  },
  explain: (refusal) =>
    translate`Let the server send \`Vary: Origin\` with every response, and add \`Origin\` to the cache key. Then clear the cache: ${quote(requestOrigin(refusal))} received a response for another origin.`,
});
