import { getHeader } from "../fetch/headers.ts";
import { firstPreflightWithAllowOrigin } from "../history/server-facts.ts";
import { translate } from "../text/translate.ts";
import { askTheApplicationFirst } from "./fingerprints/layers.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const headersOnlyOnPreflight = defineReason({
  id: "headers-only-on-preflight",
  title: "`OPTIONS` has the CORS headers, the response itself has none",
  judges: ["actual"],
  detect(refusal) {
    const { exchange, hop, history } = refusal;
    if (exchange.status >= 400 || !isRefusedBy(refusal, "missing-allow-origin")) return;
    const preflight = hop.preflight ?? firstPreflightWithAllowOrigin(history.ofUrl(exchange.url));
    if (!preflight) return;
    if (getHeader(preflight.responseHeaders, "Access-Control-Allow-Origin") === null) return;
    const evidence = translate`\`OPTIONS\` ${preflight.status} has \`Access-Control-Allow-Origin\`, \`${exchange.method}\` ${exchange.status} has not`;
    return { certainty: "certain", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    `${translate("The preflight only asks; the browser looks at the response itself again. Use the CORS code for every method, not for `OPTIONS` alone.")}${askTheApplicationFirst(refusal)}`,
});
