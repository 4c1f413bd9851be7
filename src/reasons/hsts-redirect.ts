import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, refusedRedirect } from "./fingerprints/redirect.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const hstsRedirect = defineReason({
  id: "hsts-redirect",
  title: "The browser itself turned http into https, because the site asked for it (HSTS)",
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (!refusedRedirect(refusal) || responseHeader(refusal, "Non-Authoritative-Reason")?.toUpperCase() !== "HSTS")
      return;
    return {
      certainty: "certain",
      evidence: translate`${redirectEvidence(refusal)} with \`Non-Authoritative-Reason: HSTS\``,
      remedy: "change-request",
    };
  },
  explain: ({ exchange }) =>
    translate`Call ${quote(exchange.redirectUrl)} instead; no server setting helps, since this request never left the browser as http.`,
});
