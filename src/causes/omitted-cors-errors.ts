/**
 * The names of Chromium's `CorsError` for which there is no cause, each with the reason, as docs/causes.md prints it.
 */
export const omittedCorsErrors = {
  DisallowedByMode:
    'the browser stops a request with mode "same-origin" before it is sent, so no recording contains the request',
  NoCorsRedirectModeNotFollow: "the browser stops the request before it is sent, so no recording contains the request",
  InvalidResponse: "no response arrived, so CORS Panel reports the network error and no refusal",
  PreflightMissingAllowExternal: "belongs to Private Network Access, which browsers no longer implement",
  PreflightInvalidAllowExternal: "belongs to Private Network Access, which browsers no longer implement",
} as const;
