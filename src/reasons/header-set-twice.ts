import { splitList } from "../fetch/headers.ts";
import { isNginx, responseHeader } from "./fingerprints/response.ts";
import { proxyAndApp, repeatedOrigins, repeatedOriginsEvidence } from "./fingerprints/set-twice.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const headerSetTwice = defineReason({
  id: "header-set-twice",
  title: "Two parts of the server set `Access-Control-Allow-Origin`",
  judges: ["preflight", "actual"],
  causes: ["multiple-allow-origins"],
  detect(refusal) {
    if (!repeatedOrigins(refusal) || proxyAndApp(refusal)) return;
    return { certainty: "certain", evidence: repeatedOriginsEvidence(refusal), remedy: "send-once" };
  },
  explain: (refusal) =>
    isByTwoSprings(refusal)
      ? "Two Spring applications set the header, such as a gateway and the service behind it. Delete the CORS configuration of one of them. In Spring Cloud Gateway, you can instead add the filter `DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials, RETAIN_FIRST`."
      : serverInResponse(refusal, "aws-lambda")
        ? "Use either the CORS settings of the function URL or the headers in the function's code. Delete the other ones: today both set the header."
        : isNginx(refusal.exchange)
          ? "Delete your `add_header Access-Control-…` lines from this nginx location, or hide the application's headers there with `proxy_hide_header`. An `include` or a second `add_header` can also set the header twice."
          : "Set the header in only one part of the server. Often a proxy or hosting platform sets the header, and the application sets it again. Or a middleware and a route both set the header.",
});

/** True where the lines of `Vary` that Spring's CORS code adds are there twice. */
function isByTwoSprings(refusal: RefusedFetch): boolean {
  const names = splitList(responseHeader(refusal, "Vary") ?? "");
  const isTwice = names.filter((name) => name === "Access-Control-Request-Method").length > 1;
  return isTwice && serverInResponse(refusal, "spring-cors") !== undefined;
}
