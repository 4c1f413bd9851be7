import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const authAnsweredPreflight = defineReason({
  id: "auth-answered-preflight",
  title: "`OPTIONS` was answered by the auth layer; it never carries your token",
  headline: (refusal) =>
    translate`\`OPTIONS\` was answered ${refusal.exchange.status}${byAuth(refusal) ? "" : translate(", it seems,")} by the auth layer; it never carries your token`,
  judges: ["preflight"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (!isRefusedBy(refusal, "missing-allow-origin", "preflight-status-not-ok")) return;
    if (status !== 401 && status !== 403 && status !== 407) return;
    const challenge = responseHeader(refusal, "WWW-Authenticate");
    return {
      certainty: byAuth(refusal) ? "certain" : "possible",
      evidence: `\`OPTIONS\` ${status}${challenge === null ? "" : translate` with ${quote(`WWW-Authenticate: ${challenge}`)}`}`,
      remedy: "answer-preflight",
    };
  },
  explain: () =>
    "Run the CORS code before authentication, or let `OPTIONS` pass it: browsers send a preflight without cookies and without `Authorization`, whatever the page sets.",
});

/** A 403 may be a firewall's or the CORS code's as well. */
function byAuth(refusal: RefusedFetch): boolean {
  return refusal.exchange.status !== 403 || responseHeader(refusal, "WWW-Authenticate") !== null;
}
