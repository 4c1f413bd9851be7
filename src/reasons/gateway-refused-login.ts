import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { loginGateway } from "./fingerprints/login-gateway.ts";
import { isPreflightRefused, withHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

/**
 * A gateway or platform in front of the code that checks the login itself and refused it. The code behind it never ran,
 * so no header that the code sets could be in this response.
 */
export const gatewayRefusedLogin = defineReason({
  id: "gateway-refused-login",
  title: "A gateway refused the login before the application ran",
  headline: (refusal) => {
    const { status, method } = refusal.exchange;
    const name = loginGateway(refusal)?.name ?? "";
    return isPreflightRefused(refusal)
      ? translate`${name} refused \`OPTIONS\` with ${status} before the application ran`
      : translate`${name} refused the ${quote(method)} request with ${status} before the application ran`;
  },
  judges: ["preflight", "actual"],
  appliesTo: ({ lacksCorsHeaders }) => lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const gateway = loginGateway(refusal);
    if (!gateway) return;
    return {
      certainty: gateway.certainty,
      evidence: translate`${quote(exchange.method)} ${exchange.status} from ${gateway.name} itself${withHeader(refusal, "WWW-Authenticate")}`,
      remedy: isPreflightRefused(refusal) ? (gateway.preflightRemedy ?? "answer-preflight") : gateway.remedy,
    };
  },
  explain: (refusal) => {
    const gateway = loginGateway(refusal);
    return (isPreflightRefused(refusal) ? gateway?.forPreflight : gateway?.forRequest) ?? "";
  },
});
