import { jsString, jsStrings } from "../stacks/writing/quote.ts";
import { byHeader, defineServer } from "./server.ts";

/**
 * Strapi, a headless CMS on Koa. Its middleware `strapi::poweredBy` names it, and its errors have a form of their own.
 * `strapi::cors` allows every origin until `origin` is set.
 * @see https://docs.strapi.io/cms/configurations/middlewares#cors
 * @see https://github.com/strapi/strapi/blob/develop/packages/core/core/src/middlewares/cors.ts
 * @see https://github.com/strapi/strapi/blob/develop/packages/core/core/src/services/errors.ts
 */
export const strapi = defineServer({
  id: "strapi",
  name: "Strapi",
  layer: "product",
  recognize: (response) => byHeader(response, "X-Powered-By", /^Strapi <strapi\.io>$/),
  answersItself: ({ status, body }) => status >= 400 && /^\{"data":null,"error":\{"status":/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `strapi::cors` in `config/middlewares.js`",
    language: "javascript",
    lines: ({ added: { origins, headers } }) => [
      "{",
      "  name: 'strapi::cors',",
      "  config: {",
      ...(origins.length > 0 ? [`    origin: ${jsStrings(origins)},`] : []),
      ...(headers.length > 0 ? [`    headers: [${[...defaultHeaders, ...headers].map(jsString).join(", ")}],`] : []),
      "  },",
      "},",
    ],
    warnings: [
      "Replace the entry `'strapi::cors'` with these lines. Keep the existing options and origins of the entry.",
    ],
  },
});

/** What Strapi allows while `headers` is not set. */
const defaultHeaders = ["Content-Type", "Authorization", "Origin", "Accept"];
