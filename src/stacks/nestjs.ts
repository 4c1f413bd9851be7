import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import {
  clearCaches,
  redirectInFront,
  repairFirst,
  sendAuthorization,
  splitOrigins,
  whereNamed,
} from "./writing/advice.ts";
import { beforeRedirectingRoute } from "./writing/js-comments.ts";
import { corsNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** NestJS on Express, where `enableCors` is the `cors` package; its responses name Express. */
export const nestjs = defineStack({
  id: "nestjs",
  name: "NestJS",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [...placeOf(policy), ...whereNamed(policy, notReflecting)])],
    "answer-preflight": (policy) => [snippet(block(policy, "order"), placeOf(policy))],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: `{ cors: true }` in `NestFactory.create`, `@Header(...)`, interceptors, `add_header` in a reverse proxy.",
        splitOrigins,
      ]),
    ],
    "keep-on-errors": (policy) => [snippet(block(policy, "order"), [])],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "If `origin` is a function that calls `callback(null, false)`, pass an array instead. After that call, `enableCors` sends no `Vary`.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, ...placeOf(policy)])],
  },
});

/** Where the call goes; a change stays where the call is. */
function placeOf({ form }: Policy): string[] {
  return form === "change"
    ? []
    : [
        "If `NestFactory.create` has `{ cors: true }`, delete that option. Of two calls, the first responds to every preflight.",
      ];
}

const notReflecting = "Do not use `origin: true`. With credentials, every website could then read your users' data.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const place = policy.form !== "change" ? newCall : changes === "order" ? moveCall : changeCall;
  return [
    place,
    mark(changes === "order", "app.enableCors({"),
    ...optionLines(policy, corsNames, { originChanged: changes === "origin" }),
    "});",
  ];
}

const newCall = "// In main.ts, right after NestFactory.create and before app.use and app.listen.";
const changeCall = "// In main.ts, in the app's enableCors call; keep its other options and entries:";
const moveCall = "// Move the app's enableCors call right below NestFactory.create; keep its other options:";

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [redirectInFront]);
  }
  const path = jsString(redirect.path);
  const target = jsString(redirect.target);
  const route: Line[] = [
    "«import type { NextFunction, Request, Response } from 'express';»",
    beforeRedirectingRoute,
    { changed: "app.use((req«: Request», res«: Response», next«: NextFunction») => {" },
    { changed: `  if (req.path !== ${path}) return next();` },
    { changed: `  res.redirect(307, ${target});` },
    { changed: "});" },
  ];
  return snippet([...block(policy), "", ...route], [sendAuthorization, ...placeOf(policy)]);
}
