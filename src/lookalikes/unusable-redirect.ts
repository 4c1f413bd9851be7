import { quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const unusableRedirect = defineLookAlike({
  id: "unusable-redirect",
  title: "The server redirects to where no browser follows",
  headline: (failure) => translate`The server redirects to ${redirectTarget(failure)}, where no browser follows`,
  detect: (failure) =>
    hasNetError(failure, /^(UNSAFE_REDIRECT|INVALID_REDIRECT|RESPONSE_HEADERS_MULTIPLE_LOCATION)$/)
      ? "certain"
      : undefined,
  explain: (failure) =>
    failure.exchange.error === "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION"
      ? "Send one `Location` header: two that differ are an error to browsers."
      : "Redirect to an address that begins with `http://` or `https://`, or to a path.",
});

function redirectTarget({ exchange }: FailedFetch): string {
  const { redirectUrl, error } = exchange;
  if (error === "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION") return translate("two places");
  return redirectUrl === "" ? translate("an address that cannot be read") : quoteUrl(redirectUrl);
}
