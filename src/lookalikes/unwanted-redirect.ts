import { isRedirectStatus } from "../fetch/status.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const unwantedRedirect = defineLookAlike({
  id: "unwanted-redirect",
  title: "The server redirects, and the page asked not to follow redirects",
  detect(failure) {
    const { exchange } = failure;
    if (isRedirectStatus(exchange.status) && hasNetError(failure, /^FAILED$/)) return "certain";
    return isAfterRedirect(failure) && hasNetError(failure, /^ABORTED$/) && !exchange.mayHaveBeenSent
      ? "possible"
      : undefined;
  },
  explain: (failure) =>
    translate`Call ${quote(failure.exchange.redirectUrl || failure.exchange.url)} directly, or take \`redirect: "error"\` or \`redirect: "manual"\` out of the call; the CORS headers of the redirect are right.`,
});

function isAfterRedirect({ fetch }: FailedFetch): boolean {
  return isRedirectStatus(fetch.hops.at(-2)?.actual?.status ?? 0);
}
