import type { Profile } from "./profile.ts";

/** GraphQL over HTTP: a server must support POST with JSON. GET is optional, so it is not required here. */
export const graphql: Profile = {
  id: "graphql",
  name: "GraphQL over HTTP",
  sources: ["https://graphql.github.io/graphql-over-http/draft/#sec-POST"],
  requests: [
    {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "content-type": "application/json",
        authorization: null,
      },
      exposedHeaders: [],
    },
  ],
};
