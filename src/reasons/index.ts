// All reasons in one list. A new reason is one file, its test data and one entry here.

import { allowOriginRemoved } from "./allow-origin-removed.ts";
import { anotherProgramResponded } from "./another-program-responded.ts";
import { apiGateway } from "./api-gateway.ts";
import { aspnetPolicyRefusedOrigin } from "./aspnet-policy-refused-origin.ts";
import { authAnsweredPreflight } from "./auth-answered-preflight.ts";
import { authBeforeCors } from "./auth-before-cors.ts";
import { beaconSendsCredentials } from "./beacon-sends-credentials.ts";
import { bodyParserBeforeCors } from "./body-parser-before-cors.ts";
import { cachedForAnotherOrigin } from "./cached-for-another-origin.ts";
import { cachedWithoutOrigin } from "./cached-without-origin.ts";
import { corsCodeAbsent } from "./cors-code-absent.ts";
import { corsOnOtherRoutesOnly } from "./cors-on-other-routes-only.ts";
import { credentialsNotNeeded } from "./credentials-not-needed.ts";
import { devProxyBypassed } from "./dev-proxy-bypassed.ts";
import { errorPageWithoutHeaders } from "./error-page-without-headers.ts";
import { expressAnsweredOptions } from "./express-answered-options.ts";
import { fileOrigin } from "./file-origin.ts";
import { frameworkAnsweredOptions } from "./framework-answered-options.ts";
import { frameworkDefaultMethods } from "./framework-default-methods.ts";
import { functionErrorWithoutHeaders } from "./function-error-without-headers.ts";
import { functionFailedToStart } from "./function-failed-to-start.ts";
import { functionNotFound } from "./function-not-found.ts";
import { functionNotPublic } from "./function-not-public.ts";
import { gatewayFixedHeaders } from "./gateway-fixed-headers.ts";
import { gatewayRefusedLogin } from "./gateway-refused-login.ts";
import { headerAddedByLibrary } from "./header-added-by-library.ts";
import { headerSetTwice } from "./header-set-twice.ts";
import { headersOnlyOnPreflight } from "./headers-only-on-preflight.ts";
import { headersRewrittenByExtension } from "./headers-rewritten-by-extension.ts";
import { hstsRedirect } from "./hsts-redirect.ts";
import { httpToHttpsRedirect } from "./http-to-https-redirect.ts";
import { iisResponded } from "./iis-responded.ts";
import { loginRedirect } from "./login-redirect.ts";
import { lowerCaseMethod } from "./lower-case-method.ts";
import { lowerCaseMethodList } from "./lower-case-method-list.ts";
import { misspelledHeader } from "./misspelled-header.ts";
import { nginxAddHeaderWithoutAlways } from "./nginx-add-header-without-always.ts";
import { nginxInheritanceDroppedHeaders } from "./nginx-inheritance-dropped-headers.ts";
import { nginxOtherLocation } from "./nginx-other-location.ts";
import { opaquePageOrigin } from "./opaque-page-origin.ts";
import { optionsReachedApplication } from "./options-reached-application.ts";
import { originCallbackThrew } from "./origin-callback-threw.ts";
import { originCheckRefused } from "./origin-check-refused.ts";
import { originListInOneValue } from "./origin-list-in-one-value.ts";
import { originNearMiss } from "./origin-near-miss.ts";
import { originNotInCorsList } from "./origin-not-in-cors-list.ts";
import { originOfAnotherStage } from "./origin-of-another-stage.ts";
import { originPatternSent } from "./origin-pattern-sent.ts";
import { otherInstanceOfCors } from "./other-instance-of-cors.ts";
import { packagedAppOrigin } from "./packaged-app-origin.ts";
import { pathNotInCorsRules } from "./path-not-in-cors-rules.ts";
import { placeholderValue } from "./placeholder-value.ts";
import { platformError } from "./platform-error.ts";
import { preflightFailed } from "./preflight-failed.ts";
import { preflightFromCache } from "./preflight-from-cache.ts";
import { preflightRefusedByCorsCode } from "./preflight-refused-by-cors-code.ts";
import { preflightRouteMissing } from "./preflight-route-missing.ts";
import { privatePort } from "./private-port.ts";
import { productSetting } from "./product-setting.ts";
import { proxyAndAppBothSet } from "./proxy-and-app-both-set.ts";
import { proxyAnsweredPreflight } from "./proxy-answered-preflight.ts";
import { proxyGrantsOnOptionsOnly } from "./proxy-grants-on-options-only.ts";
import { proxyRespondedItself } from "./proxy-responded-itself.ts";
import { rateLimiterBeforeCors } from "./rate-limiter-before-cors.ts";
import type { Reason } from "./reason.ts";
import { redirectMadeOriginNull } from "./redirect-made-origin-null.ts";
import { redirectToAnotherUrl } from "./redirect-to-another-url.ts";
import { redirectToOwnHost } from "./redirect-to-own-host.ts";
import { responseHeaderSentAsRequestHeader } from "./response-header-sent-as-request-header.ts";
import { routeLevelCorsWithoutOptions } from "./route-level-cors-without-options.ts";
import { s3NoRule } from "./s3-no-rule.ts";
import { sharedCacheAnswered } from "./shared-cache-answered.ts";
import { slashRedirect } from "./slash-redirect.ts";
import { socketIoNotAttached } from "./socket-io-not-attached.ts";
import { socketIoVersionMismatch } from "./socket-io-version-mismatch.ts";
import { springCorsThrew } from "./spring-cors-threw.ts";
import { thirdPartyServer } from "./third-party-server.ts";
import { tracerMadePreflight } from "./tracer-made-preflight.ts";
import { tunnelResponded } from "./tunnel-responded.ts";
import { upstreamDown } from "./upstream-down.ts";
import { vendorWithoutCors } from "./vendor-without-cors.ts";
import { vercelProtection } from "./vercel-protection.ts";
import { viteRefusedOrigin } from "./vite-refused-origin.ts";
import { wafChallenge } from "./waf-challenge.ts";
import { webPageAnsweredPreflight } from "./web-page-answered-preflight.ts";
import { webPageFetched } from "./web-page-fetched.ts";
import { webhookNotRegistered } from "./webhook-not-registered.ts";

