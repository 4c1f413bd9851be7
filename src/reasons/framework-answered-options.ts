import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { automaticAllowHeader, isByExpress } from "./fingerprints/automatic-options.ts";
import { defineReason } from "./reason.ts";

export const frameworkAnsweredOptions = defineReason({
  id: "framework-answered-options",
  title: "The server's framework answered `OPTIONS` by itself, not the CORS code",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllowHeader(refusal);
    if (allow === undefined || isByExpress(refusal)) return;
    const evidence = translate`${refusal.exchange.status} with ${quote(`Allow: ${allow}`)}, without CORS headers`;
    return { certainty: "certain", evidence, remedy: "answer-preflight" };
  },
  explain: () =>
    "Let the CORS code of the framework run before its routes; `Allow` only says which methods exist, it permits nothing to other origins.",
});
