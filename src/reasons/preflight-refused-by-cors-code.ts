import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const preflightRefusedByCorsCode = defineReason({
  id: "preflight-refused-by-cors-code",
  title: "The CORS code ran, and refused the preflight",
  headline: (refusal) => translate`The CORS code ran, and refused ${quoteAll(refusedNames(refusal))}`,
  judges: ["preflight"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (!isRefusedBy(refusal, "preflight-status-not-ok") || (status !== 400 && status !== 403)) return;
    const list =
      responseHeader(refusal, "Access-Control-Allow-Methods") ??
      responseHeader(refusal, "Access-Control-Allow-Headers");
    if (list === null || refusedNames(refusal).length === 0) return;
    return {
      certainty: "possible",
      evidence: translate`\`OPTIONS\` ${status} with CORS headers that do not list ${quoteAll(refusedNames(refusal))}`,
      remedy: "grant",
    };
  },
  explain: (refusal) =>
    translate`Add ${quoteAll(refusedNames(refusal))} to what the server's CORS code allows; the status then follows.`,
});

/** The method and the header names that the preflight does not allow. */
function refusedNames({ matches }: RefusedFetch): readonly string[] {
  const lists = matches.filter(({ cause }) => cause.id === "method-not-allowed" || cause.id === "header-not-allowed");
  return lists.flatMap(({ cause, step, evidence }) =>
    cause.id === "method-not-allowed" ? [step.method] : (evidence.names ?? []),
  );
}
