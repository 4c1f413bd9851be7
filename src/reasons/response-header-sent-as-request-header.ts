import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const responseHeaderSentAsRequestHeader = defineReason({
  id: "response-header-sent-as-request-header",
  title: "The page sends a response header as a request header",
  headline: (refusal) =>
    translate`The page itself sends ${quoteAll(responseHeaders(refusal))}, which only a server may send`,
  judges: ["preflight"],
  detect(refusal) {
    const sent = responseHeaders(refusal);
    if (sent.length === 0) return;
    const refused = isRefusedBy(refusal, "header-not-allowed");
    const { method, headerNames } = refusal.matches[0].step;
    const onlyCause = headerNames.length === sent.length && isCorsSafelistedMethod(method);
    if (!refused && !onlyCause) return;
    return {
      certainty: "certain",
      evidence: translate`\`Access-Control-Request-Headers\` lists ${quoteAll(sent)}`,
      remedy: "change-request",
    };
  },
  explain: (refusal) =>
    translate`Delete ${quoteAll(responseHeaders(refusal))} from the headers of the call: it permits nothing there, and only makes the browser ask for permission first.`,
});

function responseHeaders({ matches: [verdict] }: RefusedFetch): string[] {
  return verdict.step.headerNames.filter((name) => name.startsWith("access-control-"));
}
