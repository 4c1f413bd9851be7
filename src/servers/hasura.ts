import { byBody, byHost, byPath, defineServer } from "./server.ts";

/**
 * Hasura's GraphQL engine. It allows every origin until `HASURA_GRAPHQL_CORS_DOMAIN` is set, and leaves requests of other
 * origins without CORS headers.
 * @see https://github.com/hasura/graphql-engine/blob/master/docs/docs/deployment/graphql-engine-flags/config-examples.mdx
 * @see https://github.com/hasura/graphql-engine/blob/master/server/src-lib/Hasura/Server/Middleware.hs
 */
export const hasura = defineServer({
  id: "hasura",
  name: "Hasura",
  layer: "product",
  recognize: (response) =>
    byHost(response, /\.hasura\.app$/) ??
    byBody(response, ownError) ??
    byPath(response, /\/v1(alpha1|beta1)?\/graphql$/),
  answersItself: ({ status, body }) => status >= 400 && ownError.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `HASURA_GRAPHQL_CORS_DOMAIN`",
    language: "shell",
    lines: ({ added: { origins } }) =>
      origins.length > 0 ? [`HASURA_GRAPHQL_CORS_DOMAIN="${origins.join(", ")}"`] : [],
    warnings: [
      "Keep the existing origins in `HASURA_GRAPHQL_CORS_DOMAIN`, separated by commas. Then restart Hasura.",
      "Without `HASURA_GRAPHQL_CORS_DOMAIN`, Hasura allows every origin. The cause may then be a proxy in front of Hasura.",
    ],
  },
});

/** The start of an error of Hasura itself, outside of GraphQL. */
const ownError = /^\{"path":"\$[^"]{0,100}","error":"/;
