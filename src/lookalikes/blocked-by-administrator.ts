import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const blockedByAdministrator = defineLookAlike({
  id: "blocked-by-administrator",
  title: "A policy of this computer or network blocked the request",
  detect: (failure) =>
    hasNetError(failure, /^BLOCKED_BY_(ADMINISTRATOR|FINGERPRINTING_PROTECTION|PRIVACY_CHECKS)$|^BLOCKED_ENROLLMENT/)
      ? "certain"
      : undefined,
  explain: () => "Open `chrome://policy`, or ask the administrator of the browser.",
});
