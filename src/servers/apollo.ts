import { byBody, defineServer } from "./server.ts";

/**
 * Apollo Server 4 and 5. It refuses a GraphQL request that a page could send without a preflight as a potential
 * cross-site request forgery, with 400. Apollo Router says almost the same, with "mime-type".
 * @see https://github.com/apollographql/apollo-server/blob/main/packages/server/src/preventCsrf.ts
 * @see https://github.com/apollographql/apollo-server/blob/main/packages/server/src/runHttpQuery.ts
 * @see https://github.com/apollographql/router/blob/dev/apollo-router/src/plugins/csrf/mod.rs
 */
export const apollo = defineServer({
  id: "apollo",
  name: "Apollo Server",
  layer: "framework",
  recognize: (response) => byBody(response, refusal) ?? byBody(response, /\bapollo-server-landing-page\.cdn\b/),
  answersItself: ({ status, body }) => status >= 400 && refusal.test(body ?? ""),
  stacks: ["express-cors"],
});

const refusal =
  /This operation has been blocked as a potential Cross-Site Request Forgery(?= \(CSRF\)\. Please either specify a 'content-type' header \(with a type )|Apollo Server supports only GET\/POST requests|POST body missing, invalid Content-Type, or JSON object has no keys/;
