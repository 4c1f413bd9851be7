import type { FixContext, Policy } from "../remedy.ts";
import { translate } from "../text/translate.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, redirectInFront, repairFirst, sendAuthorization, whereNamed } from "./writing/advice.ts";
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
      snippet(block(policy), [...methodsFromRoutes(policy), routeOptionWins, ...whereNamed(policy, reflecting)]),
    ],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "Delete your own `OPTIONS` routes. They run instead of hapi's CORS code.",
        "Add a route for the requested method. Without one, hapi responds to the preflight with 404.",
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: `response.header(...)`, plugins such as `hapi-cors`, `add_header` in a reverse proxy.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Do not write to `request.raw.res`. Such a response lacks these headers.",
        routeOptionWins,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [snippet(block(policy, "origin"), [clearCaches])],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst])],
  },
});

const routeOptionWins = "If a route has its own `cors` option, change that option too. It overrides this one.";

/** Warns that methods need routes, where a method is new. */
function methodsFromRoutes({ added }: Policy): string[] {
  const [method] = added.methods;
  return method === undefined
    ? []
    : [translate`Add a route with the method \`${method}\` for the path. hapi allows only methods that have a route.`];
}

const reflecting =
  "Do not use `origin: ['*']` or `cors: true` with credentials. Every website could then read your users' data.";

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
      "If an `onRequest` extension redirects, skip the redirect for `OPTIONS`. The extension runs before hapi's CORS code.",
      redirectInFront,
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
