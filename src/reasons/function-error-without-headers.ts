import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { apiGatewayResponded } from "./fingerprints/api-gateway.ts";
import { isPreflightRefused, remedyForError } from "./fingerprints/response.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * An error that API Gateway only passed on from behind it. With proxy integration the gateway adds no header to a
 * function's response.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export const functionErrorWithoutHeaders = defineReason({
  id: "function-error-without-headers",
  title: "The function behind API Gateway returned an error without CORS headers",
  headline: (refusal) =>
    isByLambda(refusal)
      ? translate`The Lambda function returned ${refusal.exchange.status} without CORS headers`
      : translate`The function or server behind API Gateway returned ${refusal.exchange.status} without CORS headers`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status >= 400 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const gateway = serverInResponse(refusal, "api-gateway");
    if (!gateway || apiGatewayResponded(refusal)) return;
    const lambda = serverInResponse(refusal, "aws-lambda");
    return {
      certainty: lambda?.certainty ?? "possible",
      evidence: translate`${quote(exchange.method)} ${exchange.status} with ${lambda?.evidence ?? gateway.evidence}`,
      remedy: isPreflightRefused(refusal) ? "answer-preflight" : (remedyForError(refusal) ?? "keep-on-errors"),
    };
  },
  explain: (refusal) => {
    if (isPreflightRefused(refusal)) {
      return "Return 204 with the CORS headers for `OPTIONS` before the function reads a body or checks a login. Or add an `OPTIONS` method to the path in API Gateway.";
    }
    return isByLambda(refusal)
      ? "Return the CORS headers from the function itself, on success and on errors. API Gateway's own responses, such as `DEFAULT_4XX`, do not change what a function returns."
      : "Return the CORS headers from the function or server itself, on success and on errors. Or set the CORS configuration, if this is an HTTP API.";
  },
});

function isByLambda(refusal: RefusedFetch): boolean {
  return serverInResponse(refusal, "aws-lambda") !== undefined;
}
