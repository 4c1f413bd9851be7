import { translate } from "../text/translate.ts";
import { isBareRefusal } from "./fingerprints/bare-refusal.ts";
import { loginGateway } from "./fingerprints/login-gateway.ts";
import { hasNoCorsHeaders, responseHeader, withHeader } from "./fingerprints/response.ts";
import { isByCorsCode, responder, responderName } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * A login that is asked of a preflight, which carries none.
 * @see https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#limit_except
 */
export const authAnsweredPreflight = defineReason({
  id: "auth-answered-preflight",
  title: "The auth middleware responded to `OPTIONS`, but a preflight never carries a login",
  headline: (refusal) =>
    translate`${authName(refusal)} responded to \`OPTIONS\` with ${refusal.exchange.status}, but a preflight never carries a login`,
  judges: ["preflight"],
  causes: ["missing-allow-origin", "preflight-status-not-ok"],
  appliesTo: ({ status }) => status === 401 || status === 403 || status === 407,
  detect(refusal) {
    const { status } = refusal.exchange;
    if (isByCorsCode(refusal)) return;
    if (loginGateway(refusal) || responder(refusal)?.layer === "gateway") return;
    if (status === 403 && mayBeByCorsCode(refusal)) return;
    return {
      certainty: isFromAuth(refusal) ? "certain" : "possible",
      evidence: `\`OPTIONS\` ${status}${withHeader(refusal, "WWW-Authenticate")}`,
      remedy: "answer-preflight",
    };
  },
  explain: ({ answeredBy }) => {
    const known = answeredBy.findLast(({ id, isInResponse }) => isInResponse && advice[id] !== undefined);
    return (known && advice[known.id]) ?? general;
  },
});

function authName(refusal: RefusedFetch): string {
  const name = responderName(refusal);
  if (name === null) return translate("The auth middleware");
  return responder(refusal) ? name : translate`The auth middleware of ${name}`;
}

const general =
  "Register the CORS middleware before authentication, or exclude `OPTIONS` from authentication. Browsers send preflights without cookies and without `Authorization`.";

const advice: Readonly<Record<string, string>> = {
  apache:
    "Require the login only in `<LimitExcept OPTIONS>`, or respond to `OPTIONS` with a rewrite rule before the login. Browsers send preflights without cookies and without `Authorization`.",
  "aspnet-core":
    "Call `UseCors` before `UseAuthentication` and `UseAuthorization`. Browsers send preflights without cookies and without `Authorization`.",
  "ingress-nginx":
    "Set the annotation `enable-cors`. The controller then responds to `OPTIONS` before `auth-type` and `auth-url` apply. Or require the login in the application, or in a snippet with `limit_except OPTIONS`.",
  nginx:
    "Move `auth_basic` into `limit_except OPTIONS { … }`, or return 204 for `OPTIONS` before the login. Browsers send preflights without cookies and without `Authorization`.",
  "spring-security":
    "Call `http.cors(withDefaults())` in the security configuration (`<cors/>` in XML). Otherwise Spring Security requires a login for preflights before the application's CORS settings apply.",
};

/** True for a 403 that CORS middleware may have sent: with traces of CORS, or with nothing that tells its cause. */
function mayBeByCorsCode(refusal: RefusedFetch): boolean {
  if (responseHeader(refusal, "WWW-Authenticate") !== null) return false;
  return !hasNoCorsHeaders(refusal.exchange) || isBareRefusal(refusal);
}

/** True when only authentication sends such a response. A 403 may also come from a firewall or from CORS code. */
function isFromAuth(refusal: RefusedFetch): boolean {
  return refusal.exchange.status !== 403 || responseHeader(refusal, "WWW-Authenticate") !== null;
}
