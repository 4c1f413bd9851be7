import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const responseHeaderSentAsRequestHeader = defineReason({
  id: "response-header-sent-as-request-header",
  title: "The page sends a response header as a request header",
  headline: (refusal) =>
    translate`The page sends ${quoteAll(responseHeaderNames(refusal))} with its request, but only a server can send such a header`,
  judges: ["preflight"],
  detect(refusal) {
    const sent = responseHeaderNames(refusal);
    if (sent.length === 0) return;
    const isRefused = isRefusedBy(refusal, "header-not-allowed");
    const { method, headerNames } = refusal.matches[0].step;
    const isOnlyTrigger = headerNames.length === sent.length && isCorsSafelistedMethod(method);
    if (!isRefused && !isOnlyTrigger) return;
    return {
      certainty: "certain",
      evidence: translate`\`Access-Control-Request-Headers\` lists ${quoteAll(sent)}`,
      remedy: "change-request",
    };
  },
  explain: (refusal) =>
    translate`Delete ${quoteAll(responseHeaderNames(refusal))} from the request's headers. In a request, such a header allows nothing and only causes a preflight.`,
});

/** The `Access-Control-…` names that the page set on its request. */
function responseHeaderNames({ matches: [verdict] }: RefusedFetch): string[] {
  return verdict.step.headerNames.filter((name) => name.startsWith("access-control-"));
}
