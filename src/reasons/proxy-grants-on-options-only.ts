import { corsHeadersOf } from "../fetch/recorded-exchange.ts";
import { firstPreflightWithAllowOrigin } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { applicationBehind, proxyInFront } from "./fingerprints/layers.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const proxyGrantsOnOptionsOnly = defineReason({
  id: "proxy-grants-on-options-only",
  title: "The proxy adds the CORS headers to `OPTIONS` only",
  headline: (refusal) =>
    translate`${proxyInFront(refusal)?.name ?? ""} adds the CORS headers to \`OPTIONS\` only, not to the response of ${ownerOf(refusal)?.name ?? ""}`,
  judges: ["actual"],
  causes: ["missing-allow-origin"],
  detect(refusal) {
    const proxy = proxyInFront(refusal);
    const application = proxy && ownerOf(refusal);
    if (!application) return;
    const { method, status } = refusal.exchange;
    return {
      certainty: "possible",
      evidence: translate`\`OPTIONS\` has \`Access-Control-Allow-Origin\` but not ${application.mark}, and ${quote(method)} ${status} has only ${application.mark}`,
      remedy: status >= 400 ? "keep-on-errors" : "grant",
      serverToChange: proxy.id,
    };
  },
  explain: (refusal) => {
    const [proxy, application] = [proxyInFront(refusal)?.name ?? "", ownerOf(refusal)?.name ?? ""];
    return translate`Change ${proxy}: add the CORS headers to every response of this location, not to \`OPTIONS\` alone. Or delete them from ${proxy}, and let ${application} send all of them.`;
  },
});

/** The application that sent the refused response; undefined unless the headers on `OPTIONS` come from the proxy. */
function ownerOf(refusal: RefusedFetch) {
  const { hop, exchange, history } = refusal;
  const granting = hop.preflight ?? firstPreflightWithAllowOrigin(history.ofUrl(exchange.url));
  if (!granting || corsHeadersOf(granting).allowOrigin === null) return undefined;
  return applicationBehind(refusal, granting);
}
