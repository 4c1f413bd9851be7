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
  explain: (failure) => (failure.fetch.hops.length > 1 ? adviceForRedirect(failure) : adviceForRequest(failure)),
});

function adviceForRedirect({ fetch, exchange: { url } }: FailedFetch): string {
  const { pathname, search, hostname, port } = new URL(url);
  const origin = knownHttpsOrigin(fetch, hostname) ?? (port === "" ? `https://${hostname}` : null);
  return origin === null
    ? translate`The server redirects the page's request to http. Request the URL for https directly: its port is usually another one than ${port}. Or let the application trust \`X-Forwarded-Proto\` of the proxy in front, so that it redirects to https.`
    : translate`Request ${quoteUrl(origin + pathname + search)} directly: the server redirects the page's request to http. Or let the application trust \`X-Forwarded-Proto\` of the proxy in front, so that it redirects to https.`;
}

/** The origin at which the same fetch reached this host over https; undefined where it did not. */
function knownHttpsOrigin({ hops }: FailedFetch["fetch"], hostname: string): string | undefined {
  const urls = hops.flatMap(({ url }) => (url.startsWith("https:") && URL.canParse(url) ? [new URL(url)] : []));
  return urls.findLast((url) => url.hostname === hostname)?.origin;
}

function adviceForRequest({ exchange: { url } }: FailedFetch): string {
  const { port } = new URL(url);
  return port === ""
    ? "Request the server with `https://`. If the server supports only http, put a reverse proxy with https in front of the server."
    : translate`Request the server with \`https://\` and its port for https, which is usually another one than ${port}. If the server supports only http, put a reverse proxy with https in front of the server.`;
}

function isOnHttps({ fetch, exchange, recording }: FailedFetch): boolean {
  const page = recording.pages.get(exchange.page) ?? "";
  return (fetch.origin || page || exchange.initiator.url).startsWith("https:");
}
