import { translate } from "../text/translate.ts";
import { hasNoCorsHeaders, remedyForError, withHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const authBeforeCors = defineReason({
  id: "auth-before-cors",
  title: "The auth layer answered, without CORS headers",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status} from the auth layer, and its answer has no CORS headers`,
  judges: ["actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (exchange.status !== 401 || !hasNoCorsHeaders(exchange)) return;
    return {
      certainty: "certain",
      evidence: `401${withHeader(refusal, "WWW-Authenticate")}`,
      remedy: remedyForError(refusal),
    };
  },
  explain: () =>
    "Run the CORS code before authentication, so that the page can read the 401; what is really wrong is the missing or expired login.",
});
