import {
  firstErrorWithAllowOrigin,
  firstPreflightWithAllowOrigin,
  firstSuccessWithAllowOrigin,
} from "../history/server-facts.ts";
import { translate } from "../text/translate.ts";
import { isBare, isNginx } from "./fingerprints/response.ts";
import { defineReason, type Refusal } from "./reason.ts";

export const nginxAddHeaderWithoutAlways = defineReason({
  id: "nginx-add-header-without-always",
  title: "nginx leaves its CORS headers off errors: `always` is missing",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}, and nginx leaves its CORS headers off errors: \`always\` is missing`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (exchange.status < 400 || !isBare(exchange) || !isNginx(exchange)) return;
    const success = successOf(refusal);
    if (!success) return;
    return {
      certainty: "possible",
      evidence: translate`${exchange.status} from nginx without CORS headers, while ${success} from nginx has them`,
      remedy: "keep-on-errors",
    };
  },
  explain: () =>
    "Write `always` at the end of each `add_header` line: without it nginx adds them only to successes and redirects. What is really wrong is the error itself.",
});

/** A success of the same URL that nginx did send with the header; an error with it would show that `always` is there. */
function successOf({ exchange, hop, history }: Refusal): string | undefined {
  const seen = history.ofUrl(exchange.url);
  const error = firstErrorWithAllowOrigin(seen);
  if (error && isNginx(error)) return undefined;
  const success = firstSuccessWithAllowOrigin(seen);
  if (success && isNginx(success)) return translate`${success.status} of the same URL`;
  const preflight = hop.preflight !== exchange ? hop.preflight : null;
  const answered = preflight ?? firstPreflightWithAllowOrigin(seen);
  return answered && answered.status < 300 && isNginx(answered) && !isBare(answered)
    ? translate`the answer to \`OPTIONS\` (${answered.status})`
    : undefined;
}
