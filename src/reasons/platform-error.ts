import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { platformError as errorOf } from "./fingerprints/platform-error.ts";
import { defineReason } from "./reason.ts";

/** A hosting platform that responded with an error of its own. No code of the user's ran, or its response was lost. */
export const platformError = defineReason({
  id: "platform-error",
  title: "The hosting platform responded with an error of its own",
  headline: (refusal) => translate`${translate(errorOf(refusal)?.what ?? "")} (HTTP ${refusal.exchange.status})`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status >= 400 && lacksCorsHeaders,
  detect(refusal) {
    const error = errorOf(refusal);
    if (!error) return;
    return {
      certainty: error.certainty,
      evidence: translate`${quote(refusal.exchange.method)} ${refusal.exchange.status} with ${quote(error.shownBy)}`,
      remedy: "change-request",
    };
  },
  explain: (refusal) => errorOf(refusal)?.advice ?? "",
});
