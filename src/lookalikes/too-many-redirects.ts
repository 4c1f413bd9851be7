import { maxRedirects } from "../fetch/http-redirect-fetch.ts";
import { isRedirect } from "../fetch/status.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, hasNetError, quotedUrl } from "./lookalike.ts";

export const tooManyRedirects = defineLookAlike({
  id: "too-many-redirects",
  title: "The server redirects in a loop",
  detect(failure) {
    const { fetch, exchange } = failure;
    const isOverLimit = fetch.hops.length > maxRedirects && isRedirect(exchange);
    return isOverLimit || hasNetError(failure, /^TOO_MANY_REDIRECTS$/) ? "certain" : undefined;
  },
  explain: (failure) =>
    translate`Follow ${quotedUrl(failure)} with \`curl -L\`. Often two layers undo each other's redirects, such as between http and https, or with and without a slash at the end.`,
});
