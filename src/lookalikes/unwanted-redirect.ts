import { isRedirectStatus } from "../fetch/status.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const unwantedRedirect = defineLookAlike({
  id: "unwanted-redirect",
  title: "The server redirects, but the request does not allow redirects",
  detect(failure) {
    const { exchange } = failure;
    if (isRedirectStatus(exchange.status) && hasNetError(failure, /^FAILED$/)) return "certain";
    return isAfterRedirect(failure) && hasNetError(failure, /^ABORTED$/) && !exchange.mayHaveBeenSent
      ? "possible"
      : undefined;
  },
  explain: (failure) =>
    translate`Request ${quote(failure.exchange.redirectUrl || failure.exchange.url)} directly, or remove \`redirect: "error"\` or \`redirect: "manual"\` from the request. The CORS headers of the redirect are correct.`,
});

function isAfterRedirect({ fetch }: FailedFetch): boolean {
  return isRedirectStatus(fetch.hops.at(-2)?.actual?.status ?? 0);
}
