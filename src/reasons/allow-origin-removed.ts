import { firstByAllowOrigin } from "../history/allowed-requests.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { proxyInFront } from "./fingerprints/layers.ts";
import { corsHeaderNames, hasVary, requestOrigin } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

/**
 * CORS middleware that refuses an origin also sends the other headers, so they show only together with a response that allows
 * the same origin that something removed one of them.
 * @see https://github.com/expressjs/cors/blob/master/lib/index.js
 * @see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_hide_header
 */
export const allowOriginRemoved = defineReason({
  id: "allow-origin-removed",
  title: "The proxy may remove `Access-Control-Allow-Origin`",
  headline: (refusal) => translate`${proxyInFront(refusal)?.name ?? ""} may remove \`Access-Control-Allow-Origin\``,
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status }) => status < 400,
  detect(refusal) {
    const { exchange, history } = refusal;
    // Middleware that compares the origin with a list varies by the origin.
    const shown = [...(hasVary(exchange, "origin") ? ["Vary: Origin"] : []), ...corsHeaderNames(exchange)];
    const origin = requestOrigin(refusal);
    const other = firstByAllowOrigin(history.ofServer(exchange.url)).get(origin);
    const proxy = proxyInFront(refusal);
    if (shown.length === 0 || !other || !proxy) return;
    return {
      certainty: "possible",
      evidence: translate`${quoteAll(shown)} without \`Access-Control-Allow-Origin\`, while ${quote(other.method)} ${other.status} allows ${quote(origin)}`,
      remedy: "grant",
      serverToChange: proxy.id,
    };
  },
  explain: (refusal) => {
    const proxy = proxyInFront(refusal)?.name ?? "";
    return translate`Request the application's own port. If its response has the header, ${proxy} removes it. Look for \`proxy_hide_header\`, \`header_down -\` or \`http-response del-header\` in ${proxy}. Otherwise a second CORS middleware with a shorter list handles this route.`;
  },
});
