import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, redirectedMethodSentence, refusedRedirect } from "./fingerprints/redirect.ts";
import { isPreflightRefused } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const redirectToAnotherUrl = defineReason({
  id: "redirect-to-another-url",
  title: "The server redirects before the CORS middleware runs",
  headline: (refusal) => {
    const { from, to } = refusedRedirect(refusal) ?? {};
    const where = from?.host === to?.host ? quote(to?.pathname ?? "") : quote(to?.host ?? "");
    return isPreflightRefused(refusal)
      ? translate`The server redirects \`OPTIONS\` to ${where}, but browsers do not follow a redirect of a preflight`
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
      ? translate`Request ${quote(refusal.exchange.redirectUrl)} directly, or respond to \`OPTIONS\` before the redirect.`
      : translate`Request ${quote(refusal.exchange.redirectUrl)} directly, or register the CORS middleware before the redirect. A redirect needs CORS headers too.${redirectedMethodSentence(refusal)}`,
});
