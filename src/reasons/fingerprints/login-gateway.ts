import type { Remedy } from "../../remedy.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";
import { responseHeader } from "./response.ts";
import { responder, serverInResponse } from "./who-answered.ts";

/** A gateway or platform in front of the code that checks the login before the code runs. */
export interface LoginGateway extends Advice {
  readonly name: string;
  readonly certainty: "certain" | "possible";
}

/** What to do about a gateway's refusal. */
interface Advice {
  readonly forPreflight: string;
  readonly forRequest: string;
  /** `change-request` where nobody can give the gateway's refusal CORS headers. */
  readonly remedy: Remedy;
  /** `change-request` where the gateway's own settings end the refusal of a preflight, and no code does. */
  readonly preflightRemedy?: Remedy;
}

/**
 * @see https://supabase.com/docs/guides/functions/auth-headers
 * @see https://github.com/Kong/kong/pull/2857
 * @see https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/cors/
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 * @see https://github.com/Azure/azure-functions-host/issues/7316
 * @see https://docs.cloud.google.com/iap/docs/customizing
 * @see https://highoncloud.co.uk/cors-in-gcp-api-gateway
 * @see https://github.com/dotnet/aspnetcore/issues/11764
 * @see https://learn.microsoft.com/iis/extensions/cors-module/cors-module-configuration-reference
 */
const advice: Readonly<Record<string, Advice>> = {
  supabase: {
    forPreflight:
      "Turn off `verify_jwt` for the function, and check the token in the function. A preflight carries no token.",
    forRequest:
      "Sign in again. Send a valid JWT in `Authorization` and the project's key in `apikey`. The function did not run, so its CORS headers cannot be in this 401.",
    remedy: "change-request",
  },
  kong: {
    forPreflight:
      "Set `run_on_preflight` of Kong's auth plugin to false, and add Kong's `cors` plugin to the same route. A preflight carries no key.",
    forRequest:
      "Send a valid key or token. Add Kong's `cors` plugin to the same route, so that Kong's own errors get the CORS headers too.",
    remedy: "keep-on-errors",
    preflightRemedy: "change-request",
  },
  "cloudflare-access": {
    forPreflight:
      "Set the CORS settings of the Access application, or let `OPTIONS` requests pass to the origin server. A preflight carries no cookie.",
    forRequest:
      'Open the page or the API in a tab to sign in again. Then send the request with `credentials: "include"`. The session at Cloudflare Access is missing or has expired.',
    remedy: "change-request",
  },
  "aws-lambda": {
    forPreflight:
      "Set the CORS configuration of the function URL. Lambda then responds to preflights before it checks the signature.",
    forRequest:
      "Sign the request with Signature Version 4, because the function URL has the auth type `AWS_IAM`. Or set the auth type to `NONE`, and check the user in the function.",
    remedy: "change-request",
  },
  "google-iap": {
    forPreflight:
      "Let Identity-Aware Proxy pass `OPTIONS` on: set `accessSettings.corsSettings.allowHttpOptions` to `true` with `gcloud iap settings set`. The application must then respond to preflights.",
    forRequest:
      'Open the API in a tab to sign in again. Then send the request with `credentials: "include"`. The session at Identity-Aware Proxy is missing or has expired.',
    remedy: "change-request",
    preflightRemedy: "change-request",
  },
  "gcp-api-gateway": {
    forPreflight:
      "In the gateway's OpenAPI document, add an `options` operation with `security: []` to this path, and deploy the document. The backend must then respond to preflights.",
    forRequest:
      "Send a valid token or API key. The gateway's own errors never have CORS headers, so the page cannot read them.",
    remedy: "change-request",
    preflightRemedy: "change-request",
  },
  iis: {
    forPreflight:
      "Install the IIS CORS module: with a `<cors>` element in `web.config`, IIS responds to preflights before it asks for a Windows login. Or turn on anonymous authentication in IIS, and require the login in the application.",
    forRequest:
      'Send the request with `credentials: "include"`: IIS asks for a Windows login, and the browser sends one only then. The server must then allow the exact origin and credentials, also in its 401.',
    remedy: "change-request",
    preflightRemedy: "change-request",
  },
  "azure-auth": {
    forPreflight:
      "Add the page's origin to the CORS list of the app in Azure. The platform then responds to preflights before it checks the login.",
    forRequest:
      "Sign in again, and send a token whose audience the app's authentication settings allow. The app did not run, so its CORS headers cannot be in this response.",
    remedy: "change-request",
  },
};

/** The gateway that refused a login itself with 401 or 403; undefined where code of the user's may have done it. */
export function loginGateway(refusal: RefusedFetch): LoginGateway | undefined {
  const { status } = refusal.exchange;
  if (status !== 401 && status !== 403) return undefined;
  const server = responder(refusal);
  const known = server && advice[server.id];
  if (known && server.id !== "iis") return { ...known, name: server.name, certainty: server.certainty };
  return identityAwareProxy(refusal) ?? windowsAuthentication(refusal) ?? azureAuthentication(refusal);
}

/**
 * Google's Identity-Aware Proxy marks its own responses.
 * @see https://github.com/spinnaker/spinnaker/issues/4081
 */
function identityAwareProxy(refusal: RefusedFetch): LoginGateway | undefined {
  const known = advice["google-iap"];
  if (!known || responseHeader(refusal, "X-Goog-IAP-Generated-Response") !== "true") return undefined;
  return { ...known, name: "Identity-Aware Proxy", certainty: "certain" };
}

/** IIS asks for a Windows login in front of the application, and offers `Negotiate` or `NTLM`. */
function windowsAuthentication(refusal: RefusedFetch): LoginGateway | undefined {
  const known = advice.iis;
  const isOffered = /(^|, ?)(Negotiate|NTLM)\b/.test(responseHeader(refusal, "WWW-Authenticate") ?? "");
  if (!known || !isOffered || !serverInResponse(refusal, "iis")) return undefined;
  return { ...known, name: translate("Windows authentication of IIS"), certainty: "certain" };
}

/**
 * The authentication of Azure App Service, Functions and Container Apps. Its 401 names the app's own host as the realm. It
 * marks the responses of the app behind it, too, so that the realm decides.
 * @see https://learn.microsoft.com/azure/app-service/overview-authentication-authorization
 */
function azureAuthentication(refusal: RefusedFetch): LoginGateway | undefined {
  const { url, status } = refusal.exchange;
  const known = advice["azure-auth"];
  if (!known || responseHeader(refusal, "X-MS-Middleware-Request-Id") === null || !URL.canParse(url)) return undefined;
  const challenge = responseHeader(refusal, "WWW-Authenticate") ?? "";
  const isOwn = status === 401 && challenge.startsWith(`Bearer realm="${new URL(url).hostname}"`);
  return { ...known, name: translate("Azure's authentication"), certainty: isOwn ? "certain" : "possible" };
}
