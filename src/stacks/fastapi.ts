import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, redirectInFront, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { singleQuoted, singleQuotedList } from "./writing/quote.ts";

/**
 * FastAPI and Starlette, which it is built on. Of two middlewares, the one that is added last runs first. Starlette
 * answers unhandled exceptions outside of every middleware that is added, so the 500 gets the headers only where
 * `CORSMiddleware` wraps the whole app.
 * @see https://fastapi.tiangolo.com/tutorial/cors/
 * @see https://fastapi.tiangolo.com/tutorial/middleware/
 * @see https://www.starlette.io/middleware/#corsmiddleware
 * @see https://github.com/encode/starlette/blob/master/starlette/applications.py
 */
export const fastapi = defineStack({
  id: "fastapi",
  name: "FastAPI",
  language: "python",
  fix: {
    grant: (policy) => [added(policy, false, [])],
    "answer-preflight": (policy) => [added(policy, true, [])],
    "send-once": (policy) => [added(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [
      wrapped(policy, [
        "If only `HTTPException` responses lack the headers, such as 401 or 404, `app.add_middleware(CORSMiddleware, …)` is enough.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) => [
      redirect?.step === "actual"
        ? added(policy, false, [sendAuthorization], {
            imports: "from fastapi.responses import RedirectResponse",
            above: [
              "# In place of the redirect that names `user:password@`.",
              { changed: "@app.middleware('http')" },
              { changed: "async def redirect_without_password(request, call_next):" },
              { changed: `    if request.url.path == ${singleQuoted(redirect.path)}:` },
              { changed: `        return RedirectResponse(${singleQuoted(redirect.target)}, 307)` },
              { changed: "    return await call_next(request)" },
              "",
              "",
            ],
          })
        : added(policy, true, [redirectInFront]),
    ],
    vary: (policy) => [
      added(policy, false, [clearCaches], {
        below: [
          "",
          "",
          { changed: "@app.middleware('http')" },
          { changed: "async def vary_by_origin(request, call_next):" },
          { changed: "    response = await call_next(request)" },
          { changed: "    response.headers.add_vary_header('Origin')" },
          { changed: "    return response" },
        ],
      }),
    ],
    "repair-server": (policy) => [wrapped(policy, [repairFirst])],
  },
});

const imported = "from fastapi.middleware.cors import CORSMiddleware";

interface Extra {
  readonly imports?: string;
  readonly above?: readonly Line[];
  readonly below?: readonly Line[];
}

const changeCall = "# In the app's add_middleware(CORSMiddleware, …) call; keep its other options and entries:";
const moveCall = "# Move the app's add_middleware(CORSMiddleware, …) call below all others; keep its other options:";

/** The middleware as FastAPI's documentation adds it. */
function added(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  { imports, above = [], below = [] }: Extra = {},
): Snippet {
  const isChange = policy.form === "change";
  const hasImports = !isChange || imports !== undefined;
  const place = "# Below every other `app.add_middleware`: the one that is added last runs first.";
  return snippet(
    [
      !isChange && imported,
      imports !== undefined && { changed: imports },
      hasImports && "",
      ...above,
      isChange ? (changed ? moveCall : changeCall) : place,
      mark(changed, "app.add_middleware("),
      "    CORSMiddleware,",
      ...options(policy),
      ")",
      ...below,
    ],
    warnings,
  );
}

/** The middleware around the whole app, where the responses to unhandled exceptions pass through it too. */
function wrapped(policy: Policy, warnings: readonly string[]): Snippet {
  return snippet(
    [
      imported,
      "",
      policy.form === "change"
        ? "# The last lines of the module, in place of `app.add_middleware(CORSMiddleware, …)`; keep its options:"
        : "# The last lines of the module:",
      { changed: "app = CORSMiddleware(" },
      { changed: "    app," },
      ...options(asWhole(policy)),
      ")",
    ],
    [
      ...warnings,
      "After these lines, `app` is no longer a `FastAPI` object. `@app.get` and `app.dependency_overrides` fail, also in modules that import `app`.",
    ],
  );
}

/** The options. By default Starlette allows GET alone and no header, so that what nothing proves is added too. */
function options(given: Policy): Line[] {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const list = (name: string, values: readonly string[], isNew: boolean) =>
    listLine(policy, isNew, `    ${name}=${singleQuotedList(values)},`, "#");
  return [
    namesOrigins(policy) && list("allow_origins", origins === "*" ? ["*"] : origins, added.origins.length > 0),
    credentialsLine(policy, "    allow_credentials=True,", "#"),
    isNamed(policy, "methods") && list("allow_methods", methods, added.methods.length > 0),
    isNamed(policy, "headers") && list("allow_headers", headers, added.headers.length > 0),
    isNamed(policy, "exposed") && list("expose_headers", exposed, added.exposed.length > 0),
    maxAge !== null && form !== "change" && `    max_age=${maxAge},`,
  ];
}
