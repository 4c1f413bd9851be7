import { byBody, byHeader, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * Nuxt 3 and 4, and other programs on its server, Nitro, and on h3. Nuxt's pages say `X-Powered-By: Nuxt`. Nitro's own
 * errors are JSON that begins with the URL and the status, and its route rule `cors: true` allows everything for
 * 0 seconds.
 * @see https://github.com/nuxt/nuxt/blob/main/packages/nitro-server/src/runtime/handlers/renderer.ts
 * @see https://github.com/nitrojs/nitro/blob/v2/src/runtime/internal/error/prod.ts
 * @see https://github.com/h3js/h3/blob/main/src/h3.ts
 * @see https://nitro.build/docs/routing#route-rules
 */
export const nuxt = defineServer({
  id: "nuxt",
  name: "Nuxt (Nitro)",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "X-Powered-By", /^Nuxt\b/i) ??
    (nitroError.test(response.body ?? "")
      ? { certainty: "certain", evidence: "the body with `url`, `statusCode` and `statusMessage`" }
      : byBody(response, h3Error)) ??
    (isOpenedByRule(response)
      ? { certainty: "possible", evidence: "`Access-Control-Allow-Methods: *` with `Access-Control-Max-Age: 0`" }
      : byPath(response, /^\/_nuxt\//)),
  answersItself: ({ status, body }) => status >= 400 && (nitroError.test(body ?? "") || h3Error.test(body ?? "")),
  stacks: ["nuxt"],
});

const nitroError = /"url": ?"[^"]*",\s{0,9}"statusCode": ?[45]\d\d,\s{0,9}"statusMessage": ?"/;
const h3Error = /"message":"Cannot find any route matching \[[A-Z]+\]/;

/** True for the headers of the route rule `cors: true`. */
function isOpenedByRule({ header }: ServerResponse): boolean {
  return (
    header("Access-Control-Max-Age") === "0" &&
    ["Origin", "Methods", "Headers"].every((name) => header(`Access-Control-Allow-${name}`) === "*")
  );
}
