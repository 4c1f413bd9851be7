import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { proxyAndApp, repeatedOrigins, repeatedOriginsEvidence } from "./fingerprints/set-twice.ts";
import { defineReason } from "./reason.ts";

export const proxyAndAppBothSet = defineReason({
  id: "proxy-and-app-both-set",
  title: "The proxy and the application both set `Access-Control-Allow-Origin`",
  headline: (refusal) => {
    const [proxy, app] = proxyAndApp(refusal) ?? ["", ""];
    return translate`${quote(proxy)} and the application behind it (${quote(app)}) both set \`Access-Control-Allow-Origin\``;
  },
  judges: ["preflight", "actual"],
  detect(refusal) {
    const layers = proxyAndApp(refusal);
    if (!layers || !repeatedOrigins(refusal)) return;
    const evidence = translate`${repeatedOriginsEvidence(refusal)}; ${quote(`Server: ${layers[0]}`)} and ${quote(`X-Powered-By: ${layers[1]}`)}`;
    return { certainty: "possible", evidence, remedy: "send-once" };
  },
  explain: () =>
    "Choose one layer: either delete the CORS headers from the proxy, or let the proxy hide the application's, all of them.",
});
