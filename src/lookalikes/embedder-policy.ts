import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const embedderPolicy = defineLookAlike({
  id: "embedder-policy",
  title: "The page's own `Cross-Origin-Embedder-Policy` blocks the response",
  detect: (failure) => (hasNetError(failure, /^BLOCKED_BY_RESPONSE\.\w*Coep\w*$/) ? "certain" : undefined),
  explain: () =>
    "Send `Cross-Origin-Resource-Policy: cross-origin` from the server. Or load the resource with `crossorigin` and CORS headers. Or set the page's policy to `credentialless`.",
});
