import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { cacheHitHeader } from "./fingerprints/cache-hit.ts";
import { hasCorsElsewhere } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const corsCodeAbsent = defineReason({
  id: "cors-code-absent",
  title: "No CORS middleware handled this request",
  general: true,
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status, lacksCorsHeaders }) => status < 300 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    if (hasCorsElsewhere(refusal)) return;
    const evidence = translate`${quote(exchange.method)} ${exchange.status} without any \`Access-Control-…\` header and without \`Vary: Origin\``;
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) => {
    const hit = cacheHitHeader(refusal);
    return hit === null
      ? "Register the CORS middleware before all routes. If the middleware is there already, check that it runs for this request and that its list of origins is not empty."
      : translate`Let the server behind the cache send the CORS headers. Then clear the cache: this response is a stored one (${hit}), and may be older than the headers.`;
  },
});
