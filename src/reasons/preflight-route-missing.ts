import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { pathOf } from "../text/url-parts.ts";
import { withHeader } from "./fingerprints/response.ts";
import { responderName } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * A server without a route for `OPTIONS`. In Gin, middleware of the engine runs for unmatched requests too, and
 * middleware of a group does not.
 * @see https://github.com/gin-gonic/gin/blob/master/gin.go
 * @see https://pkg.go.dev/net/http#ServeMux
 * @see https://github.com/labstack/echo/issues/1040
 * @see https://github.com/tokio-rs/axum/issues/1330
 * @see https://github.com/MicrosoftDocs/azure-docs/issues/54830
 * @see https://github.com/j-a-n/lovelace-wallpanel/issues/445
 * @see https://developer.konghq.com/support/when-using-route-by-header-a-cors-pre-flight-request-fails-with-a-404-error/
 */
export const preflightRouteMissing = defineReason({
  id: "preflight-route-missing",
  title: "The server has no `OPTIONS` route here",
  headline: (refusal) =>
    translate`${responderName(refusal) ?? translate("The server")} has no \`OPTIONS\` route here (HTTP ${refusal.exchange.status})`,
  judges: ["preflight"],
  causes: ["missing-allow-origin", "preflight-status-not-ok"],
  appliesTo: ({ status }) => status === 404 || status === 405,
  detect(refusal) {
    const { status } = refusal.exchange;
    return {
      certainty: "certain",
      evidence: `\`OPTIONS\` ${status}${withHeader(refusal, "Allow")}`,
      remedy: "answer-preflight",
    };
  },
  explain: (refusal) => {
    const advice = adviceFor(refusal);
    return refusal.exchange.status === 404
      ? translate`Check the path ${quote(pathOf(refusal.exchange.url))} first. ${advice}`
      : advice;
  },
});

function adviceFor({ answeredBy }: RefusedFetch): string {
  const known = answeredBy.findLast(({ id, isInResponse }) => isInResponse && byServer[id] !== undefined);
  const advice = translate(
    (known && byServer[known.id]) ??
      "Register the CORS middleware for the whole application, so that it runs before the server checks the method. Middleware of one group or one route does not run for `OPTIONS` without a route.",
  );
  return known?.certainty === "possible" ? translate`The server looks like ${known.name}. ${advice}` : advice;
}

const byServer: Readonly<Record<string, string>> = {
  "azure-api-management":
    "Compare the path with the operations in API Management, and add the `cors` policy for all APIs. A preflight carries no header or key of the page: with a version header, put the version into the path or the query instead.",
  echo: "Register the CORS middleware on the Echo instance: `e.Use(middleware.CORSWithConfig(…))`. A group's middleware does not run for `OPTIONS` without a route.",
  axum: "Call `.layer(CorsLayer…)` on the router after all routes: a layer wraps only the routes that are added before it.",
  "gcp-api-gateway":
    "In the gateway's OpenAPI document, add an `options` operation with `security: []` to this path, and deploy the document. The backend must then respond to preflights.",
  gin: "Register the CORS middleware on the engine, before the groups: `router.Use(cors.New(…))`. A group's middleware does not run for `OPTIONS` without a route.",
  immich:
    "Let the proxy in front of Immich respond to `OPTIONS` and send the CORS headers, in the location that serves this path: Immich has no CORS setting.",
  kong: "Add `OPTIONS` to the methods of the Kong route, so that its `cors` plugin sees preflights. A route that matches by a custom header never matches a preflight.",
  go: "Wrap the whole mux in the CORS middleware: `http.ListenAndServe(addr, cors(mux))`. Middleware of one handler or one group does not run for `OPTIONS` without a route.",
};
