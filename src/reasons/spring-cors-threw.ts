import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason } from "./reason.ts";

/**
 * Spring's CORS code adds its `Vary` first, and throws where its settings combine credentials with every origin. A refusal
 * has status 403, and a preflight never reaches a controller that could fail.
 * @see https://github.com/jhipster/generator-jhipster/issues/13856
 * @see https://github.com/spring-projects/spring-framework/blob/main/spring-web/src/main/java/org/springframework/web/cors/CorsConfiguration.java
 */
export const springCorsThrew = defineReason({
  id: "spring-cors-threw",
  title: "Spring's CORS settings allow credentials together with `*`, which throws an exception",
  judges: ["preflight"],
  causes: ["missing-allow-origin"],
  appliesTo: ({ status }) => status === 500,
  detect(refusal) {
    if (!serverInResponse(refusal, "spring-cors")) return;
    return {
      certainty: "possible",
      evidence: "`OPTIONS` 500 with the `Vary` of Spring's CORS code, but without `Access-Control-Allow-Origin`",
      remedy: "change-request",
    };
  },
  explain: () =>
    "Look in the log for `When allowCredentials is true, allowedOrigins cannot contain the special value`. List the origins of your pages in `allowedOrigins` instead of `*`. For subdomains, use `allowedOriginPatterns`.",
});
