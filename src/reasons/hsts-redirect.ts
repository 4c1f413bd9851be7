import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, refusedRedirect } from "./fingerprints/redirect.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const hstsRedirect = defineReason({
  id: "hsts-redirect",
  title: "The browser itself changed http to https, because the site uses HSTS",
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
    translate`Request ${quote(exchange.redirectUrl)} directly. No server setting helps, because the browser never sent this request over http.`,
});
