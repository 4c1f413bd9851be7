import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, redirectInFront, repairFirst, sendAuthorization, whereNamed } from "./writing/advice.ts";
import { beforeRedirectingRoute, firstMiddleware } from "./writing/js-comments.ts";
import { allowedOriginsLines } from "./writing/js-headers.ts";
import { namesOrigins } from "./writing/lists.ts";
import { allowNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** Koa 3 with `@koa/cors`, which answers preflights itself; no response header names Koa. */
export const koa = defineStack({
  id: "koa",
  name: "Koa",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [...placeOf(policy), ...whereNamed(policy, notReflecting)])],
    "answer-preflight": (policy) => [snippet(block(policy, "order"), placeOf(policy))],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: a second `cors()`, `ctx.set(...)` in routes, `add_header` in a reverse proxy.",
        "Pass one origin as a string, or a function. A comma-separated string never matches.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Delete `keepHeadersOnError: false`. If an error handler sets the headers of `ctx.res`, let it keep the `Access-Control-…` headers.",
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "Do not let caches store error responses. Koa drops `Vary` from errors for other origins.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, ...placeOf(policy)])],
  },
});

/** Where the call goes; a change stays where the call is. */
function placeOf({ form }: Policy): string[] {
  return form === "change" ? [] : [existingCall];
}

const existingCall =
  "If the app uses `@koa/cors`, change that call. Of two calls, the first responds to every preflight.";
const notReflecting =
  "Do not use `credentials: true` without `origin`. Every website could then read your users' data.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const { form, origins, added } = policy;
  const originChanged = changes === "origin" || added.origins.length > 0;
  const several = origins !== "*" && origins.length > 1 && (namesOrigins(policy) || originChanged);
  const [only = ""] = origins;
  const start: Line[] =
    form === "change"
      ? []
      : ["import cors from '@koa/cors'; // npm install @koa/cors; CommonJS: const cors = require('@koa/cors')", ""];
  const place = form !== "change" ? firstMiddleware : changes === "order" ? moveCall : changeCall;
  return [
    ...start,
    ...(several ? allowedOriginsLines(policy) : []),
    place,
    mark(changes === "order", "app.use(cors({"),
    ...optionLines(policy, allowNames, {
      origin: several ? "(ctx) => (allowedOrigins.has(ctx.get('Origin')) ? ctx.get('Origin') : '')" : jsString(only),
      originChanged: changes === "origin",
    }),
    "}));",
  ];
}

const changeCall = "// In the app's cors() call; keep its other options and entries:";
const moveCall = "// Move the app's cors() call above all other middleware; keep its other options:";

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [redirectInFront]);
  }
  const route: Line[] = [
    beforeRedirectingRoute,
    { changed: "app.use((ctx, next) => {" },
    { changed: `  if (ctx.path !== ${jsString(redirect.path)}) return next();` },
    { changed: "  ctx.status = 307;" },
    { changed: `  ctx.redirect(${jsString(redirect.target)});` },
    { changed: "});" },
  ];
  return snippet([...block(policy), "", ...route], [sendAuthorization, ...placeOf(policy)]);
}
