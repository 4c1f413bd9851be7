import type { RefusedFetch } from "../reason.ts";
import { responseHeader } from "./response.ts";
import { serverInResponse } from "./who-answered.ts";

/**
 * The setting with which a gateway lets preflights pass without a login, as a sentence. `provider` is who asks for the login;
 * undefined where no such setting is known.
 */
export function preflightSetting(refusal: RefusedFetch, provider: string): string | undefined {
  if (responseHeader(refusal, "X-Goog-IAP-Generated-Response") === "true") return settings["Identity-Aware Proxy"];
  if (serverInResponse(refusal, "aws-alb")) return settings["Application Load Balancer"];
  return settings[provider];
}

/**
 * @see https://github.com/authelia/authelia/issues/648
 * @see https://www.authelia.com/configuration/security/access-control/#methods
 * @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview
 * @see https://www.pomerium.com/docs/reference/routes/cors-preflight
 * @see https://docs.cloud.google.com/iap/docs/customizing
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @see https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/
 */
const settings: Readonly<Record<string, string>> = {
  Authelia:
    "Add a rule with `methods: [OPTIONS]` and `policy: bypass` for this domain to `access_control` of Authelia, before the other rules.",
  "OAuth2 Proxy":
    "Start OAuth2 Proxy with `--skip-auth-preflight=true`. Where nginx asks it with `auth_request`, exclude `OPTIONS` in nginx instead.",
  Pomerium: "Set `cors_allow_preflight: true` for this route of Pomerium.",
  "Cloudflare Access":
    "Let `OPTIONS` requests pass to the origin server in the CORS settings of the Access application.",
  "Identity-Aware Proxy":
    "Let Identity-Aware Proxy pass `OPTIONS` on: set `accessSettings.corsSettings.allowHttpOptions` to `true` with `gcloud iap settings set`.",
  "Application Load Balancer":
    "Add a listener rule for the HTTP method `OPTIONS` above the rule that asks for a login, and let the new rule forward without authentication.",
};
