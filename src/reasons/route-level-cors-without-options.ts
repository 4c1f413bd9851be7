import { firstSuccessWithAllowOrigin } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { automaticAllow } from "./fingerprints/automatic-options.ts";
import { allowsSameOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const routeLevelCorsWithoutOptions = defineReason({
  id: "route-level-cors-without-options",
  title: "The route has CORS code, but `OPTIONS` of the same path has not",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllow(refusal);
    if (allow === undefined) return;
    const seen = firstSuccessWithAllowOrigin(refusal.history.ofUrl(refusal.exchange.url));
    if (seen === null || !allowsSameOrigin(refusal, seen)) return;
    return {
      certainty: "certain",
      evidence: translate`\`OPTIONS\` has only ${quote(`Allow: ${allow}`)}, while \`${seen.method}\` of the same URL has \`Access-Control-Allow-Origin\``,
      remedy: "answer-preflight",
    };
  },
  explain: () =>
    "Use the CORS code for the whole application, before the routes; or add it to `OPTIONS` of this path as well.",
});
