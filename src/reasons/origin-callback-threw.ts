import { countWithOrigin } from "../history/server-facts.ts";
import { translate } from "../text/translate.ts";
import { adviceToAllow } from "./fingerprints/allow-origin-advice.ts";
import { isExpressErrorPage, isPreflightRefused } from "./fingerprints/response.ts";
import { isThrownByOriginFunction, statedRefusal } from "./fingerprints/stated-refusal.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const originCallbackThrew = defineReason({
  id: "origin-callback-threw",
  title: "The `origin` function of `cors` refuses the page with an Error",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}: the \`origin\` function of \`cors\` refuses this page with an Error`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status === 500 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const stated = isThrownByOriginFunction(refusal) ? statedRefusal(refusal) : undefined;
    if (stated) return { certainty: stated.certainty, evidence: stated.evidence, remedy: "grant" };
    const evidence = isExpressErrorPage(exchange) ? crashEvidence(refusal) : undefined;
    return evidence === undefined ? undefined : { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) =>
    adviceToAllow(
      refusal,
      (origin) =>
        translate`Add ${origin} to the list of allowed origins. For other origins, call \`callback(null, [])\` instead of \`callback(new Error(…))\`. Express turns the Error into a 500 without CORS headers.`,
    ),
});

/**
 * Evidence that a middleware made the error page, not a route; undefined when there is none. Express runs no route for
 * `OPTIONS`, and a route would hardly crash for every request that carries an `Origin`.
 */
function crashEvidence(refusal: RefusedFetch): string | undefined {
  if (isPreflightRefused(refusal)) return "`OPTIONS` got Express's error page with status 500";
  const { count, crashed } = countWithOrigin(refusal.history, refusal.exchange.url);
  return count > 1 && crashed === count ? translate`500 for all ${count} requests with an \`Origin\`` : undefined;
}
