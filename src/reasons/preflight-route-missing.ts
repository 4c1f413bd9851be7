import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { pathOf } from "../text/url-parts.ts";
import { isRefusedBy, withHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const preflightRouteMissing = defineReason({
  id: "preflight-route-missing",
  title: "Nothing on the server answers `OPTIONS` here",
  headline: ({ exchange }) => translate`Nothing on the server answers \`OPTIONS\` here: HTTP ${exchange.status}`,
  judges: ["preflight"],
  detect(refusal) {
    const { status } = refusal.exchange;
    if (status !== 404 && status !== 405 && status !== 501) return;
    if (!isRefusedBy(refusal, "missing-allow-origin", "preflight-status-not-ok")) return;
    return {
      certainty: "certain",
      evidence: `\`OPTIONS\` ${status}${withHeader(refusal, "Allow")}`,
      remedy: "answer-preflight",
    };
  },
  explain: ({ exchange }) =>
    exchange.status === 404
      ? translate`Check the path ${quote(pathOf(exchange.url))}; if it is right, answer \`OPTIONS\` there with 204 and the CORS headers.`
      : "Answer `OPTIONS` with 204 and the CORS headers before the code that looks at the method.",
});
