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
import { corsNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** Fastify 5 with `@fastify/cors`, which answers preflights itself; no response header names Fastify. */
export const fastify = defineStack({
  id: "fastify",
  name: "Fastify",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [...placeOf(policy), ...whereNamed(policy, notReflecting)])],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), ["Delete your own `OPTIONS` routes.", ...placeOf(policy)]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: hooks, `reply.header(...)` in routes, `add_header` in a reverse proxy.",
        oneElementPerOrigin,
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Do not write to `reply.raw` in an error handler. Such a response lacks these headers.",
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [snippet(block(policy, "origin"), [clearCaches])],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, ...placeOf(policy)])],
  },
});

/** Where the call goes; a change stays where the call is. */
function placeOf({ form }: Policy): string[] {
  return form === "change"
    ? []
    : [
        "If the app registers `@fastify/cors`, change that call. A second registration stops Fastify from starting.",
        "In CommonJS, write `app.register(require('@fastify/cors'), { … })`, without `await`.",
      ];
}

const notReflecting = "Do not use `origin: true`. With credentials, every website could then read your users' data.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const start: Line[] =
    policy.form === "change"
      ? [changes === "order" ? moveCall : changeCall]
      : [
          "import cors from '@fastify/cors'; // npm install @fastify/cors",
          "",
          "// Right after the app is made: before every other plugin, hook and route.",
        ];
  return [
    ...start,
    mark(changes === "order", "await app.register(cors, {"),
    ...optionLines(policy, fastifyNames, { originChanged: changes === "origin" }),
    "});",
  ];
}

const changeCall = "// In the app's call for @fastify/cors; keep its other options and entries:";
const moveCall = "// Move the app's call for @fastify/cors above every other plugin, hook and route; keep its options:";

/** Since version 11, the plugin allows only the methods that need no preflight by default. */
const fastifyNames = { ...corsNames, defaultMethods: ["GET", "HEAD", "POST"] };

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [redirectInFront]);
  }
  const hook: Line[] = [
    beforeRedirectingRoute,
    { changed: "app.addHook('onRequest', async (request, reply) => {" },
    { changed: `  if (request.url.split('?')[0] !== ${jsString(redirect.path)}) return;` },
    { changed: `  return reply.redirect(${jsString(redirect.target)}, 307);` },
    { changed: "});" },
  ];
  return snippet([...block(policy), "", ...hook], [sendAuthorization, ...placeOf(policy)]);
}
