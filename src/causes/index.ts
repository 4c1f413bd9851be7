import type { Browser } from "../exchange.ts";
import { allowCredentialsNotTrue } from "./allow-credentials-not-true.ts";
import { allowOriginMismatch } from "./allow-origin-mismatch.ts";
import type { Cause } from "./cause.ts";
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

/**
 * Firefox checks an answer's origin and credentials before its redirect, and the method before it reads the list of
 * headers.
 */
const firefoxOrder = moved(
  moved(causes, preflightRedirect, preflightStatusNotOk),
  invalidAllowHeaders,
  headerNotAllowed,
);

/** Every cause in the order in which a browser checks; one that is not known is taken to check as Chromium does. */
export function causesIn(browser: Browser): readonly Cause[] {
  return browser === "firefox" ? firefoxOrder : causes;
}

/** What is made of the causes in each browser's order, made once. */
export function inEachOrder<T>(make: (ordered: readonly Cause[]) => T): Readonly<Record<Browser, T>> {
  const chromium = make(causesIn("chromium"));
  return { chromium, firefox: make(causesIn("firefox")), other: chromium };
}

function moved(list: readonly Cause[], cause: Cause, before: Cause): readonly Cause[] {
  const others = list.filter((other) => other !== cause);
  return others.flatMap((other) => (other === before ? [cause, other] : [other]));
}

export type CauseId = (typeof causes)[number]["id"];
