import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const resourcePolicy = defineLookAlike({
  id: "resource-policy",
  title: "The server's `Cross-Origin-Resource-Policy` refuses other pages",
  headline: (failure) => translate`The server's ${quote(resourcePolicyHeader(failure))} refuses other pages`,
  detect: (failure) =>
    hasNetError(failure, /^BLOCKED_BY_RESPONSE(\.(NotSameOrigin|NotSameSite))?$/) ? "certain" : undefined,
  explain: () =>
    'Send `Cross-Origin-Resource-Policy: cross-origin` with what others may embed (with Helmet: `crossOriginResourcePolicy: { policy: "cross-origin" }`), or load it with `crossorigin` and CORS headers.',
});

function resourcePolicyHeader({ exchange }: FailedFetch): string {
  const value = getHeader(exchange.responseHeaders, "Cross-Origin-Resource-Policy");
  return `Cross-Origin-Resource-Policy${value === null ? "" : `: ${value}`}`;
}
