import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { applicationNotAsked, isGatewayError, proxyInFront } from "./fingerprints/layers.ts";
import { isPreflightRefused } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const proxyRespondedItself = defineReason({
  id: "proxy-responded-itself",
  title: "The proxy responded itself, without the application",
  headline: (refusal) =>
    translate`${proxyInFront(refusal)?.name ?? ""} responded to ${quote(refusal.exchange.method)} itself, without ${applicationNotAsked(refusal)?.name ?? ""}`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const proxy = proxyInFront(refusal);
    const application = proxy && applicationNotAsked(refusal);
    if (!application || isGatewayError(refusal.exchange)) return;
    const { mark, shownBy } = application;
    return {
      certainty: "possible",
      evidence: translate`${quote(shownBy.method)} ${shownBy.status} has ${mark}, but ${quote(refusal.exchange.method)} ${refusal.exchange.status} does not`,
      remedy: remedyFor(refusal),
      serverToChange: proxy.id,
    };
  },
  explain: (refusal) => {
    const [proxy, application] = [proxyInFront(refusal)?.name ?? "", applicationNotAsked(refusal)?.name ?? ""];
    return translate`Change ${proxy}: pass this request on to ${application}, or add the CORS headers in ${proxy}. A change of ${application} alone has no effect on this response.`;
  },
});

function remedyFor(refusal: RefusedFetch) {
  if (isPreflightRefused(refusal)) return "answer-preflight";
  return refusal.exchange.status >= 400 ? "keep-on-errors" : "grant";
}
