import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const embedderPolicy = defineLookAlike({
  id: "embedder-policy",
  title: "The page's own `Cross-Origin-Embedder-Policy` refuses the response",
  detect: (failure) => (hasNetError(failure, /^BLOCKED_BY_RESPONSE\.\w*Coep\w*$/) ? "certain" : undefined),
  explain: () =>
    "Let the server send `Cross-Origin-Resource-Policy: cross-origin`, load it with `crossorigin` and CORS headers, or give the page `credentialless` as its policy.",
});
