import { byHost, defineServer } from "./server.ts";

/**
 * The REST and OAuth endpoints of a Salesforce organization, which sends CORS headers to the origins in its own list.
 * @see https://help.salesforce.com/s/articleView?id=sf.extend_code_cors.htm
 * @see https://github.com/jsforce/jsforce/issues/189
 */
export const salesforce = defineServer({
  id: "salesforce",
  name: "Salesforce",
  layer: "product",
  recognize: (response) =>
    response.path.startsWith("/services/") ? byHost(response, /\.(salesforce|force)\.com$/) : undefined,
  answersItself: () => true,
  stacks: [],
  setting: {
    title: "Add the page's origin to the allowed origins in Salesforce",
    language: "text",
    lines: ({ added }) =>
      added.origins.length > 0 ? ["Setup > Security > CORS > Allowed Origins List > New", ...added.origins] : [],
    warnings: [
      "For `/services/oauth2/`, also turn on “Enable CORS for OAuth endpoints” on the same page.",
      "The SOAP API does not support CORS. Send such requests from your own backend.",
    ],
  },
});
