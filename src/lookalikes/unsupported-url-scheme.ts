import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, endedBy, type Failure, urlOf } from "./lookalike.ts";

export const unsupportedUrlScheme = defineLookAlike({
  id: "unsupported-url-scheme",
  title: "The address is neither http nor https",
  headline: (failure) =>
    translate`The address begins with ${quote(schemeOf(failure))}, which is neither http nor https`,
  detect: (failure) =>
    !/^https?:/i.test(failure.exchange.url) || endedBy(failure, /^(UNKNOWN|DISALLOWED)_URL_SCHEME$/)
      ? "certain"
      : undefined,
  explain: (failure) =>
    translate`Write the whole address, \`http://\` or \`https://\` included: ${urlOf(failure)} is not fetched; files are read over a web server.`,
});

function schemeOf({ exchange }: Failure): string {
  return /^[^:]*:/.exec(exchange.url)?.[0] ?? "";
}
