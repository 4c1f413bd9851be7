import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, sendAuthorization, splitOrigins } from "./writing/advice.ts";
import { beforeRedirectingRoute } from "./writing/js-comments.ts";
import { corsNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** NestJS on Express, where `enableCors` is the `cors` package; its responses name Express. */
export const nestjs = defineStack({
  id: "nestjs",
  name: "NestJS",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [mustComeFirst, existingCall, notReflecting])],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "`enableCors` answers `OPTIONS` by itself: guards never see a preflight, nor does middleware that `app.use` adds after it.",
        mustComeFirst,
        existingCall,
        notReflecting,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete every other place that sets `Access-Control-…` headers: `{ cors: true }` in `NestFactory.create`, `@Header(...)`, interceptors, `add_header` in a proxy in front.",
        splitOrigins,
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Exceptions of guards, pipes and controllers keep these headers; what `app.use` adds before this call does not get them.",
        "An exception filter that calls `res.writeHead` takes them off again.",
        existingCall,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "With a list of origins `enableCors` sends `Vary: Origin` on every answer; a function that calls `callback(null, false)` does not.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [
      snippet(block(policy, "order"), [
        "The failure itself is the thing to repair: read the server's log. This only lets the page see its status.",
        mustComeFirst,
      ]),
    ],
  },
});

const mustComeFirst =
  "It must stand right after `NestFactory.create`: what `app.use` adds above it answers without these headers.";
const existingCall =
  "It replaces `{ cors: true }` in `NestFactory.create` and any `enableCors` call: of two, the first one answers every preflight.";
const notReflecting =
  "`origin: true` would let every website read the answers with the user's cookies; with the Fastify adapter the same call needs `@fastify/cors`.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  return [
    "// In main.ts, right after NestFactory.create and before app.use and app.listen.",
    mark(changes === "order", "app.enableCors({"),
    ...optionLines(policy, corsNames, { originChanged: changes === "origin" }),
    "});",
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [
      "Above the redirect, `enableCors` answers `OPTIONS` with 204 and never redirects it; the actual request is redirected as before.",
      "A redirect that a proxy or a platform in front makes is out of NestJS's reach: call the final URL, or change it there.",
      existingCall,
    ]);
  }
  const path = jsString(redirect.path);
  const target = jsString(redirect.target);
  const route: Line[] = [
    beforeRedirectingRoute,
    { changed: "app.use((req, res, next) => {" },
    { changed: `  if (req.path !== ${path}) return next();` },
    { changed: `  res.redirect(307, ${target});` },
    { changed: "});" },
  ];
  return snippet([...block(policy), "", ...route], [sendAuthorization, mustComeFirst]);
}
