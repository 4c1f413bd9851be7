import { byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Auth0. It marks responses with a request id of its own, also on a custom domain. Each application has its list of
 * origins.
 * @see https://auth0.com/docs/get-started/applications/set-up-cors
 */
export const auth0 = defineServer({
  id: "auth0",
  name: "Auth0",
  layer: "product",
  recognize: (response) => byHeaderName(response, ["X-Auth0-RequestId"]) ?? byHost(response, /\.auth0\.com$/),
  stacks: [],
  setting: {
    title: "Add the page's origin to `Allowed Web Origins` of the application",
    language: "text",
    lines: ({ added }) =>
      added.origins.flatMap((origin) => [
        "Auth0 dashboard > Applications > Applications > your application > Settings",
        `Allowed Web Origins: ${origin}`,
        `Allowed Origins (CORS): ${origin}`,
        "Save Changes",
      ]),
    warnings: ["Keep the existing origins, separated by commas."],
  },
});
