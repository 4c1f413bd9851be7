import { quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError } from "./lookalike.ts";

export const unusableRedirect = defineLookAlike({
  id: "unusable-redirect",
  title: "The server redirects to an address that browsers do not follow",
  headline: (failure) => translate`The server redirects to ${redirectTarget(failure)}, which browsers do not follow`,
  detect: (failure) =>
    hasNetError(failure, /^(UNSAFE_REDIRECT|INVALID_REDIRECT|RESPONSE_HEADERS_MULTIPLE_LOCATION)$/)
      ? "certain"
      : undefined,
  explain: (failure) =>
    failure.exchange.error === "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION"
      ? "Send only one `Location` header. Browsers reject two different `Location` headers."
      : "Redirect to a path, or to an address that begins with `http://` or `https://`.",
});

function redirectTarget({ exchange }: FailedFetch): string {
  const { redirectUrl, error } = exchange;
  if (error === "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION") return translate("two addresses");
  return redirectUrl === "" ? translate("an invalid address") : quoteUrl(redirectUrl);
}
