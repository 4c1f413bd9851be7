import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const blockedByExtension = defineLookAlike({
  id: "blocked-by-extension",
  title: "A browser extension or content blocker stopped the request",
  detect: (failure) => (hasNetError(failure, /^BLOCKED_BY_CLIENT$/) ? "certain" : undefined),
  explain: () =>
    "Try again in a private window without extensions; if your users have blockers too, give the path a name that does not look like an advertisement or a tracker.",
});
