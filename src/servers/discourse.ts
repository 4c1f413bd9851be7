import { byHeaderName, defineServer } from "./server.ts";

/**
 * Discourse. It names the controller of each response. For an origin that it does not allow,
 * `Access-Control-Allow-Origin` holds the first one of its list.
 * @see https://github.com/discourse/discourse/blob/main/config/initializers/008-rack-cors.rb
 * @see https://github.com/discourse/discourse/blob/main/app/controllers/application_controller.rb
 */
export const discourse = defineServer({
  id: "discourse",
  name: "Discourse",
  layer: "product",
  recognize: (response) => byHeaderName(response, ["X-Discourse-Route"]),
  stacks: [],
  setting: {
    title: "Turn on CORS in `app.yml` and add the page's origin",
    language: "yaml",
    lines: ({ added: { origins } }) =>
      origins.length > 0
        ? ["env:", "  DISCOURSE_ENABLE_CORS: true", `  DISCOURSE_CORS_ORIGIN: "${origins.join(",")}"`]
        : [],
    warnings: [
      "Keep the existing origins in `DISCOURSE_CORS_ORIGIN`, separated by commas. Then run `./launcher rebuild app`.",
    ],
  },
});
