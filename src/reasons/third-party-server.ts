import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { cacheHitHeader } from "./fingerprints/cache-hit.ts";
import { hasCorsElsewhere } from "./fingerprints/response.ts";
import { haveOwnDomains, isToOtherSite } from "./fingerprints/site.ts";
import { defineReason } from "./reason.ts";

/** Another domain alone does not show whose server it is, so this never stands before another reason. */
export const thirdPartyServer = defineReason({
  id: "third-party-server",
  title: "A server of another site responds without CORS headers",
  headline: ({ exchange }) =>
    translate`${quote(hostOf(exchange.url))} sends no CORS headers: send the request from your own backend, unless the server is yours`,
  general: true,
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status, lacksCorsHeaders }) => status < 300 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange, fetch } = refusal;
    if (fetch.hops.length > 1 || hasCorsElsewhere(refusal)) return;
    if (!isToOtherSite(refusal) || !haveOwnDomains(refusal)) return;
    return {
      certainty: "possible",
      evidence: translate`${quote("Sec-Fetch-Site: cross-site")}, and no CORS header in any response of ${quote(hostOf(exchange.url))}`,
      remedy: "change-request",
    };
  },
  explain: (refusal) => {
    const host = quote(hostOf(refusal.exchange.url));
    const hit = cacheHitHeader(refusal);
    return hit === null
      ? translate`Add a route to your own backend that forwards the request. If you can change ${host}, add the CORS middleware there instead.`
      : translate`Add \`?v=2\` to the URL first: this response is a stored one (${hit}), and a fresh one may have the headers. If a fresh response lacks them too, add a route to your own backend that forwards the request, or add the headers at ${host}.`;
  },
});
