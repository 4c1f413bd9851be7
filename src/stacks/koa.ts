import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, mustBeFirst, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { beforeRedirectingRoute, firstMiddleware } from "./writing/js-comments.ts";
import { allowedOriginsLines } from "./writing/js-headers.ts";
import { allowNames, answersAboveRedirect, anyHeaderAllowed, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** Koa 3 with `@koa/cors`, which answers preflights itself; no response header names Koa. */
export const koa = defineStack({
  id: "koa",
  name: "Koa",
  language: "javascript",
  fix: {
    grant: (policy) => [
      snippet(block(policy), [mustBeFirst, existingCall, notReflecting, ...anyHeaderAllowed(policy)]),
    ],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "The middleware answers `OPTIONS` by itself, before anything that is used after it: authentication and routes never see a preflight.",
        existingCall,
        notReflecting,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete every other place that sets `Access-Control-…` headers: a second `cors()`, `ctx.set(...)` in routes, `add_header` in a proxy in front.",
        "`@koa/cors` takes one origin as a string; one string with commas is sent as it stands, and refused.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "The middleware puts these headers on errors that are thrown after it: use it above authentication, body parsers and rate limits.",
        "An error handler that sets `ctx.res` headers itself, or `keepHeadersOnError: false`, takes them off again.",
        existingCall,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "`@koa/cors` sends `Vary: Origin` by itself; on an error thrown to a foreign origin Koa drops it, so do not let caches keep errors.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, mustBeFirst])],
  },
});

const existingCall =
  "If the app uses `@koa/cors` already, change that call: of two, the first one answers every preflight.";
const notReflecting =
  "Without `origin`, `credentials: true` makes `@koa/cors` send back any origin: every website could read the answers with the user's cookies.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const { origins } = policy;
  const several = origins !== "*" && origins.length > 1;
  const [only = ""] = origins;
  return [
    "import cors from '@koa/cors'; // npm install @koa/cors",
    "",
    ...(several ? allowedOriginsLines(policy) : []),
    firstMiddleware,
    mark(changes === "order", "app.use(cors({"),
    ...optionLines(policy, allowNames, {
      origin: several ? "(ctx) => (allowedOrigins.has(ctx.get('Origin')) ? ctx.get('Origin') : '')" : jsString(only),
      originChanged: changes === "origin",
    }),
    "}));",
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [
      answersAboveRedirect,
      "A redirect that a proxy or a platform in front makes is out of Koa's reach: call the final URL, or change it there.",
      existingCall,
    ]);
  }
  const route: Line[] = [
    beforeRedirectingRoute,
    { changed: "app.use((ctx, next) => {" },
    { changed: `  if (ctx.path !== ${jsString(redirect.path)}) return next();` },
    { changed: "  ctx.status = 307;" },
    { changed: `  ctx.redirect(${jsString(redirect.target)});` },
    { changed: "});" },
  ];
  return snippet([...block(policy), "", ...route], [sendAuthorization, mustBeFirst]);
}
