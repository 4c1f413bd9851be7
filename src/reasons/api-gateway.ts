import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { apiGatewayResponded, isHttpApi } from "./fingerprints/api-gateway.ts";
import { isPreflightRefused, responseHeader } from "./fingerprints/response.ts";
import { serverInResponse } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/**
 * An error that API Gateway made. A REST API names the kind in `X-Amzn-Errortype`; an HTTP API has none, only its short
 * messages. Only a REST API has gateway responses to change.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const apiGateway = defineReason({
  id: "api-gateway",
  title: "Amazon API Gateway responded itself, without CORS headers",
  headline: ({ exchange }) =>
    translate`Amazon API Gateway responded to ${quote(exchange.method)} with ${exchange.status}, without CORS headers`,
  judges: ["preflight", "actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => status >= 400 && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    const certainty = apiGatewayResponded(refusal);
    if (!certainty) return;
    const type = responseHeader(refusal, "X-Amzn-ErrorType");
    const sign =
      type === null ? serverInResponse(refusal, "api-gateway")?.evidence : quote(`x-amzn-errortype: ${type}`);
    return {
      certainty,
      evidence: translate`${exchange.status} with ${sign ?? ""}`,
      remedy: remedyFor(refusal),
    };
  },
  explain: (refusal) => {
    const { status } = refusal.exchange;
    if (hasFailedFunction(refusal)) {
      return status === 504
        ? "Read the function's log in CloudWatch: the function did not finish in time. Then add the CORS headers to the gateway's own errors, so that the page can read the status."
        : "Read the function's log in CloudWatch: the function crashed, timed out or returned a malformed response. Then add the CORS headers to the gateway's own errors, so that the page can read the status.";
    }
    if (isUnknownRoute(refusal)) {
      return "Check the URL: the API has no such path, method or stage. After a change, deploy the stage again. For a preflight, add an `OPTIONS` method or turn on CORS for the path.";
    }
    if (isPreflightRefused(refusal)) {
      return isHttpApi(refusal)
        ? "Set the CORS configuration of the HTTP API. API Gateway then responds to preflights itself."
        : "Add an `OPTIONS` method without authorizer and API key to the path. Then deploy the stage again.";
    }
    return isHttpApi(refusal)
      ? translate`Find the cause of HTTP ${status} first, such as a missing or expired token. Then set the CORS configuration of the HTTP API, so that the page can read errors.`
      : translate`Find the cause of HTTP ${status} first. Then add the CORS headers to the gateway responses \`DEFAULT_4XX\` and \`DEFAULT_5XX\`, so that the page can read errors. Deploy the stage again.`;
  },
});

function remedyFor(refusal: RefusedFetch) {
  if (isPreflightRefused(refusal)) return "answer-preflight";
  return hasFailedFunction(refusal) ? "repair-server" : "keep-on-errors";
}

/** True for the errors that stand for a function, or another server behind the gateway, that failed. */
function hasFailedFunction(refusal: RefusedFetch): boolean {
  const { status } = refusal.exchange;
  return status === 502 || status === 504 || (status === 500 && isHttpApi(refusal));
}

/** True where no route matches; a REST API calls that a missing authentication token. */
function isUnknownRoute(refusal: RefusedFetch): boolean {
  const type = responseHeader(refusal, "X-Amzn-ErrorType") ?? "";
  return /^MissingAuthenticationToken/i.test(type) || (refusal.exchange.status === 404 && isHttpApi(refusal));
}
