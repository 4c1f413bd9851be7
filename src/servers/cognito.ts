import { byHost, defineServer } from "./server.ts";

/**
 * Amazon Cognito: the domain of a user pool, and the API. There is no CORS setting. The token endpoint allows every
 * origin with `*`, so without credentials.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 * @see https://www.repost.aws/questions/QU-vO4aoo_QM6oD_2z17ojeQ/cors-issue-in-aws-cognito-openid-endpoints
 */
export const cognito = defineServer({
  id: "cognito",
  name: "Amazon Cognito",
  layer: "product",
  recognize: (response) =>
    byHost(response, /(\.amazoncognito\.com|^cognito-(idp|identity)\.[a-z0-9-]+\.amazonaws\.com)$/),
  stacks: [],
});
