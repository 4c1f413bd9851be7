// All look-alikes in one list. A new look-alike is one file, its test data and one entry here.

import { aborted } from "./aborted.ts";
import { blockedByAdministrator } from "./blocked-by-administrator.ts";
import { blockedByExtension } from "./blocked-by-extension.ts";
import { brokenBody } from "./broken-body.ts";
import { brokenProtocol } from "./broken-protocol.ts";
import { cacheFailure } from "./cache-failure.ts";
import { connectionTimeout } from "./connection-timeout.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { embedderPolicy } from "./embedder-policy.ts";
import { exhaustedResources } from "./exhausted-resources.ts";
import { hostUnreachable } from "./host-unreachable.ts";
import { localNetworkBlocked } from "./local-network-blocked.ts";
import type { LookAlike } from "./lookalike.ts";
import { missingResponse } from "./missing-response.ts";
import { mixedContent } from "./mixed-content.ts";
import { networkError } from "./network-error.ts";
import { offline } from "./offline.ts";
import { opaqueResponseBlocked } from "./opaque-response-blocked.ts";
import { proxyFailure } from "./proxy-failure.ts";
import { resourcePolicy } from "./resource-policy.ts";
import { sameOriginMode } from "./same-origin-mode.ts";
import { serverHungUp } from "./server-hung-up.ts";
import { serverNotListening } from "./server-not-listening.ts";
import { serviceWorkerAnswer } from "./service-worker-answer.ts";
import { tlsMismatch } from "./tls-mismatch.ts";
import { tooManyRedirects } from "./too-many-redirects.ts";
import { unknownHostName } from "./unknown-host-name.ts";
import { unsafePort } from "./unsafe-port.ts";
import { unsentRequest } from "./unsent-request.ts";
import { unsupportedUrlScheme } from "./unsupported-url-scheme.ts";
import { untrustedCertificate } from "./untrusted-certificate.ts";
import { unusableRedirect } from "./unusable-redirect.ts";
import { unwantedRedirect } from "./unwanted-redirect.ts";

/** Every look-alike, specific ones before general ones. The last one matches every failure. */
export const lookAlikes: readonly LookAlike[] = [
  unsupportedUrlScheme,
  mixedContent,
  sameOriginMode,
  serviceWorkerAnswer,
  serverNotListening,
  serverHungUp,
  connectionTimeout,
  hostUnreachable,
  unknownHostName,
  untrustedCertificate,
  tlsMismatch,
  unsafePort,
  proxyFailure,
  offline,
  blockedByExtension,
  localNetworkBlocked,
  blockedByAdministrator,
  contentSecurityPolicy,
  unsentRequest,
  opaqueResponseBlocked,
  embedderPolicy,
  resourcePolicy,
  tooManyRedirects,
  unusableRedirect,
  unwantedRedirect,
  aborted,
  brokenProtocol,
  brokenBody,
  exhaustedResources,
  cacheFailure,
  missingResponse,
  networkError,
];
