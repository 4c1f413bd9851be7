import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineReason } from "./reason.ts";

export const cachedWithoutOrigin = defineReason({
  id: "cached-without-origin",
  title: "The browser's cache returned a response that was loaded without CORS",
  judges: ["stored"],
  detect({ exchange }) {
    if (getHeader(exchange.requestHeaders, "Origin") !== null) return;
    const kind =
      exchange.resourceType === "" ? translate("a request") : translate`the ${quote(exchange.resourceType)} request`;
    return {
      certainty: "possible",
      evidence: translate`earlier, ${kind} for the same URL sent no \`Origin\`, and the response may be cached`,
      remedy: "vary",
    };
  },
  explain: ({ exchange }) =>
    translate`Send \`Vary: Origin\` with every response of this URL, also for requests without \`Origin\`. Or set \`crossorigin\` on the ${exchange.resourceType ? quote(exchange.resourceType) : translate("element")} that loaded ${quote(exchange.url)} first.`,
});
