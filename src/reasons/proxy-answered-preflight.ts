import type { Exchange } from "../exchange.ts";
import { isCorsPreflightRequest } from "../fetch/preflight-request.ts";
import { responseHeaderOf } from "../fetch/response-header.ts";
import { serverFact } from "../history/server-fact.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * A proxy that responds to preflights before the application, as Traefik's `headers` middleware does. It adds nothing of
 * its own, so that only the application's marks are missing.
 * @see https://github.com/traefik/traefik/issues/6665
 * @see https://github.com/traefik/traefik/issues/4979
 */
export const proxyAnsweredPreflight = defineReason({
  id: "proxy-answered-preflight",
  title: "A proxy in front of the application seems to respond to `OPTIONS` itself",
  judges: ["preflight"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status, lacksCorsHeaders }) => (status === 200 || status === 204) && lacksCorsHeaders,
  detect(refusal) {
    const mark = isBare(refusal.exchange) ? applicationMark(refusal) : undefined;
    if (mark === undefined) return;
    return {
      certainty: "possible",
      evidence: translate`an empty ${refusal.exchange.status} without ${quote(mark)}, which other responses of this server have`,
      remedy: "change-request",
    };
  },
  explain: () =>
    "Look for CORS settings of the proxy in front. Traefik's `headers` middleware responds to preflights as soon as it has a CORS option or, in old versions, any option. Set `accessControlAllowOriginList`, `accessControlAllowMethods` and `accessControlAllowHeaders` in this middleware, or remove it and let the application respond.",
});

/** True for a response with no header but those that every HTTP server sends. */
function isBare(exchange: Exchange): boolean {
  return [...marks, "Allow", "Content-Type", "Set-Cookie", "Via"].every(
    (name) => responseHeaderOf(exchange, name) === null,
  );
}

/** The header by which the application shows in another response of the same server. */
function applicationMark({ exchange, history }: RefusedFetch): string | undefined {
  return firstMark(history.ofServer(exchange.url));
}

const firstMark = serverFact((exchanges) => {
  for (const exchange of exchanges) {
    if (exchange.status === 0 || isCorsPreflightRequest(exchange)) continue;
    const name = marks.find((mark) => responseHeaderOf(exchange, mark) !== null);
    if (name !== undefined) return `${name}: ${responseHeaderOf(exchange, name)}`;
  }
  return undefined;
});

const marks = ["X-Powered-By", "Server"];
