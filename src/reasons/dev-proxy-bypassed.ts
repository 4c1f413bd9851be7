import { firstPathSegment, firstPathSegmentsFetched } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { pathOf } from "../text/url-parts.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const devProxyBypassed = defineReason({
  id: "dev-proxy-bypassed",
  title: "The request does not go through the development server's proxy",
  headline: (refusal) =>
    isRedirected(refusal)
      ? "A redirect bypasses the development server's proxy"
      : "The request does not go through the development server's proxy",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { fetch, exchange, history } = refusal;
    if (!isLocalPage(fetch.origin)) return;
    if (isRedirected(refusal)) {
      const evidence = translate`${quote(fetch.hops[0]?.url ?? "")} redirects to ${quote(exchange.url)}`;
      return { certainty: "possible", evidence, remedy: "avoid-redirect" };
    }
    const folder = firstPathSegment(exchange.url);
    if (folder.length < 2 || !firstPathSegmentsFetched(history.ofOrigin(fetch.origin)).has(folder)) return;
    const evidence = translate`the page also requests ${quote(`${folder}/…`)} from ${quote(fetch.origin)} and gets responses`;
    return { certainty: "possible", evidence, remedy: "change-request" };
  },
  explain: (refusal) =>
    isRedirected(refusal)
      ? "Let the proxy rewrite redirects (`autoRewrite: true`), or let the server behind the proxy redirect to a path without a host."
      : translate`Request only the path ${quote(pathOf(refusal.exchange.url))}, without the server's address. The request then goes through the proxy and needs no CORS.`,
});

function isRedirected({ fetch }: RefusedFetch): boolean {
  return fetch.hops.length > 1 && fetch.hops[0]?.isCrossOrigin === false;
}

/** True for a page on this machine with an explicit port, as development servers have it. */
function isLocalPage(origin: string): boolean {
  return /^https?:\/\/(localhost|[^/]+\.localhost|127\.[0-9.]+|\[::1\]):\d+$/.test(origin);
}
