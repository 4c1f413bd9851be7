import { translate } from "../text/translate.ts";
import { loginGateway } from "./fingerprints/login-gateway.ts";
import { remedyForError, withHeader } from "./fingerprints/response.ts";
import { statedRefusal } from "./fingerprints/stated-refusal.ts";
import { responderName } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

export const authBeforeCors = defineReason({
  id: "auth-before-cors",
  title: "The auth middleware responded without CORS headers",
  headline: (refusal) =>
    translate`${responderName(refusal) ?? translate("The auth middleware")} responded with ${refusal.exchange.status}, without CORS headers`,
  judges: ["actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status === 401 && lacksCorsHeaders,
  detect(refusal) {
    if (statedRefusal(refusal) || loginGateway(refusal)) return;
    return {
      certainty: "certain",
      evidence: `401${withHeader(refusal, "WWW-Authenticate")}`,
      remedy: remedyForError(refusal),
    };
  },
  explain: () =>
    "Sign in again, or send a valid token: the login is missing, wrong or expired. Register the CORS middleware before authentication, so that the page can read the 401.",
});
