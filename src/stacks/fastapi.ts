import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** FastAPI and Starlette, which it is built on. */
export const fastapi = defineStack({
  id: "fastapi",
  name: "FastAPI",
  language: "python",
  recognize(traits) {
    const server = traits.values("Server").find((value) => /^(uvicorn|hypercorn)\b/.test(value));
    return server === undefined
      ? undefined
      : { certainty: "possible", evidence: `\`Server: ${server.split(/\W/)[0]}\`` };
  },
  fix: {
    grant: (policy) => [wrapped(policy, false, whyNamed(policy))],
    "answer-preflight": (policy) => [
      wrapped(policy, true, ["Around the app it answers `OPTIONS` before every middleware, dependency and route."]),
    ],
    "send-once": (policy) => [wrapped(policy, true, ["Delete `app.add_middleware(CORSMiddleware, …)`.", deleteOthers])],
    "keep-on-errors": (policy) => [
      wrapped(policy, true, [
        "`app.add_middleware(CORSMiddleware, …)`, even where it is added last, leaves the headers off an unhandled 500.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            wrapped(
              policy,
              false,
              [sendAuthorization],
              [
                "# Above the route that redirects with `user:password@`, which it replaces.",
                "from fastapi.responses import RedirectResponse",
                "",
                {
                  changed: `app.router.routes.insert(0, Route(${singleQuoted(redirect.path)}, lambda request: RedirectResponse(${singleQuoted(redirect.target)}), methods=${singleQuotedList(policy.methods)}))`,
                },
                "",
              ],
            ),
          ]
        : [
            wrapped(policy, true, [
              "Around the app it answers preflights before `redirect_slashes` and `HTTPSRedirectMiddleware`; the actual request is redirected as before.",
            ]),
          ],
    vary: (policy) => [
      wrapped(
        policy,
        false,
        ["`CORSMiddleware` sends `Vary: Origin` to allowed origins only: the function adds it for all.", clearCaches],
        [],
        varying,
      ),
    ],
    "repair-server": (policy) => [wrapped(policy, true, [repairFirst])],
  },
});

const last =
  "It must be the last line of the module: `app` is no `FastAPI` any more after it, so that `@app.get` and `app.include_router` come before.";

const varying: readonly Line[] = [
  "",
  "",
  { changed: "def vary_by_origin(app):" },
  { changed: "    async def varying(scope, receive, send):" },
  { changed: "        async def send_varying(message):" },
  { changed: "            if message['type'] == 'http.response.start':" },
  { changed: "                MutableHeaders(scope=message).add_vary_header('Origin')" },
  { changed: "            await send(message)" },
  { changed: "        await app(scope, receive, send_varying)" },
  { changed: "    return varying" },
  "",
  "",
  { changed: "app = vary_by_origin(app)" },
];

function wrapped(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  above: readonly Line[] = [],
  below: readonly Line[] = [],
): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  return snippet(
    [
      "from fastapi.middleware.cors import CORSMiddleware",
      above.length > 0 && "from starlette.routing import Route",
      below.length > 0 && { changed: "from starlette.datastructures import MutableHeaders" },
      "",
      ...above,
      "# Last line of the module, around the whole app, so that its error answers carry the headers too.",
      mark(changed, "app = CORSMiddleware("),
      "    app,",
      mark(added.origins.length > 0, `    allow_origins=${singleQuotedList(origins === "*" ? ["*"] : origins)},`),
      credentials && mark(added.credentials, "    allow_credentials=True,"),
      mark(added.methods.length > 0, `    allow_methods=${singleQuotedList(methods)},`),
      headers.length > 0 && mark(added.headers.length > 0, `    allow_headers=${singleQuotedList(headers)},`),
      exposed.length > 0 && `    expose_headers=${singleQuotedList(exposed)},`,
      maxAge !== null && `    max_age=${maxAge},`,
      ")",
      ...below,
    ],
    [...warnings, last],
  );
}
