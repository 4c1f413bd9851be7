import { translate } from "../text/translate.ts";
import { isRefusedBy, responseHeader, withHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const authAnsweredPreflight = defineReason({
  id: "auth-answered-preflight",
  title: "`OPTIONS` was answered by the auth layer; it never carries your token",
  headline: (refusal) =>
    translate`\`OPTIONS\` was answered ${refusal.exchange.status}${isFromAuthLayer(refusal) ? "" : translate(", it seems,")} by the auth layer; it never carries your token`,
  judges: ["preflight"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (!isRefusedBy(refusal, "missing-allow-origin", "preflight-status-not-ok")) return;
    if (status !== 401 && status !== 403 && status !== 407) return;
    return {
      certainty: isFromAuthLayer(refusal) ? "certain" : "possible",
      evidence: `\`OPTIONS\` ${status}${withHeader(refusal, "WWW-Authenticate")}`,
      remedy: "answer-preflight",
    };
  },
  explain: () =>
    "Run the CORS code before authentication, or let `OPTIONS` pass it: browsers send a preflight without cookies and without `Authorization`, whatever the page sets.",
});

/** True when only an auth layer sends such a response. A 403 may also come from a firewall or from CORS code. */
function isFromAuthLayer(refusal: RefusedFetch): boolean {
  return refusal.exchange.status !== 403 || responseHeader(refusal, "WWW-Authenticate") !== null;
}
