import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import {
  clearCaches,
  oneElementPerOrigin,
  redirectInFront,
  repairFirst,
  sendAuthorization,
  whereNamed,
} from "./writing/advice.ts";
import { beforeRedirectingRoute } from "./writing/js-comments.ts";
import { allowNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** Hono 4 with its own middleware, on Node, Bun, Deno or Workers; no response header names Hono. */
export const hono = defineStack({
  id: "hono",
  name: "Hono",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [...placeOf(policy), ...whereNamed(policy, notReflecting)])],
    "answer-preflight": (policy) => [snippet(block(policy, "order"), placeOf(policy))],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: a second `cors()`, `c.header(...)` in routes, `add_header` in a reverse proxy.",
        oneElementPerOrigin,
      ]),
    ],
    "keep-on-errors": (policy) => [snippet(block(policy, "order"), [])],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [snippet(block(policy, "origin"), [clearCaches])],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, ...placeOf(policy)])],
  },
});

/** Where the call goes; a change stays where the call is. */
function placeOf({ form }: Policy): string[] {
  return form === "change" ? [] : [existingCall];
}

const existingCall =
  "If the app calls `cors(...)`, change that call. Of two calls, the first responds to every preflight.";
const notReflecting =
  "Do not use `origin: (origin) => origin`. With credentials, every website could then read your users' data.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const start: Line[] =
    policy.form === "change"
      ? [changes === "order" ? moveCall : changeCall]
      : ["import { cors } from 'hono/cors';", "", "// Before authentication and every route."];
  return [
    ...start,
    mark(changes === "order", "app.use('*', cors({"),
    ...optionLines(policy, allowNames, { originChanged: changes === "origin" }),
    "}));",
  ];
}

const changeCall = "// In the app's cors() call; keep its other options and entries:";
const moveCall = "// Move the app's cors() call above authentication and every route; keep its other options:";

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [redirectInFront]);
  }
  const route: Line[] = [
    beforeRedirectingRoute,
    { changed: `app.all(${jsString(redirect.path)}, (c) => c.redirect(${jsString(redirect.target)}, 307));` },
  ];
  return snippet([...block(policy), "", ...route], [sendAuthorization, ...placeOf(policy)]);
}
