import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, oneElementPerOrigin, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { beforeRedirectingRoute } from "./writing/js-comments.ts";
import { corsNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** Fastify 5 with `@fastify/cors`, which answers preflights itself; no response header names Fastify. */
export const fastify = defineStack({
  id: "fastify",
  name: "Fastify",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [...placeOf(policy), notReflecting])],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "The plugin responds to `OPTIONS` on every path in its `onRequest` hook. Add hooks that check users after it.",
        "Delete your own routes for `OPTIONS`.",
        ...placeOf(policy),
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: hooks, `reply.header(...)` in routes, `add_header` in a reverse proxy.",
        oneElementPerOrigin,
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Fastify keeps these headers on 404 and 500 responses if the plugin is registered before the code that fails.",
        "An error handler that writes to `reply.raw` drops them again.",
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "With a list of origins, the plugin sends `Vary: Origin` with every response.",
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
        "If the app registers `@fastify/cors`, change that call. A second one stops Fastify from starting.",
        "In CommonJS, write `app.register(require('@fastify/cors'), { … })`, without `await`.",
      ];
}

const notReflecting =
  "Do not use `origin: true`: with credentials, every website could read the responses with the user's cookies.";

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
    return snippet(block(policy, "order"), [
      "Above the redirect, the plugin responds to `OPTIONS` with 204 and does not redirect it. The actual request is redirected as before.",
      "Fastify cannot change a redirect that a proxy or a platform in front makes. Request the final URL, or change the redirect there.",
    ]);
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
