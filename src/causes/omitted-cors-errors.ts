/**
 * The names of Chromium's `CorsError` for which there is no cause, each with the reason, as docs/causes.md prints it.
 */
export const omittedCorsErrors = {
  DisallowedByMode: 'mode "same-origin" is stopped before the request exists, so no recording holds it',
  NoCorsRedirectModeNotFollow: "stopped before the request exists, so no recording holds it",
  InvalidResponse: "no response arrived: told as the network error that it is, not as a refusal",
  PreflightMissingAllowExternal: "belongs to Private Network Access, which browsers no longer implement",
  PreflightInvalidAllowExternal: "belongs to Private Network Access, which browsers no longer implement",
} as const;
