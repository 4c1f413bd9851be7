import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { firstPreflightWithAllowOrigin } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { askTheApplicationFirst } from "./fingerprints/layers.ts";
import { defineReason } from "./reason.ts";

export const headersOnlyOnPreflight = defineReason({
  id: "headers-only-on-preflight",
  title: "The preflight response has `Access-Control-Allow-Origin`, but the actual response does not",
  judges: ["actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status }) => status < 400,
  detect(refusal) {
    const { exchange, hop, history } = refusal;
    const preflight = hop.preflight ?? firstPreflightWithAllowOrigin(history.ofUrl(exchange.url));
    if (!preflight) return;
    if (corsHeadersOf(preflight).allowOrigin === null) return;
    const evidence = translate`\`OPTIONS\` ${preflight.status} has \`Access-Control-Allow-Origin\`, but ${quote(exchange.method)} ${exchange.status} does not`;
    return { certainty: "certain", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    `${translate("Use the CORS middleware for every method, not only for `OPTIONS`. The browser checks the actual response too.")}${askTheApplicationFirst(refusal)}`,
});
