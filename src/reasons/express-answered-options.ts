import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { automaticAllowHeader, isByExpress } from "./fingerprints/automatic-options.ts";
import { defineReason } from "./reason.ts";

export const expressAnsweredOptions = defineReason({
  id: "express-answered-options",
  title: "Express answered `OPTIONS` by itself, not the CORS code",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllowHeader(refusal);
    if (allow === undefined || !isByExpress(refusal)) return;
    const evidence = translate`${refusal.exchange.status} with ${quote(`Allow: ${allow}`)} and \`X-Powered-By: Express\`, without CORS headers`;
    return { certainty: "certain", evidence, remedy: "answer-preflight" };
  },
  explain: () =>
    "Put `app.use(cors(…))` before all routes: on a single route it does not see `OPTIONS`. If it is there, its `origin` function says no to this page, or its setting is empty, and the request went on to Express.",
});
