import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectEvidence, refusedRedirect } from "./fingerprints/redirect.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const loginRedirect = defineReason({
  id: "login-redirect",
  title: "The server sends callers without a session to its login page",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const redirect = refusedRedirect(refusal);
    if (redirect && isLogin(redirect.to) && !isLogin(redirect.from)) {
      return {
        certainty: "certain",
        evidence: redirectEvidence(refusal),
        remedy: refusal.exchange.method === "OPTIONS" ? "answer-preflight" : undefined,
      };
    }
    const before = hopBefore(refusal);
    const { url } = refusal.exchange;
    if (!before || !isRefusedBy(refusal, "missing-allow-origin", "allow-origin-mismatch") || !URL.canParse(url)) return;
    if (!isLogin(new URL(url)) || (URL.canParse(before) && isLogin(new URL(before)))) return;
    return { certainty: "certain", evidence: translate`${quote(before)} redirects to ${quote(url)}` };
  },
  explain: (refusal) =>
    refusal.matches[0].step.name === "preflight"
      ? "Answer `OPTIONS` before the session is looked at: a preflight never carries a cookie or a token. Answer callers of the API without a session 401, not with a page."
      : "Answer callers of the API without a session 401 with CORS headers, so that the page can ask for a login; a login page cannot be read by `fetch`.",
});

function hopBefore({ fetch, hop }: RefusedFetch): string | undefined {
  return fetch.hops[fetch.hops.indexOf(hop) - 1]?.url;
}

function isLogin({ pathname, hostname }: URL): boolean {
  return (
    /\/(log-?in|sign-?in|sso|saml2?|authorize|auth\/realms)(\/|\.|$)/i.test(pathname) ||
    /^(login|signin|sso|accounts|idp)\./i.test(hostname)
  );
}
