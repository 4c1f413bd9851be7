import type { FixContext, Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { jsString, jsStrings } from "./writing/quote.ts";

/**
 * hapi 21, which has CORS built in and responds to preflights itself. It takes the allowed methods from its route table.
 * `origin: ['*']` sends back any origin, also beside `credentials: true`.
 * @see https://github.com/hapijs/hapi/blob/master/lib/cors.js
 * @see https://github.com/hapijs/hapi/blob/master/API.md#-routeoptionscors
 */
export const hapi = defineStack({
  id: "hapi",
  name: "hapi",
  language: "javascript",
  fix: {
    grant: (policy) => [
      snippet(block(policy), [...methodsFromRoutes(policy), routeOptionWins, ...notReflecting(policy)]),
    ],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "hapi responds to preflights before authentication. Delete your own routes for `OPTIONS`: they run instead of it.",
        "It responds with 404 if no route has the method that the preflight asks for.",
        ...notReflecting(policy),
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete every other line that sets `Access-Control-…` headers: `response.header(...)` in routes and in `onPreResponse`, plugins such as `hapi-cors`, and `add_header` in a proxy.",
        ...notReflecting(policy),
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "hapi sends these headers with 401, 404 and 500 too. A response that you write to `request.raw.res` lacks them.",
        routeOptionWins,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "With this option hapi sends `Vary: Origin` with every response.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst])],
  },
});

const routeOptionWins = "A `cors` option of a single route overrides this one. Change it there too.";

/** Warns that methods need routes, where a method is new. */
function methodsFromRoutes({ added }: Policy): string[] {
  const [method] = added.methods;
  return method === undefined
    ? []
    : [translate`hapi has no list of allowed methods. The path needs a route with the method \`${method}\`.`];
}

/** Warns of `*`, which is no wildcard in hapi; empty where any origin may read. */
function notReflecting({ origins }: Policy): string[] {
  return origins === "*"
    ? []
    : [
        "Do not use `origin: ['*']` or `cors: true` with credentials: hapi would let every website read your users' data.",
      ];
}

/** The server's options; `order` marks the option itself as changed, `origin` the list of origins. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const { form, origins, exposed, maxAge, added } = withUnproven(policy);
  const isNew = (name: string) => !defaultHeaders.has(name.toLowerCase());
  const additional = policy.headers.filter(isNew);
  const addsHeaders = added.headers.some(isNew);
  const originChanged = added.origins.length > 0 || changes === "origin";
  const start: Line[] =
    form === "change"
      ? ["// Where the app creates the server; keep its other options and entries:"]
      : [
          "import Hapi from '@hapi/hapi'; // CommonJS: const Hapi = require('@hapi/hapi')",
          "",
          "// Where you create the server. Keep its other options, such as the port.",
        ];
  return [
    ...start,
    "const server = Hapi.server({",
    "  routes: {",
    mark(changes === "order", "    cors: {"),
    (namesOrigins(policy) || originChanged) &&
      listLine(policy, originChanged, `      origin: ${jsStrings(origins === "*" ? ["*"] : origins)},`),
    credentialsLine(policy, "      credentials: true,"),
    additional.length > 0 &&
      (form !== "change" || addsHeaders) &&
      listLine(policy, addsHeaders, `      additionalHeaders: ${jsStrings(additional)},`),
    isNamed(policy, "exposed") &&
      listLine(policy, added.exposed.length > 0, `      additionalExposedHeaders: ${jsStrings(exposed)},`),
    maxAge !== null && form !== "change" && `      maxAge: ${maxAge},`,
    "    },",
    "  },",
    "});",
  ];
}

/** The names that hapi allows without `additionalHeaders`. */
const defaultHeaders: ReadonlySet<string> = new Set(["accept", "authorization", "content-type", "if-none-match"]);

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [
      "hapi responds to `OPTIONS` before the routes that redirect. A redirect in an `onRequest` extension runs earlier: skip it for `OPTIONS`.",
      "If a proxy or a platform in front sends the redirect, request the final URL, or change it there.",
    ]);
  }
  const route: Line[] = [
    "// Replaces the route that redirects with `user:password@`.",
    { changed: "server.route({" },
    { changed: "  method: '*'," },
    { changed: `  path: ${jsString(redirect.path)},` },
    { changed: `  handler: (_request, h) => h.redirect(${jsString(redirect.target)}).code(307),` },
    { changed: "});" },
  ];
  return snippet([...block(policy), "", ...route], [sendAuthorization]);
}
