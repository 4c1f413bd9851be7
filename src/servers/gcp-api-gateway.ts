import { byHost, defineServer } from "./server.ts";

/**
 * Google Cloud API Gateway. Its own errors are JSON with a `code` and a `message`, for a missing or wrong token and for a
 * path or a method that its OpenAPI document does not have. The realm of its challenge is the URL of the request.
 * @see https://highoncloud.co.uk/cors-in-gcp-api-gateway
 */
export const gcpApiGateway = defineServer({
  id: "gcp-api-gateway",
  name: "Google Cloud API Gateway",
  layer: "gateway",
  recognize: (response) => byHost(response, /\.gateway\.dev$/),
  answersItself: ({ status, host, header, body }) =>
    (status === 401 && (header("WWW-Authenticate") ?? "").startsWith(`Bearer realm="https://${host}/`)) ||
    (status >= 400 && ownError.test(body ?? "")),
  stacks: [],
});

const ownError =
  /^\s*\{\s*("code": ?\d+,\s*)?"message": ?"(The current request is (matched to the defined url template|not defined by this API)|Jwt |UNAUTHENTICATED:|PERMISSION_DENIED:)/;
