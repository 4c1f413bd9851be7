import { isRedirectStatus } from "../fetch/status.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError } from "./lookalike.ts";

export const unwantedRedirect = defineLookAlike({
  id: "unwanted-redirect",
  title: "The server redirects, but the request does not allow redirects",
  detect: (failure) =>
    isRedirectStatus(failure.exchange.status) && hasNetError(failure, /^FAILED$/) ? "certain" : undefined,
  explain: (failure) =>
    translate`Request ${quote(failure.exchange.redirectUrl || failure.exchange.url)} directly, or remove \`redirect: "error"\` from the request. The CORS headers of the redirect are correct.`,
});
