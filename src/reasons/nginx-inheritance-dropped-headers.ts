import { isOkStatus } from "../fetch/status.ts";
import { firstSuccessWithAllowOrigin } from "../history/server-facts.ts";
import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { applicationNotAsked, proxyInFront } from "./fingerprints/layers.ts";
import { hasNoCorsHeaders, isNginx, isOriginAllowedBy } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const nginxInheritanceDroppedHeaders = defineReason({
  id: "nginx-inheritance-dropped-headers",
  title: "nginx sends the CORS headers with other responses of this URL, but not with its own response to `OPTIONS`",
  judges: ["preflight"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status }) => isOkStatus(status),
  detect(refusal) {
    const { exchange, history } = refusal;
    if (!isNginx(exchange)) return;
    // Then the header on other responses may be the application's, which nginx did not ask here.
    if (applicationNotAsked(refusal)) return;
    const success = firstSuccessWithAllowOrigin(history.ofUrl(exchange.url));
    if (!success || !isNginx(success) || !isOriginAllowedBy(refusal, success)) return;
    return {
      certainty: "possible",
      evidence: translate`\`OPTIONS\` ${exchange.status} from nginx ${
        hasNoCorsHeaders(exchange)
          ? translate("without CORS headers")
          : translate("without `Access-Control-Allow-Origin`")
      }, while ${quote(success.method)} of the same URL has the header`,
      remedy: "answer-preflight",
      serverToChange: proxyInFront(refusal)?.id,
    };
  },
  explain: () =>
    "Delete the `add_header` lines in `if ($request_method = OPTIONS)`, or repeat all `add_header` lines there. An nginx block with its own `add_header` inherits none from the outer block.",
});
