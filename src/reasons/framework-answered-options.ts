import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { automaticAllowHeader, isByExpress } from "./fingerprints/automatic-options.ts";
import { defineReason } from "./reason.ts";

export const frameworkAnsweredOptions = defineReason({
  id: "framework-answered-options",
  title: "The framework's default `OPTIONS` handler responded, not the CORS middleware",
  judges: ["preflight"],
  detect(refusal) {
    const allow = automaticAllowHeader(refusal);
    if (allow === undefined || isByExpress(refusal)) return;
    const evidence = translate`${refusal.exchange.status} with ${quote(`Allow: ${allow}`)}, without CORS headers`;
    return { certainty: "certain", evidence, remedy: "answer-preflight" };
  },
  explain: () =>
    "Register the framework's CORS middleware before the routes. The `Allow` header only lists the existing methods, and allows nothing to other origins.",
});