/** Every reason, specific ones before general ones. The first that matches becomes the headline. */
export const reasons: readonly Reason[] = [
  cachedWithoutOrigin,
  cachedForAnotherOrigin,
  responseHeaderSentAsRequestHeader,
  opaquePageOrigin,
  fileOrigin,
  beaconSendsCredentials,
  anotherProgramResponded,
  tunnelResponded,
  privatePort,
  loginRedirect,
  redirectToOwnHost,
  webPageFetched,
  vendorWithoutCors,
  redirectMadeOriginNull,
  hstsRedirect,
  httpToHttpsRedirect,
  slashRedirect,
  redirectToAnotherUrl,
  misspelledHeader,
  placeholderValue,
  originNearMiss,
  originPatternSent,
  originListInOneValue,
  proxyAndAppBothSet,
  headerSetTwice,
  otherInstanceOfCors,
  sharedCacheAnswered,
  originOfAnotherStage,
  wafChallenge,
  vercelProtection,
  s3NoRule,
  platformError,
  functionNotFound,
  functionFailedToStart,
  functionNotPublic,
  webhookNotRegistered,
  apiGateway,
  functionErrorWithoutHeaders,
  gatewayRefusedLogin,
  gatewayFixedHeaders,
  viteRefusedOrigin,
  iisResponded,
  socketIoNotAttached,
  socketIoVersionMismatch,
  upstreamDown,
  originCheckRefused,
  productSetting,
  packagedAppOrigin,
  originCallbackThrew,
  aspnetPolicyRefusedOrigin,
  pathNotInCorsRules,
  allowOriginRemoved,
  originNotInCorsList,
  tracerMadePreflight,
  preflightRefusedByCorsCode,
  bodyParserBeforeCors,
  nginxAddHeaderWithoutAlways,
  nginxInheritanceDroppedHeaders,
  nginxOtherLocation,
  rateLimiterBeforeCors,
  authAnsweredPreflight,
  authBeforeCors,
  preflightRouteMissing,
  optionsReachedApplication,
  springCorsThrew,
  preflightFailed,
  proxyRespondedItself,
  routeLevelCorsWithoutOptions,
  expressAnsweredOptions,
  frameworkAnsweredOptions,
  errorPageWithoutHeaders,
  proxyGrantsOnOptionsOnly,
  headersOnlyOnPreflight,
  devProxyBypassed,
  proxyAnsweredPreflight,
  webPageAnsweredPreflight,
  corsOnOtherRoutesOnly,
  lowerCaseMethod,
  lowerCaseMethodList,
  frameworkDefaultMethods,
  headerAddedByLibrary,
  credentialsNotNeeded,
  preflightFromCache,
  headersRewrittenByExtension,
  thirdPartyServer,
  corsCodeAbsent,
];
