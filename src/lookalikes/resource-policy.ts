import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const resourcePolicy = defineLookAlike({
  id: "resource-policy",
  title: "The server's `Cross-Origin-Resource-Policy` blocks this page",
  headline: (failure) => translate`The server's ${quote(resourcePolicyHeader(failure))} blocks this page`,
  detect: (failure) =>
    hasNetError(failure, /^BLOCKED_BY_RESPONSE(\.(NotSameOrigin|NotSameSite))?$/) ? "certain" : undefined,
  explain: () =>
    'Send `Cross-Origin-Resource-Policy: cross-origin` with resources that other sites may embed. With Helmet, set `crossOriginResourcePolicy: { policy: "cross-origin" }`. Or load the resource with `crossorigin` and CORS headers.',
});

function resourcePolicyHeader({ exchange }: FailedFetch): string {
  const value = getHeader(exchange.responseHeaders, "Cross-Origin-Resource-Policy");
  return `Cross-Origin-Resource-Policy${value === null ? "" : `: ${value}`}`;
}
