import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, remedyForError, responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const rateLimiterBeforeCors = defineReason({
  id: "rate-limiter-before-cors",
  title: "HTTP 429: the rate limiter answered, without CORS headers",
  headline: ({ exchange }) =>
    exchange.method === "OPTIONS"
      ? "The rate limiter counts preflights too, and answered `OPTIONS` 429"
      : "HTTP 429: the rate limiter answered, without CORS headers",
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { exchange, matches } = refusal;
    if (exchange.status !== 429 || !isRefusedBy(refusal, "missing-allow-origin", "preflight-status-not-ok")) return;
    const wait = responseHeader(refusal, "Retry-After");
    return {
      certainty: "certain",
      evidence: `429${wait === null ? "" : translate` with ${quote(`Retry-After: ${wait}`)}`}`,
      remedy: matches[0].step.name === "preflight" ? "answer-preflight" : remedyForError(refusal),
    };
  },
  explain: ({ matches: [{ step }] }) =>
    step.name === "preflight"
      ? "Run the CORS code before the rate limiter, so that preflights are answered without being counted."
      : "Run the CORS code before the rate limiter, so that the page can read the status and `Retry-After`; and call less often.",
});
