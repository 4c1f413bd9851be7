import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const blockedByAdministrator = defineLookAlike({
  id: "blocked-by-administrator",
  title: "A policy of this computer or network stopped the request",
  detect: (failure) =>
    hasNetError(failure, /^BLOCKED_BY_(ADMINISTRATOR|FINGERPRINTING_PROTECTION|PRIVACY_CHECKS)$|^BLOCKED_ENROLLMENT/)
      ? "certain"
      : undefined,
  explain: () => "Ask whoever administers the browser, or look at `chrome://policy`.",
});
