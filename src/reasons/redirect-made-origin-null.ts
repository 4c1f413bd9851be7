import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { redirectedMethodSentence } from "./fingerprints/redirect.ts";
import { hasCorsElsewhere, hasNoCorsHeaders, isRefusedBy, requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const redirectMadeOriginNull = defineReason({
  id: "redirect-made-origin-null",
  title: "A redirect to another host made the browser send `Origin: null`",
  judges: ["preflight", "actual"],
  causes: ["allow-origin-mismatch", "missing-allow-origin"],
  detect(refusal) {
    const { fetch, hop } = refusal;
    if (fetch.hops.length < 2 || requestOrigin(refusal) !== "null" || fetch.origin === "null") return;
    if (hasNoCorsHeaders(refusal.exchange) && !hasCorsElsewhere(refusal)) return;
    const from = fetch.hops.at(-2)?.url ?? "";
    return {
      certainty: isRefusedBy(refusal, "allow-origin-mismatch") ? "certain" : "possible",
      evidence: translate`${quote(from)} redirects to ${quote(hop.url)}, which received \`Origin: null\``,
      remedy: "avoid-redirect",
    };
  },
  explain: (refusal) =>
    translate`Request ${quote(refusal.hop.url)} directly. After a redirect from one foreign origin to another, the browser sends \`Origin: null\`. No server should allow \`null\`.${redirectedMethodSentence(refusal)}`,
});
