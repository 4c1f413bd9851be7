import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const exhaustedResources = defineLookAlike({
  id: "exhausted-resources",
  title: "The browser had too many requests open at once",
  detect: (failure) => (hasNetError(failure, /^(INSUFFICIENT_RESOURCES|OUT_OF_MEMORY)$/) ? "certain" : undefined),
  explain: () => "Send fewer requests at the same time. A browser cannot keep thousands of requests open.",
});
