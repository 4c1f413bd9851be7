import {
  firstErrorWithAllowOrigin,
  firstPreflightWithAllowOrigin,
  firstSuccessWithAllowOrigin,
} from "../history/server-facts.ts";
import { translate } from "../text/translate.ts";
import { isGatewayError, proxyInFront } from "./fingerprints/layers.ts";
import { hasNoCorsHeaders, isNginx } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const nginxAddHeaderWithoutAlways = defineReason({
  id: "nginx-add-header-without-always",
  title: "nginx sends no CORS headers with errors, because `always` is missing",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}: nginx sends no CORS headers with errors, because \`always\` is missing`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status >= 400 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    if (!isNginx(exchange)) return;
    const allowed = contrast(refusal);
    if (!allowed) return;
    return {
      certainty: "possible",
      evidence: translate`${exchange.status} from nginx without CORS headers, while ${allowed} from nginx has CORS headers`,
      remedy: "keep-on-errors",
      serverToChange: isGatewayError(exchange) ? undefined : proxyInFront(refusal)?.id,
    };
  },
  explain: () =>
    "Write `always` at the end of each `add_header` line. Without `always`, nginx adds headers only to successful responses and redirects. Then find the cause of the error itself.",
});

/**
 * A response of the same URL that nginx sent with the header, as evidence; undefined when there is none, or when an
 * error with the header shows that `always` is set.
 */
function contrast({ exchange, hop, history }: RefusedFetch): string | undefined {
  const exchanges = history.ofUrl(exchange.url);
  const error = firstErrorWithAllowOrigin(exchanges);
  if (error && isNginx(error)) return undefined;
  const success = firstSuccessWithAllowOrigin(exchanges);
  if (success && isNginx(success)) return translate`${success.status} of the same URL`;
  const own = hop.preflight !== exchange ? hop.preflight : null;
  const preflight = own ?? firstPreflightWithAllowOrigin(exchanges);
  return preflight && preflight.status < 300 && isNginx(preflight) && !hasNoCorsHeaders(preflight)
    ? translate`the response to \`OPTIONS\` (${preflight.status})`
    : undefined;
}
