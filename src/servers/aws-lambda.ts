import { byHost, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * A Lambda function behind API Gateway, or at a function URL. A REST API adds `X-Amzn-Trace-Id` where a function, or
 * another AWS service in its place, responded; its own errors and its mock integrations lack it. At a function URL,
 * `X-Amzn-Errortype` marks a refusal before the function ran.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-urls.html
 * @see https://github.com/aws/aws-lambda-dotnet/blob/master/Tools/LambdaTestTool-v2/src/Amazon.Lambda.TestTool/Extensions/ApiGatewayResponseExtensions.cs
 * @see https://github.com/localstack/localstack/blob/main/localstack-core/localstack/services/apigateway/next_gen/execute_api/handlers/response_enricher.py
 */
export const awsLambda = defineServer({
  id: "aws-lambda",
  name: "AWS Lambda",
  layer: "framework",
  recognize: (response) => byHost(response, functionUrl) ?? byTrace(response),
  answersItself: ({ host, header }) => functionUrl.test(host) && header("X-Amzn-Errortype") !== null,
  stacks: ["aws-lambda", "api-gateway"],
});

const functionUrl = /\.lambda-url\.[a-z0-9-]+\.on\.aws$/;

function byTrace({ header }: ServerResponse): Recognition | undefined {
  const isTraced = header("X-Amz-Apigw-Id") !== null && header("X-Amzn-Trace-Id") !== null;
  return isTraced && header("X-Amzn-Errortype") === null
    ? { certainty: "certain", evidence: "`X-Amzn-Trace-Id`, but no `X-Amzn-Errortype`" }
    : undefined;
}
