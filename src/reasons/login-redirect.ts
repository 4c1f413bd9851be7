import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, refusedRedirect } from "./fingerprints/redirect.ts";
import { isPreflightRefused, isRefusedBy } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const loginRedirect = defineReason({
  id: "login-redirect",
  title: "The server sends callers without a session to its login page",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const redirect = refusedRedirect(refusal);
    if (redirect && isLoginUrl(redirect.to) && !isLoginUrl(redirect.from)) {
      return {
        certainty: "certain",
        evidence: redirectEvidence(refusal),
        remedy: refusal.exchange.method === "OPTIONS" ? "answer-preflight" : undefined,
      };
    }
    const previous = previousUrl(refusal);
    const { url } = refusal.exchange;
    if (!previous || !isRefusedBy(refusal, "missing-allow-origin", "allow-origin-mismatch") || !URL.canParse(url))
      return;
    if (!isLoginUrl(new URL(url)) || (URL.canParse(previous) && isLoginUrl(new URL(previous)))) return;
    return { certainty: "certain", evidence: translate`${quote(previous)} redirects to ${quote(url)}` };
  },
  explain: (refusal) =>
    isPreflightRefused(refusal)
      ? "Answer `OPTIONS` before the session is looked at: a preflight never carries a cookie or a token. Answer callers of the API without a session 401, not with a page."
      : "Answer callers of the API without a session 401 with CORS headers, so that the page can ask for a login; a login page cannot be read by `fetch`.",
});

/** The URL of the hop before the refused one; undefined for the first hop. */
function previousUrl({ fetch, hop }: RefusedFetch): string | undefined {
  return fetch.hops[fetch.hops.indexOf(hop) - 1]?.url;
}

function isLoginUrl({ pathname, hostname }: URL): boolean {
  return (
    /\/(log-?in|sign-?in|sso|saml2?|authorize|auth\/realms)(\/|\.|$)/i.test(pathname) ||
    /^(login|signin|sso|accounts|idp)\./i.test(hostname)
  );
}
