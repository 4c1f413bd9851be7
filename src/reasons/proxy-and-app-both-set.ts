import { translate } from "../text/translate.ts";
import { proxyAndApp, repeatedOrigins, repeatedOriginsEvidence } from "./fingerprints/set-twice.ts";
import { defineReason } from "./reason.ts";

export const proxyAndAppBothSet = defineReason({
  id: "proxy-and-app-both-set",
  title: "The proxy and the application both set `Access-Control-Allow-Origin`",
  headline: (refusal) => {
    const [proxy, application] = proxyAndApp(refusal) ?? [];
    return translate`${proxy?.name ?? ""} and ${application?.name ?? ""} behind it both set \`Access-Control-Allow-Origin\``;
  },
  judges: ["preflight", "actual"],
  causes: ["multiple-allow-origins"],
  detect(refusal) {
    const layers = proxyAndApp(refusal);
    if (!layers || !repeatedOrigins(refusal)) return;
    const [proxy, application] = layers;
    const evidence = translate`${repeatedOriginsEvidence(refusal)}; ${proxy.evidence} and ${application.evidence}`;
    return { certainty: "possible", evidence, remedy: "send-once", serverToChange: proxy.id };
  },
  explain: () =>
    "Set the CORS headers in one layer only. Delete the headers from the proxy, or let the proxy hide all CORS headers of the application.",
});
