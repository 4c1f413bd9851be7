import { byHeaderName, byHost, defineServer, type ServerResponse } from "./server.ts";

/**
 * Amazon API Gateway. A REST API adds `X-Amz-Apigw-Id`, an HTTP API `Apigw-Requestid`. The REST API's own errors have
 * `X-Amzn-Errortype`. A Lambda function may set that header too, and then `X-Amzn-Trace-Id` shows that the function
 * ran; only the error for a function that failed has both. A mock integration, such as the `OPTIONS` method that the
 * console makes, has neither, and none of the renamed headers of a server behind the gateway.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
 * @see https://github.com/aws/aws-lambda-dotnet/blob/master/Tools/LambdaTestTool-v2/src/Amazon.Lambda.TestTool/Extensions/ApiGatewayResponseExtensions.cs
 * @see https://github.com/Ge0rg3/requests-ip-rotator/pull/17
 * @see https://github.com/localstack/localstack/blob/main/localstack-core/localstack/services/apigateway/next_gen/execute_api/handlers/response_enricher.py
 */
export const apiGateway = defineServer({
  id: "api-gateway",
  name: "Amazon API Gateway",
  layer: "gateway",
  recognize: (response) =>
    byHeaderName(response, ["X-Amz-Apigw-Id", "Apigw-Requestid"]) ??
    byHost(response, /\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/),
  answersItself: (response) => isError(response) || isMock(response) || isHttpApiNotFound(response),
  stacks: ["api-gateway"],
});

function isError({ header }: ServerResponse): boolean {
  const type = header("X-Amzn-Errortype");
  return type !== null && (header("X-Amzn-Trace-Id") === null || type === "InternalServerErrorException");
}

/** True for `OPTIONS` of a REST API that reached neither a Lambda function nor another server. */
function isMock({ method, header, headerNames }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    header("X-Amz-Apigw-Id") !== null &&
    header("X-Amzn-Trace-Id") === null &&
    header("Server") === null &&
    !headerNames.some((name) => name.startsWith("x-amzn-remapped-"))
  );
}

function isHttpApiNotFound({ status, header, body }: ServerResponse): boolean {
  return status === 404 && header("Apigw-Requestid") !== null && body === '{"message":"Not Found"}';
}
