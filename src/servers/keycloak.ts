import { byPath, defineServer } from "./server.ts";

/**
 * Keycloak and Red Hat's build of it. It allows every origin in a preflight, because it cannot know the client yet, and
 * sends the actual response without CORS headers where the client's web origins do not name the page's.
 * @see https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/services/cors/DefaultCors.java
 * @see https://github.com/keycloak/keycloak/blob/main/docs/documentation/server_admin/topics/clients/oidc/con-basic-settings.adoc
 * @see https://github.com/keycloak/keycloak/issues/37529
 */
export const keycloak = defineServer({
  id: "keycloak",
  name: "Keycloak",
  layer: "product",
  recognize: (response) =>
    byPath(response, /\/realms\/[^/]+\/protocol\/openid-connect\/[a-z-]+/, "certain") ??
    byPath(response, /\/realms\/[^/]+\/\.well-known\/openid-configuration$/),
  answersItself: ({ status, body }) => status >= 400 && /^\{"error":"[a-z_]+"/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to the client's web origins in Keycloak",
    language: "text",
    lines: ({ added }) => [
      "Clients > the client of this page > Settings > Access settings > Web origins > Add",
      ...added.origins,
    ],
    warnings: ["Write the origin without a path and without a slash at the end."],
  },
});
