import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { quoteUrl } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, quotedUrl } from "./lookalike.ts";

export const mixedContent = defineLookAlike({
  id: "mixed-content",
  title: "A page on https cannot request http URLs (mixed content)",
  headline: (failure) => translate`A page on https cannot request ${quotedUrl(failure)} over http (mixed content)`,
  detect(failure) {
    const { error, url } = failure.exchange;
    if (error !== "" || !url.startsWith("http:") || !isOnHttps(failure)) return;
    return URL.canParse(url) && !isLoopbackHost(new URL(url).hostname) ? "certain" : undefined;
  },
  explain: ({ fetch, exchange: { url } }) =>
    fetch.hops.length > 1
      ? translate`Request ${quoteUrl(url.replace(/^http:/, "https:"))} directly: the server redirects the page's request to http. Or let the application trust \`X-Forwarded-Proto\` of the proxy in front, so that it redirects to https.`
      : "Request the server with `https://`. If the server supports only http, put a reverse proxy with https in front of the server.",
});

function isOnHttps({ fetch, exchange, recording }: FailedFetch): boolean {
  const page = recording.pages.get(exchange.page) ?? "";
  return (fetch.origin || page || exchange.initiator.url).startsWith("https:");
}
