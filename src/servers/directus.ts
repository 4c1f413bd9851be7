import { byHeader, defineServer } from "./server.ts";

/**
 * Directus. It names itself in `X-Powered-By`. Its CORS code is the npm package `cors`, and is off until `CORS_ENABLED`
 * is set.
 * @see https://github.com/directus/directus/blob/main/api/src/app.ts
 * @see https://github.com/directus/directus/blob/main/api/src/middleware/cors.ts
 * @see https://github.com/directus/directus/blob/main/api/src/middleware/error-handler.ts
 * @see https://directus.io/docs/cloud/configuration/environment-variables
 */
export const directus = defineServer({
  id: "directus",
  name: "Directus",
  layer: "product",
  recognize: (response) => byHeader(response, "X-Powered-By", /^Directus$/),
  answersItself: ({ method, status, body }) =>
    (method === "OPTIONS" && status === 204) || (status >= 400 && /^\{"errors":\[\{"message":/.test(body ?? "")),
  stacks: [],
  setting: {
    title: "Turn on CORS and add the page's origin to `CORS_ORIGIN`",
    language: "shell",
    lines: ({ added: { origins, headers, methods } }) => [
      'CORS_ENABLED="true"',
      ...(origins.length > 0 ? [`CORS_ORIGIN="${origins.join(",")}"`] : []),
      ...(headers.length > 0
        ? [`CORS_ALLOWED_HEADERS="${[...new Set([...usualHeaders, ...headers])].join(",")}"`]
        : []),
      ...(methods.length > 0 ? [`CORS_METHODS="${[...new Set([...usualMethods, ...methods])].join(",")}"`] : []),
    ],
    warnings: [
      "Keep the existing origins, headers and methods in the variables, separated by commas. Then restart Directus.",
    ],
  },
});

/** The defaults, which a list of one's own replaces. */
const usualHeaders = ["Content-Type", "Authorization"];
const usualMethods = ["GET", "POST", "PATCH", "DELETE"];
