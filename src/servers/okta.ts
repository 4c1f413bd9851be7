import { byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * Okta. It marks each response with a request id. Which origins may call its API is a list of the organization.
 * @see https://developer.okta.com/docs/reference/core-okta-api/
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tags/trustedorigin
 * @see https://help.okta.com/en-us/content/topics/security/api-trusted-origins.htm
 */
export const okta = defineServer({
  id: "okta",
  name: "Okta",
  layer: "product",
  recognize: (response) =>
    byHeaderName(response, ["X-Okta-Request-Id"]) ?? byHost(response, /\.(okta|oktapreview|okta-emea)\.com$/),
  stacks: [],
  setting: {
    title: "Add the page's origin to the Trusted Origins",
    language: "text",
    lines: ({ added }) =>
      added.origins.flatMap((origin) => [
        "Okta Admin Console > Security > API > Trusted Origins > Add Origin",
        `Origin URL: ${origin}`,
        "Type: CORS",
        "Save",
      ]),
    warnings: [],
  },
});
