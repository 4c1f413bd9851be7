import { singleQuoted } from "../stacks/writing/quote.ts";
import { byHeader, byPath, defineServer, hasNoFramework, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Odoo, on Werkzeug. A route sends CORS headers where its `cors` says so. The list of headers is always the same, and the
 * only method of a route of the type `json` is `POST`.
 * @see https://github.com/odoo/odoo/blob/17.0/odoo/http.py
 * @see https://github.com/odoo/odoo/issues/185922
 */
export const odoo = defineServer({
  id: "odoo",
  name: "Odoo",
  layer: "product",
  recognize: (response) =>
    hasNoFramework(response)
      ? (byPreflight(response) ??
        byPath(response, /^\/(web\/(session|dataset|webclient)\/|xmlrpc\/2\/|jsonrpc$)/) ??
        (response.port === "8069" ? { certainty: "possible", evidence: "port `8069`" } : undefined))
      : undefined,
  stacks: [],
  setting: {
    title: "Set `cors` in the `@http.route` of the controller to the page's origin",
    language: "python",
    // A route takes one origin, so a second one would replace the first. `methods` also decides which requests reach the
    // route, so `GET` and `HEAD`, which no refusal of a method names, are left out.
    lines: ({ origins, methods, added }) => [
      ...(added.methods.length > 0
        ? [
            "type='http',",
            `methods=[${[...methods.filter((method) => !/^(GET|HEAD|OPTIONS)$/.test(method)), "OPTIONS"].map(singleQuoted).join(", ")}],`,
          ]
        : []),
      ...(origins.length === 1 && added.origins.length === 1 ? [`cors=${singleQuoted(added.origins.join())},`] : []),
    ],
    warnings: [
      "These are arguments of `@http.route`. Keep the others, and the existing methods. `cors` takes one origin.",
      "With `type='json'`, Odoo allows only `POST`. With `type='http'`, read the body with `json.loads(request.httprequest.data)`.",
    ],
  },
});

/**
 * Much code for Express sends the same list of headers. Odoo also lets the preflight be stored for a day, and allows `POST` alone
 * where the route has the type `json`.
 */
function byPreflight(response: ServerResponse): Recognition | undefined {
  if (response.header("Access-Control-Max-Age") !== "86400") return undefined;
  if (response.header("Access-Control-Allow-Methods") !== "POST") return undefined;
  const headers = /^Origin, X-Requested-With, Content-Type, Accept, Authorization$/;
  return byHeader(response, "Access-Control-Allow-Headers", headers, "possible");
}
