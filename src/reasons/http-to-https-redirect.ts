import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, refusedRedirect, withoutTrailingSlash } from "./fingerprints/redirect.ts";
import { defineReason } from "./reason.ts";

export const httpToHttpsRedirect = defineReason({
  id: "http-to-https-redirect",
  title: "The server redirects http to https before the CORS middleware runs",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { from, to } = refusedRedirect(refusal) ?? {};
    if (from?.protocol !== "http:" || to?.protocol !== "https:" || from.hostname !== to.hostname) return;
    if (withoutTrailingSlash(from.pathname) !== withoutTrailingSlash(to.pathname)) return;
    return { certainty: "certain", evidence: redirectEvidence(refusal), remedy: "avoid-redirect" };
  },
  explain: ({ exchange }) =>
    translate`Request ${quote(exchange.redirectUrl)} directly, or handle CORS before the redirect. Browsers do not follow a redirect of a preflight, and other redirects need CORS headers too.`,
});
