import { isPreflightRefused, remedyForError, withHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const rateLimiterBeforeCors = defineReason({
  id: "rate-limiter-before-cors",
  title: "HTTP 429: the rate limiter responded without CORS headers",
  headline: ({ exchange }) =>
    exchange.method === "OPTIONS"
      ? "The rate limiter counts preflights too, and responded to `OPTIONS` with 429"
      : "HTTP 429: the rate limiter responded without CORS headers",
  judges: ["preflight", "actual"],
  causes: ["missing-allow-origin", "preflight-status-not-ok"],
  appliesTo: ({ status }) => status === 429,
  detect(refusal) {
    return {
      certainty: "certain",
      evidence: `429${withHeader(refusal, "Retry-After")}`,
      remedy: isPreflightRefused(refusal) ? "answer-preflight" : remedyForError(refusal),
    };
  },
  explain: (refusal) =>
    isPreflightRefused(refusal)
      ? "Register the CORS middleware before the rate limiter, so that the rate limiter does not count preflights."
      : "Send fewer requests. Register the CORS middleware before the rate limiter, so that the page can read the status and `Retry-After`.",
});
