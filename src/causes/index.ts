import { allowCredentialsNotTrue } from "./allow-credentials-not-true.ts";
import { allowOriginMismatch } from "./allow-origin-mismatch.ts";
import { headerNotAllowed } from "./header-not-allowed.ts";
import { insecureLocalNetwork } from "./insecure-local-network.ts";
import { invalidAllowHeaders } from "./invalid-allow-headers.ts";
import { invalidAllowMethods } from "./invalid-allow-methods.ts";
import { invalidAllowOrigin } from "./invalid-allow-origin.ts";
import { localNetworkAccessDenied } from "./local-network-access-denied.ts";
import { localNetworkAddressMismatch } from "./local-network-address-mismatch.ts";
import { methodNotAllowed } from "./method-not-allowed.ts";
import { missingAllowOrigin } from "./missing-allow-origin.ts";
import { multipleAllowOrigins } from "./multiple-allow-origins.ts";
import { preflightRedirect } from "./preflight-redirect.ts";
import { preflightStatusNotOk } from "./preflight-status-not-ok.ts";
import { redirectWithCredentials } from "./redirect-with-credentials.ts";
import { unsupportedScheme } from "./unsupported-scheme.ts";
import { wildcardOriginWithCredentials } from "./wildcard-origin-with-credentials.ts";

/** Every cause, in the order in which Chromium checks: of those a response shows, the first is what stopped the browser. */
export const causes = [
  unsupportedScheme,
  insecureLocalNetwork,
  localNetworkAccessDenied,
  localNetworkAddressMismatch,
  preflightRedirect,
  missingAllowOrigin,
  multipleAllowOrigins,
  invalidAllowOrigin,
  allowOriginMismatch,
  wildcardOriginWithCredentials,
  allowCredentialsNotTrue,
  preflightStatusNotOk,
  invalidAllowMethods,
  invalidAllowHeaders,
  methodNotAllowed,
  headerNotAllowed,
  redirectWithCredentials,
] as const;

export type CauseId = (typeof causes)[number]["id"];
