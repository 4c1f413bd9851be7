import { byCookie, byPath, defineServer, hasNoFramework } from "./server.ts";

/**
 * Frappe, the framework of ERPNext, which is run with a file of settings for each site. It responds to preflights with an
 * empty 200, and sends CORS headers only to the origins in that file.
 * @see https://github.com/frappe/frappe/pull/12183
 * @see https://frappeframework.com/docs/user/en/basics/site_config
 */
export const frappe = defineServer({
  id: "frappe",
  name: "Frappe",
  layer: "product",
  recognize: (response) =>
    byCookie(response, /^system_user$/, "possible") ??
    (hasNoFramework(response) ? byPath(response, /^\/api\/(method\/[a-z_]+(\.[a-z_]+)*$|resource\/[A-Z])/) : undefined),
  stacks: [],
  setting: {
    title: "Add the page's origin to `allow_cors` in `site_config.json`",
    language: "json",
    lines: ({ added: { origins } }) => (origins.length > 0 ? [`"allow_cors": ${JSON.stringify(origins)}`] : []),
    warnings: ["Keep the existing origins of the list. Then restart the server."],
  },
});
