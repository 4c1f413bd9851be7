import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { corsHeaderNames, hasVary, isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originNotInCorsList = defineReason({
  id: "origin-not-in-cors-list",
  title: "The CORS code ran, and refused this origin",
  headline: (refusal) =>
    variesByRequest(refusal)
      ? translate`The CORS code ran, and refused what ${quote(requestOrigin(refusal))} asked for`
      : translate`The CORS code ran, and ${quote(requestOrigin(refusal))} is not in its list`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (!isRefusedBy(refusal, "missing-allow-origin")) return;
    const names = corsHeaderNames(exchange);
    // A misspelled name such as `…-Orgin` shows that the server allowed the origin, with a header that does not exist.
    if (names.some((name) => /^access-control-allow-o/i.test(name))) return;
    const variesByOrigin = hasVary(exchange, "origin");
    const hasLists = names.some((name) =>
      /^access-control-(allow-(methods|headers|credentials)|expose-headers)$/i.test(name),
    );
    if (!hasLists && (!variesByOrigin || exchange.status >= 500)) return;
    const shown = [...(variesByOrigin ? ["Vary: Origin"] : []), ...names];
    return {
      certainty: variesByOrigin && hasLists && !variesByRequest(refusal) ? "certain" : "possible",
      evidence: translate`${quoteAll(shown)}, but no \`Access-Control-Allow-Origin\``,
      remedy: "grant",
    };
  },
  explain: (refusal) =>
    variesByRequest(refusal)
      ? translate`Look at the server's list of origins first, then at its methods and headers: some frameworks answer without any permission when one of the three does not match. ${addOriginSentence(refusal)}`
      : addOriginSentence(refusal),
});

function addOriginSentence(refusal: RefusedFetch): string {
  const origin = requestOrigin(refusal);
  return translate`Add ${quote(origin)} to the list exactly so: scheme, host and port, no slash at the end.`;
}

/**
 * True when the CORS code also checks the method and the headers before it allows anything. Spring and Go's rs/cors do
 * that, and list all three in `Vary`.
 */
function variesByRequest({ exchange }: RefusedFetch): boolean {
  return hasVary(exchange, "access-control-request-method");
}
