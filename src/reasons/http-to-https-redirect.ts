import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, refusedRedirect, withoutTrailingSlash } from "./fingerprints/redirect.ts";
import { defineReason } from "./reason.ts";

export const httpToHttpsRedirect = defineReason({
  id: "http-to-https-redirect",
  title: "The server redirects http to https before its CORS code runs",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { from, to } = refusedRedirect(refusal) ?? {};
    if (from?.protocol !== "http:" || to?.protocol !== "https:" || from.hostname !== to.hostname) return;
    if (withoutTrailingSlash(from.pathname) !== withoutTrailingSlash(to.pathname)) return;
    return { certainty: "certain", evidence: redirectEvidence(refusal), remedy: "avoid-redirect" };
  },
  explain: ({ exchange }) =>
    translate`Call ${quote(exchange.redirectUrl)} directly: a preflight may not be redirected, and an actual request only by a response with CORS headers.`,
});
