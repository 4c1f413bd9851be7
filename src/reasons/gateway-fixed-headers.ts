import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { proxyInFront } from "./fingerprints/layers.ts";
import { responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const gatewayFixedHeaders = defineReason({
  id: "gateway-fixed-headers",
  title: "A gateway responds to `OPTIONS` with its own fixed list",
  headline: (refusal) =>
    translate`${recognizeGateway(refusal)?.name ?? ""} responds to \`OPTIONS\` with its own fixed list`,
  judges: ["preflight"],
  causes: ["header-not-allowed", "method-not-allowed"],
  detect(refusal) {
    const gateway = recognizeGateway(refusal);
    if (!gateway) return;
    const certainty = gateway.respondedItself ? "certain" : "possible";
    return { certainty, evidence: gateway.evidence, remedy: "grant", serverToChange: proxyInFront(refusal)?.id };
  },
  explain: ({ matches: [{ evidence }] }) =>
    evidence.names?.length
      ? translate`Add ${quoteAll(evidence.names)} to the list in the gateway's configuration. The gateway ignores the application's own CORS settings.`
      : "Change the list in the gateway's configuration. The application behind the gateway never receives `OPTIONS`, so its own CORS settings do not apply.",
});

/** The gateway that the response names; `respondedItself` when its headers show that the request went no further. */
function recognizeGateway(
  refusal: RefusedFetch,
): { name: string; evidence: string; respondedItself: boolean } | undefined {
  const latency = responseHeader(refusal, "X-Kong-Response-Latency");
  if (latency !== null && responseHeader(refusal, "X-Kong-Upstream-Latency") === null) {
    return {
      name: "Kong",
      evidence: "`X-Kong-Response-Latency` without `X-Kong-Upstream-Latency`",
      respondedItself: true,
    };
  }
  const supabase = responseHeader(refusal, "SB-Gateway-Version") ?? responseHeader(refusal, "SB-Project-Ref");
  if (supabase !== null)
    return { name: translate("Supabase's gateway"), evidence: "`sb-…` headers", respondedItself: false };
  const server = responseHeader(refusal, "Server") ?? "";
  if (/^(istio-)?envoy$/i.test(server) && responseHeader(refusal, "X-Envoy-Upstream-Service-Time") === null) {
    const evidence = translate`${quote(`Server: ${server}`)} without \`x-envoy-upstream-service-time\``;
    return { name: "Envoy", evidence, respondedItself: false };
  }
  return undefined;
}
