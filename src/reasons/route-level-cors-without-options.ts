import { firstSuccessWithAllowOrigin } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { automaticAllowHeader } from "./fingerprints/automatic-options.ts";
import { isOriginAllowedBy } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const routeLevelCorsWithoutOptions = defineReason({
  id: "route-level-cors-without-options",
  title: "The route has CORS code, but `OPTIONS` of the same path has not",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllowHeader(refusal);
    if (allow === undefined) return;
    const success = firstSuccessWithAllowOrigin(refusal.history.ofUrl(refusal.exchange.url));
    if (success === null || !isOriginAllowedBy(refusal, success)) return;
    return {
      certainty: "certain",
      evidence: translate`\`OPTIONS\` has only ${quote(`Allow: ${allow}`)}, while \`${success.method}\` of the same URL has \`Access-Control-Allow-Origin\``,
      remedy: "answer-preflight",
    };
  },
  explain: () =>
    "Use the CORS code for the whole application, before the routes; or add it to `OPTIONS` of this path as well.",
});
