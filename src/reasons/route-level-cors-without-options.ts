import { firstSuccessWithAllowOrigin } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { automaticAllowHeader } from "./fingerprints/automatic-options.ts";
import { isOriginAllowedBy } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const routeLevelCorsWithoutOptions = defineReason({
  id: "route-level-cors-without-options",
  title: "The CORS middleware runs for this route, but not for `OPTIONS` of the same path",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllowHeader(refusal);
    if (allow === undefined) return;
    const success = firstSuccessWithAllowOrigin(refusal.history.ofUrl(refusal.exchange.url));
    if (success === null || !isOriginAllowedBy(refusal, success)) return;
    return {
      certainty: "certain",
      evidence: translate`\`OPTIONS\` has only ${quote(`Allow: ${allow}`)}, while ${quote(success.method)} of the same URL has \`Access-Control-Allow-Origin\``,
      remedy: "answer-preflight",
    };
  },
  explain: () =>
    "Register the CORS middleware for the whole application, before the routes. Or add the middleware to `OPTIONS` of this path too.",
});
