import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError, quotedUrl } from "./lookalike.ts";

export const unsupportedUrlScheme = defineLookAlike({
  id: "unsupported-url-scheme",
  title: "The address is neither http nor https",
  headline: (failure) =>
    translate`The address begins with ${quote(schemeOf(failure))}, which is neither http nor https`,
  detect: (failure) =>
    !/^https?:/i.test(failure.exchange.url) || hasNetError(failure, /^(UNKNOWN|DISALLOWED)_URL_SCHEME$/)
      ? "certain"
      : undefined,
  explain: (failure) =>
    translate`Write the whole address, \`http://\` or \`https://\` included: ${quotedUrl(failure)} is not fetched; files are read over a web server.`,
});

function schemeOf({ exchange }: FailedFetch): string {
  return /^[^:]*:/.exec(exchange.url)?.[0] ?? "";
}
