import { byHeader, defineServer } from "./server.ts";

/**
 * ArangoDB. It names the origin of every page, and allows credentials only to the origins that it trusts.
 * @see https://docs.arangodb.com/stable/develop/http-api/general-request-handling/#cross-origin-resource-sharing-cors-requests
 * @see https://github.com/arangodb/arangojs/issues/475
 */
export const arangodb = defineServer({
  id: "arangodb",
  name: "ArangoDB",
  layer: "product",
  recognize: (response) => byHeader(response, "Server", /^ArangoDB\b/),
  stacks: [],
  setting: {
    title: "Add the page's origin to `trusted-origin` in `arangod.conf`",
    language: "ini",
    lines: ({ origins, added }) =>
      added.credentials && origins !== "*" ? ["[http]", ...origins.map((origin) => `trusted-origin = ${origin}`)] : [],
    warnings: ["Keep the existing `trusted-origin` lines. Then restart the server."],
  },
});
