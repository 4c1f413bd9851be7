import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, hasNetError, quotedUrl } from "./lookalike.ts";

export const unsupportedUrlScheme = defineLookAlike({
  id: "unsupported-url-scheme",
  title: "The URL is neither http nor https",
  headline: (failure) => translate`The URL begins with ${quote(schemeOf(failure))}, not with \`http:\` or \`https:\``,
  detect: (failure) =>
    !/^https?:/i.test(failure.exchange.url) || hasNetError(failure, /^(UNKNOWN|DISALLOWED)_URL_SCHEME$/)
      ? "certain"
      : undefined,
  explain: (failure) =>
    translate`Write the whole URL, including \`http://\` or \`https://\`. Browsers do not fetch ${quotedUrl(failure)}. To read a file, serve the file over http.`,
});

function schemeOf({ exchange }: FailedFetch): string {
  return /^[^:]*:/.exec(exchange.url)?.[0] ?? "";
}
