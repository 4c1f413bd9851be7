import { byBody, defineServer, type ServerResponse } from "./server.ts";

/**
 * GraphQL Yoga 5. Its CORS code allows the requested method alone, and answers a preflight from a page that is not in its
 * list with `Access-Control-Allow-Origin: null`. Without a list it reflects every origin.
 * @see https://github.com/ardatan/whatwg-node/blob/master/packages/server/src/plugins/useCors.ts
 * @see https://the-guild.dev/graphql/yoga-server/docs/features/cors
 */
export const graphqlYoga = defineServer({
  id: "graphql-yoga",
  name: "GraphQL Yoga",
  layer: "framework",
  recognize: (response) =>
    byBody(response, /<title>Welcome to GraphQL Yoga<\/title>/) ??
    (isRefusal(response)
      ? { certainty: "possible", evidence: "`Access-Control-Allow-Origin: null` with the requested method alone" }
      : byBody(response, /"GraphQL only supports GET and POST requests\."/, "possible")),
  answersItself: (response) => isRefusal(response) || response.status === 405,
  stacks: [],
});

/** True for the response to a preflight from a page that is not in the list. */
function isRefusal({ method, status, header, requestHeader }: ServerResponse): boolean {
  const requested = requestHeader("Access-Control-Request-Method");
  return (
    method === "OPTIONS" &&
    status === 204 &&
    requested !== null &&
    header("Access-Control-Allow-Methods") === requested &&
    header("Access-Control-Allow-Origin") === "null" &&
    requestHeader("Origin") !== "null"
  );
}
