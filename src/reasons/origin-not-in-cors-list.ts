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
    // `…-Orgin` and its like: the origin was allowed, by a header that does not exist.
    if (names.some((name) => /^access-control-allow-o/i.test(name))) return;
    const byOrigin = hasVary(exchange, "origin");
    const list = names.some((name) =>
      /^access-control-(allow-(methods|headers|credentials)|expose-headers)$/i.test(name),
    );
    if (!list && (!byOrigin || exchange.status >= 500)) return;
    const shown = [...(byOrigin ? ["Vary: Origin"] : []), ...names];
    return {
      certainty: byOrigin && list && !variesByRequest(refusal) ? "certain" : "possible",
      evidence: translate`${quoteAll(shown)}, but no \`Access-Control-Allow-Origin\``,
      remedy: "grant",
    };
  },
  explain: (refusal) =>
    variesByRequest(refusal)
      ? translate`Look at the server's list of origins first, then at its methods and headers: some frameworks answer without any permission when one of the three does not match. ${exactly(refusal)}`
      : exactly(refusal),
});

function exactly(refusal: RefusedFetch): string {
  const origin = requestOrigin(refusal);
  return translate`Add ${quote(origin)} to the list exactly so: scheme, host and port, no slash at the end.`;
}

/** Spring and Go's rs/cors, which refuse by method and header too, and say by `Vary` that they looked at all three. */
function variesByRequest({ exchange }: RefusedFetch): boolean {
  return hasVary(exchange, "access-control-request-method");
}
