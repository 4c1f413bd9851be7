import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hasVary } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const cachedForAnotherOrigin = defineReason({
  id: "cached-for-another-origin",
  title: "The browser's cache returned a response that was stored for another origin",
  judges: ["stored"],
  detect({ exchange }) {
    const origin = getHeader(exchange.requestHeaders, "Origin");
    if (origin === null || hasVary(exchange, "origin")) return;
    const allowed = getHeader(exchange.responseHeaders, "Access-Control-Allow-Origin");
    return {
      certainty: "possible",
      evidence: translate`an earlier response of the same URL was for ${quote(origin)}, ${allowed === null ? translate("allows no origin") : translate`allows ${quote(allowed)}`}, may be cached and has no \`Vary: Origin\``,
      remedy: "vary",
    };
  },
  explain: () =>
    "Send `Vary: Origin` with every response of this URL, so that no cache uses one origin's response for another origin. To confirm, tick “Disable cache” in DevTools.",
});
