import { isLoopbackHost } from "../fetch/local-network-access.ts";
import { translate } from "../text/translate.ts";
import { defineLookAlike, type FailedFetch, quotedUrl } from "./lookalike.ts";

export const mixedContent = defineLookAlike({
  id: "mixed-content",
  title: "A page on https may not call http",
  headline: (failure) => translate`A page on https may not call ${quotedUrl(failure)} on http (mixed content)`,
  detect(failure) {
    const { error, url } = failure.exchange;
    if (error !== "" || !url.startsWith("http:") || !isOnHttps(failure)) return;
    return URL.canParse(url) && !isLoopbackHost(new URL(url).hostname) ? "certain" : undefined;
  },
  explain: () => "Call the server by `https://`; if it speaks http only, put it behind a proxy that speaks https.",
});

function isOnHttps({ fetch, exchange, recording }: FailedFetch): boolean {
  const page = recording.pages.get(exchange.page) ?? "";
  return (fetch.origin || page || exchange.initiator.url).startsWith("https:");
}
