import { translate } from "../text/translate.ts";
import { isByCorsCode, proxyThatResponded, responder, responderName } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * An application that took a preflight for an ordinary request, and missed what a preflight never has: a body, its type,
 * a required header. CORS code refuses with none of these statuses but 400.
 * @see https://github.com/trpc/trpc/issues/623
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#name-501-not-implemented
 */
export const optionsReachedApplication = defineReason({
  id: "options-reached-application",
  title: "The application handled `OPTIONS` like an ordinary request",
  headline: (refusal) =>
    refusal.exchange.status === 501
      ? translate`${applicationName(refusal)} does not implement \`OPTIONS\` (HTTP 501)`
      : translate`${applicationName(refusal)} handled \`OPTIONS\` like an ordinary request (HTTP ${refusal.exchange.status})`,
  judges: ["preflight"],
  appliesTo: ({ status, lacksCorsHeaders }) => statuses.has(status) && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    if (isByCorsCode(refusal) || proxyThatResponded(refusal)) return;
    return {
      certainty: exchange.status !== 400 || responder(refusal) ? "certain" : "possible",
      evidence: translate`\`OPTIONS\` ${exchange.status} without CORS headers`,
      remedy: "answer-preflight",
    };
  },
  explain: (refusal) =>
    refusal.answeredBy.some(({ id, isInResponse }) => id === "trpc" && isInResponse)
      ? "Let CORS middleware respond to `OPTIONS` before tRPC. With the standalone server, pass the middleware: `createHTTPServer({ middleware: cors(), … })`. Inside another framework, register its CORS middleware before tRPC."
      : "Respond to `OPTIONS` with 204 and the CORS headers before the application reads the request. A preflight has no body, no `Content-Type` and none of the page's own headers.",
});

/** 401, 403, 404, 405, 407 and 429 have other explanations. */
const statuses: ReadonlySet<number> = new Set([400, 402, 406, 409, 411, 412, 415, 417, 422, 426, 428, 501]);

function applicationName(refusal: RefusedFetch): string {
  return responderName(refusal) ?? translate("The application");
}
