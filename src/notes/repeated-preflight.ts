import { getHeader } from "../fetch/headers.ts";
import { type PreflightFacts, preflightFactsFor } from "../history/preflight-facts.ts";
import { translate } from "../text/translate.ts";
import { type AllowedFetch, defineNote } from "./note.ts";

export const repeatedPreflight = defineNote({
  id: "repeated-preflight",
  title: "The browser asks for permission again on every call",
  mode: "cors",
  detect(passed) {
    const { preflight } = passed.hop;
    const facts = preflight && preflightFacts(passed);
    if (!preflight || !facts || facts.first !== preflight || facts.count < 2 || facts.cacheDisabled) return;
    const maxAge = getHeader(preflight.responseHeaders, "Access-Control-Max-Age");
    if (maxAge !== null && Number(maxAge) > 5) return;
    const cost = facts.milliseconds >= 1 ? translate`, ${Math.round(facts.milliseconds)} ms in all` : "";
    const age =
      maxAge === null ? translate("no `Access-Control-Max-Age`") : `\`Access-Control-Max-Age: ${Number(maxAge)}\``;
    return translate`${facts.count} preflights for \`${passed.hop.method}\` of this URL${cost}; ${age}`;
  },
  explain: () =>
    "Send `Access-Control-Max-Age: 600` with the answer to `OPTIONS`: without it browsers forget the permission after 5 seconds. Chrome keeps it for 2 hours at most.",
});

function preflightFacts({ hop, history }: AllowedFetch): PreflightFacts | undefined {
  return preflightFactsFor(hop.method, hop.url, history.ofUrl(hop.url));
}
