import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isHtml, proxyName, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const upstreamDown = defineReason({
  id: "upstream-down",
  title: "The server behind the proxy is down or does not answer",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}: the server behind ${proxyLabel(exchange)} ${failureLabel(exchange.status)}`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (!isGatewayError(refusal)) return;
    const proxy = proxyName(refusal.exchange);
    const server = responseHeader(refusal, "Server");
    const evidence = `${status}${server === null ? "" : translate` from ${quote(`Server: ${server}`)}`}`;
    return {
      certainty: proxy !== null && status !== 503 ? "certain" : "possible",
      evidence,
      remedy: "repair-server",
    };
  },
  explain: () =>
    "Start or repair the server behind the proxy first; the missing CORS headers are only a consequence. Let the proxy send CORS headers on its own errors too, so that the page can read the status.",
});

/**
 * True when a proxy made the error. Only proxies send 502, 504 and Cloudflare's codes; a 503 may also come from the
 * application, unless it is an HTML page of a proxy.
 */
function isGatewayError({ exchange }: RefusedFetch): boolean {
  const { status } = exchange;
  if (status === 502 || status === 504) return true;
  if (status === 503) return proxyName(exchange) !== null && isHtml(exchange);
  return status >= 520 && status <= 530 && proxyName(exchange) === "cloudflare";
}

function proxyLabel(exchange: RefusedFetch["exchange"]): string {
  const proxy = proxyName(exchange);
  return proxy === null ? translate("the gateway") : quote(proxy);
}

function failureLabel(status: number): string {
  return status === 504 || status === 524 ? translate("does not answer in time") : translate("is down or unreachable");
}
