import { browserSetHeaders, corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { preflightFactsFor } from "../history/preflight-facts.ts";
import { translate } from "../text/translate.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const preflightFromCache = defineReason({
  id: "preflight-from-cache",
  title: "The preflight came from the browser's cache, so the server was not asked again",
  judges: ["actual"],
  detect(refusal) {
    const { hop, exchange, history } = refusal;
    if (hop.preflight || !exchange.hasWireHeaders || !isPreflightNeeded(refusal)) return;
    const earlier = preflightFactsFor(hop.method, exchange.url, history.ofUrl(exchange.url));
    if (earlier && earlier.first.startedAt < exchange.startedAt) {
      const evidence = translate`\`${hop.method}\` without \`OPTIONS\` now, with it before`;
      return { certainty: "certain", evidence };
    }
    if (exchange.error === undefined) return;
    return { certainty: "possible", evidence: translate`\`${hop.method}\` without the \`OPTIONS\` that it needs` };
  },
  explain: () =>
    "What the server's answer to `OPTIONS` is now does not count until the cached one expires (`Access-Control-Max-Age`, 5 seconds without it, at most 2 hours in Chrome); tick “Disable cache” in DevTools to ask each time.",
});

function isPreflightNeeded({ hop, exchange }: RefusedFetch): boolean {
  if (!isCorsSafelistedMethod(hop.method)) return true;
  return corsUnsafeRequestHeaderNames(exchange.requestHeaders, setByBrowser).length > 0;
}

/** Names of headers that the browser itself usually sets, also for its cache and for streams. */
const setByBrowser = new Set([...browserSetHeaders, "if-none-match", "if-modified-since", "range", "last-event-id"]);
