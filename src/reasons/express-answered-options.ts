import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { automaticAllowHeader, isByExpress } from "./fingerprints/automatic-options.ts";
import { defineReason } from "./reason.ts";

export const expressAnsweredOptions = defineReason({
  id: "express-answered-options",
  title: "Express's default `OPTIONS` handler responded, not the CORS middleware",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllowHeader(refusal);
    if (allow === undefined || !isByExpress(refusal)) return;
    const evidence = translate`${refusal.exchange.status} with ${quote(`Allow: ${allow}`)} and \`X-Powered-By: Express\`, without CORS headers`;
    return { certainty: "certain", evidence, remedy: "answer-preflight" };
  },
  explain: () =>
    "Put `app.use(cors(…))` before all routes. On a single route, the middleware does not see `OPTIONS`. If the line is there already, its `origin` option is empty or refuses this page.",
});
