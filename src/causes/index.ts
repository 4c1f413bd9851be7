// All causes in one list. A new cause is one file, its test data and one entry here, at the place of the browser's
// check.

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

/**
 * Every cause, in Chromium's order. Of several that a response shows, the first is the one that stopped the browser.
 */
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
 * Firefox checks a preflight's `Access-Control-Allow-Origin` and credentials before its redirect, and the method before
 * it parses `Access-Control-Allow-Headers`.
 */
const firefoxOrder = moveBefore(
  moveBefore(causes, preflightRedirect, preflightStatusNotOk),
  invalidAllowHeaders,
  headerNotAllowed,
);

/** Every cause in the order of this browser's checks. An unknown browser is treated as Chromium. */
export function causesIn(browser: Browser): readonly Cause[] {
  return browser === "firefox" ? firefoxOrder : causes;
}

/** The result of `make` for each browser, from the causes in that browser's order. */
export function inEachOrder<T>(make: (ordered: readonly Cause[]) => T): Readonly<Record<Browser, T>> {
  const chromium = make(causesIn("chromium"));
  return { chromium, firefox: make(causesIn("firefox")), other: chromium };
}

/** The list with `cause` moved to the place in front of `next`. */
function moveBefore(list: readonly Cause[], cause: Cause, next: Cause): readonly Cause[] {
  const others = list.filter((other) => other !== cause);
  return others.flatMap((other) => (other === next ? [cause, other] : [other]));
}

export type CauseId = (typeof causes)[number]["id"];
