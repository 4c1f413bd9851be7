import { getHeader } from "../fetch/headers.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineReason } from "./reason.ts";

export const cachedWithoutOrigin = defineReason({
  id: "cached-without-origin",
  title: "Answered from the browser's cache, which had kept a copy that was loaded without CORS",
  judges: ["stored"],
  detect({ exchange }) {
    if (getHeader(exchange.requestHeaders, "Origin") !== null) return;
    const kind =
      exchange.resourceType === "" ? translate("a request") : translate`the ${quote(exchange.resourceType)} request`;
    return {
      certainty: "possible",
      evidence: translate`${kind} before it for the same URL sent no \`Origin\`, and its response may be cached`,
      remedy: "vary",
    };
  },
  explain: ({ exchange }) =>
    translate`A plain ${exchange.resourceType ? quote(exchange.resourceType) : translate("element")} loaded ${quote(exchange.url)} first: send \`Vary: Origin\` with every response of this URL, also to requests without \`Origin\`, or put \`crossorigin\` on the element.`,
});
