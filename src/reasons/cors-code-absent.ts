import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hasCorsElsewhere, hasNoCorsHeaders, isRefusedBy } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const corsCodeAbsent = defineReason({
  id: "cors-code-absent",
  title: "No CORS middleware handled this request",
  general: true,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (!isRefusedBy(refusal, "missing-allow-origin") || exchange.status >= 300 || !hasNoCorsHeaders(exchange)) return;
    if (hasCorsElsewhere(refusal)) return;
    const evidence = translate`${quote(exchange.method)} ${exchange.status} without any \`Access-Control-…\` header and without \`Vary: Origin\``;
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: () =>
    "Register the CORS middleware before all routes. If the middleware is there already, check that it runs for this request and that its list of origins is not empty.",
});
