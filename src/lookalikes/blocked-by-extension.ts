import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const blockedByExtension = defineLookAlike({
  id: "blocked-by-extension",
  title: "A browser extension or content blocker blocked the request",
  detect: (failure) => (hasNetError(failure, /^BLOCKED_BY_CLIENT$/) ? "certain" : undefined),
  explain: () =>
    "Try again in a private window without extensions. If your users have blockers too, rename the path so that it does not look like ads or tracking.",
});
