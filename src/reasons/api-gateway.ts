import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hasNoCorsHeaders, isPreflightRefused, responseHeader } from "./fingerprints/response.ts";
import { defineReason } from "./reason.ts";

export const apiGateway = defineReason({
  id: "api-gateway",
  title: "Amazon API Gateway answered by itself, without CORS headers",
  headline: ({ exchange }) =>
    translate`Amazon API Gateway answered \`${exchange.method}\` ${exchange.status}, without CORS headers`,
  judges: ["preflight", "actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (exchange.status < 400 || !hasNoCorsHeaders(exchange)) return;
    const type = responseHeader(refusal, "X-Amzn-ErrorType");
    const id = responseHeader(refusal, "X-Amz-Apigw-Id") ?? responseHeader(refusal, "Apigw-Requestid");
    if (type === null && id === null) return;
    const evidence = translate`${exchange.status} with ${type === null ? "`x-amz-apigw-id`" : quote(`x-amzn-errortype: ${type}`)}`;
    return {
      certainty: type === null ? "possible" : "certain",
      evidence,
      remedy: isPreflightRefused(refusal) ? "answer-preflight" : "keep-on-errors",
    };
  },
  explain: (refusal) =>
    isPreflightRefused(refusal)
      ? "Give the path an `OPTIONS` method without authorizer and API key, then deploy the stage again."
      : "Put the CORS headers on the gateway responses `DEFAULT_4XX` and `DEFAULT_5XX` too, then deploy the stage again.",
});
