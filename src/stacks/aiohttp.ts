import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { singleQuoted, singleQuotedList } from "./writing/quote.ts";

/**
 * aiohttp with aiohttp_cors. The library adds an `OPTIONS` route to each resource, which runs behind every middleware. It
 * refuses routes for `*`, sends no `Vary`, adds nothing to a 404 or 405 of the router, and raises an `AssertionError` where
 * a handler has set the headers already.
 * @see https://github.com/aio-libs/aiohttp-cors#usage
 * @see https://github.com/aio-libs/aiohttp-cors/blob/master/aiohttp_cors/cors_config.py
 * @see https://github.com/aio-libs/aiohttp-cors/blob/master/aiohttp_cors/urldispatcher_router_adapter.py
 * @see https://docs.aiohttp.org/en/stable/web_advanced.html#middlewares
 */
export const aiohttp = defineStack({
  id: "aiohttp",
  name: "aiohttp",
  language: "python",
  fix: {
    grant: (policy) => [setup(policy, [], [])],
    "answer-preflight": (policy) => [setup(policy, [], [], preflightFirst)],
    "send-once": (policy) => [setup(policy, ["origin"], [])],
    "keep-on-errors": (policy) => [
      setup(policy, ["origin"], ["The 404 for an unknown path and the 405 still lack these headers."]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? setup(
            policy,
            [],
            [sendAuthorization],
            firstMiddleware("redirect_without_password", "# In place of the redirect that names `user:password@`.", [
              `    if request.path == ${singleQuoted(redirect.path)}:`,
              `        raise web.HTTPTemporaryRedirect(${singleQuoted(redirect.target)})`,
            ]),
          )
        : setup(
            policy,
            [],
            ["Add a route for the path that the page requests. aiohttp_cors responds to preflights on routes only."],
            preflightFirst,
          ),
    ],
    vary: (policy) => [setup(policy, ["vary"], [clearCaches])],
    "repair-server": (policy) => [setup(policy, ["origin"], [repairFirst])],
  },
});

/** Lines that end with a middleware before all others. */
function firstMiddleware(name: string, comment: string, body: readonly string[]): Line[] {
  return [
    "",
    "",
    comment,
    { changed: "@web.middleware" },
    { changed: `async def ${name}(request, handler):` },
    ...body.map((line) => ({ changed: line })),
    { changed: "    return await handler(request)" },
    "",
    "",
    { changed: `app.middlewares.insert(0, ${name})` },
  ];
}

const preflightFirst = firstMiddleware(
  "preflight_first",
  "# Calls the `OPTIONS` route of aiohttp_cors without the other middlewares.",
  [
    "    if request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers:",
    "        return await request.match_info.handler(request)",
  ],
);

const ownRoutes =
  "Delete your own `OPTIONS` routes and all other code that sets `Access-Control-…` headers. aiohttp_cors raises an error otherwise.";

const namedMethods =
  "Replace `*` in routes with methods, and derive class-based views from `aiohttp_cors.CorsViewMixin`. aiohttp_cors accepts no others.";

function setup(
  given: Policy,
  changes: readonly ("origin" | "vary")[],
  warnings: readonly string[],
  below: readonly Line[] = [],
): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const namesOrigin = namesOrigins(policy) || changes.length > 0 || below.length > 0;
  const showsRoutes = !isChange || changes.length > 0 || below.length > 0;
  const origin: Line[] = [
    mark(changes.includes("origin"), "cors = aiohttp_cors.setup(app, defaults={"),
    ...(origins === "*" ? ["*"] : origins).map((origin) =>
      mark(added.origins.includes(origin), `    ${singleQuoted(origin)}: cors_options,`),
    ),
    "})",
  ];
  // The library takes the allowed methods from the routes, so that only an exact policy names them.
  const routes: Line[] = [
    "for route in list(app.router.routes()):",
    form === "exact"
      ? `    if route.method in ${singleQuotedList(methods)}:`
      : "    if route.method not in {hdrs.METH_ANY, hdrs.METH_OPTIONS}:",
    "        cors.add(route)",
  ];
  const vary: Line[] = [
    "",
    "",
    mark(changes.includes("vary"), "async def vary_by_origin(request, response):"),
    mark(changes.includes("vary"), "    response.headers.add('Vary', 'Origin')"),
    "",
    "",
    mark(changes.includes("vary"), "app.on_response_prepare.append(vary_by_origin)"),
  ];
  return snippet(
    [
      !isChange && "import aiohttp_cors  # pip install aiohttp-cors",
      showsRoutes && form !== "exact" && "from aiohttp import hdrs",
      below.length > 0 && "from aiohttp import web",
      (!isChange || showsRoutes) && "",
      isChange
        ? "# In the app's call of aiohttp_cors.setup; keep its other origins, options and entries:"
        : "# Below the last route of `app`, and above `web.run_app(app)`:",
      "cors_options = aiohttp_cors.ResourceOptions(",
      credentialsLine(policy, "    allow_credentials=True,", "#"),
      isNamed(policy, "headers") &&
        listLine(policy, added.headers.length > 0, `    allow_headers=${singleQuotedList(headers)},`, "#"),
      isNamed(policy, "exposed") &&
        listLine(policy, added.exposed.length > 0, `    expose_headers=${singleQuotedList(exposed)},`, "#"),
      maxAge !== null && !isChange && `    max_age=${maxAge},`,
      ")",
      ...(namesOrigin ? origin : []),
      ...(showsRoutes ? [...routes, ...vary] : []),
      ...below,
    ],
    showsRoutes ? [...warnings, ownRoutes, namedMethods] : warnings,
  );
}
