import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isHtml, isNginx, proxyName, responseHeader } from "./fingerprints/response.ts";
import { proxyThatResponded } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const upstreamDown = defineReason({
  id: "upstream-down",
  title: "The server behind the proxy is down or does not respond",
  headline: (refusal) =>
    translate`HTTP ${refusal.exchange.status}: the server behind ${proxyLabel(refusal)} ${failureLabel(refusal.exchange.status)}`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (!isGatewayError(refusal)) return;
    const proxy = proxyName(refusal.exchange);
    const made = proxyThatResponded(refusal);
    const server = responseHeader(refusal, "Server");
    const source = server === null ? made?.evidence : quote(`Server: ${server}`);
    return {
      certainty: made?.certainty === "certain" || (proxy !== null && status !== 503) ? "certain" : "possible",
      evidence: `${status}${source === undefined ? "" : translate` from ${source}`}`,
      remedy: "repair-server",
    };
  },
  explain: (refusal) => {
    const seconds = Math.round((refusal.exchange.endedAt - refusal.exchange.startedAt) / 1000);
    if (refusal.exchange.status === 504 && isNginx(refusal.exchange) && seconds > 0)
      return translate`The server behind ${proxyLabel(refusal)} did not respond within ${seconds} s. Repair it, or raise \`proxy_read_timeout\` if the request needs longer. The missing CORS headers are only a consequence. Let the proxy send CORS headers with its own errors too, so that the page can read the status.`;
    return translate`Start or repair the server behind ${proxyLabel(refusal)}. The missing CORS headers are only a consequence. Let the proxy send CORS headers with its own errors too, so that the page can read the status.`;
  },
});

/**
 * True when a proxy made the error. Only proxies send 502, 504 and Cloudflare's codes. A 503 may also come from the
 * application, unless a proxy is known to have made it, or it is an HTML page of a proxy.
 */
function isGatewayError(refusal: RefusedFetch): boolean {
  const { exchange } = refusal;
  const { status } = exchange;
  if (status === 502 || status === 504) return true;
  if (status === 503) {
    return proxyThatResponded(refusal) !== undefined || (proxyName(exchange) !== null && isHtml(exchange));
  }
  return status >= 520 && status <= 530 && proxyName(exchange) === "cloudflare";
}

function proxyLabel(refusal: RefusedFetch): string {
  const proxy = proxyName(refusal.exchange);
  const inFront = refusal.answeredBy.find(
    ({ layer, isInResponse }) => isInResponse && /^(cdn|gateway|proxy)$/.test(layer),
  );
  const name = (proxyThatResponded(refusal) ?? inFront)?.name;
  return name ?? (proxy === null ? translate("the gateway") : quote(proxy));
}

function failureLabel(status: number): string {
  return status === 504 || status === 524 ? translate("does not respond in time") : translate("is down or unreachable");
}
