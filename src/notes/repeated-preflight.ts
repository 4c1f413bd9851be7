import { getHeader } from "../fetch/headers.ts";
import { preflightFacts } from "../history/preflight-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineNote } from "./note.ts";

export const repeatedPreflight = defineNote({
  id: "repeated-preflight",
  title: "The browser sends a preflight before every request",
  mode: "cors",
  detect({ hop, history }) {
    const { preflight } = hop;
    const facts = preflight && preflightFacts(history, hop.method, hop.url);
    if (!preflight || !facts || facts.first !== preflight || facts.count < 2 || facts.cacheDisabled) return;
    const maxAge = getHeader(preflight.responseHeaders, "Access-Control-Max-Age");
    if (maxAge !== null && Number(maxAge) > 5) return;
    const cost = facts.milliseconds >= 1 ? translate`, ${Math.round(facts.milliseconds)} ms in all` : "";
    const age =
      maxAge === null ? translate("no `Access-Control-Max-Age`") : `\`Access-Control-Max-Age: ${Number(maxAge)}\``;
    return translate`${facts.count} preflights for ${quote(hop.method)} of this URL${cost}, with ${age}`;
  },
  explain: () =>
    "Send `Access-Control-Max-Age: 600` with the response to `OPTIONS`. Without this header, browsers cache a preflight for 5 seconds. Chrome caches a preflight for at most 2 hours.",
});
