import { translate } from "../text/translate.ts";
import { hasCorsElsewhere, hasNoCorsHeaders, isRefusedBy } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const corsCodeAbsent = defineReason({
  id: "cors-code-absent",
  title: "The server answers as if it had no CORS code",
  general: true,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (!isRefusedBy(refusal, "missing-allow-origin") || exchange.status >= 300 || !hasNoCorsHeaders(exchange)) return;
    if (hasCorsElsewhere(refusal)) return;
    const evidence = translate`\`${exchange.method}\` ${exchange.status} without any \`Access-Control-…\` header and without \`Vary: Origin\``;
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: () =>
    "Add the CORS code before all routes. If it is there, it does not run here, or its list of origins is empty, such as from a variable that is not set.",
});
