import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, redirectedMethodSentence, refusedRedirect } from "./fingerprints/redirect.ts";
import { isPreflightRefused } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const redirectToAnotherUrl = defineReason({
  id: "redirect-to-another-url",
  title: "The server redirects before its CORS code runs",
  headline: (refusal) => {
    const { from, to } = refusedRedirect(refusal) ?? {};
    const where = from?.host === to?.host ? quote(to?.pathname ?? "") : quote(to?.host ?? "");
    return isPreflightRefused(refusal)
      ? translate`\`OPTIONS\` is redirected to ${where}; a preflight may not be`
      : translate`The redirect to ${where} has no CORS headers`;
  },
  general: true,
  judges: ["preflight", "actual"],
  detect(refusal) {
    if (!refusedRedirect(refusal)) return;
    return { certainty: "certain", evidence: redirectEvidence(refusal), remedy: "avoid-redirect" };
  },
  explain: (refusal) =>
    isPreflightRefused(refusal)
      ? translate`A preflight may not be redirected: call ${quote(refusal.exchange.redirectUrl)} directly, or answer \`OPTIONS\` before the redirect.`
      : translate`Request ${quote(refusal.exchange.redirectUrl)} directly, or run the CORS middleware before the redirect, since a redirect needs CORS headers too.${redirectedMethodSentence(refusal)}`,
});
