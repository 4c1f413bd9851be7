import { httpCacheHeaders } from "../fetch/page-set-headers.ts";
import { browserSetHeaders, corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { preflightFacts } from "../history/preflight-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const preflightFromCache = defineReason({
  id: "preflight-from-cache",
  title: "The browser used a cached preflight and sent no new preflight",
  judges: ["actual"],
  detect(refusal) {
    const { hop, exchange, history } = refusal;
    if (hop.preflight || !exchange.hasWireHeaders || !isPreflightNeeded(refusal)) return;
    const earlier = preflightFacts(history, hop.method, exchange.url);
    if (earlier && earlier.first.startedAt < exchange.startedAt) {
      const evidence = translate`${quote(hop.method)} without \`OPTIONS\` now, but with \`OPTIONS\` before`;
      return { certainty: history.tallies?.mayLackPreflights() ? "possible" : "certain", evidence };
    }
    if (exchange.error === undefined) return;
    return { certainty: "possible", evidence: translate`${quote(hop.method)} without the \`OPTIONS\` that it needs` };
  },
  explain: () =>
    "Tick “Disable cache” in DevTools to send a new preflight each time. A change on the server has no effect until the cached preflight expires (`Access-Control-Max-Age`, 5 seconds by default, at most 2 hours in Chrome).",
});

function isPreflightNeeded({ hop, exchange }: RefusedFetch): boolean {
  if (!isCorsSafelistedMethod(hop.method)) return true;
  return corsUnsafeRequestHeaderNames(exchange.requestHeaders, setByBrowser).length > 0;
}

/** Names of headers that the browser itself usually sets, also for its cache and for streams. */
const setByBrowser = new Set([...browserSetHeaders, ...httpCacheHeaders, "range", "last-event-id"]);
