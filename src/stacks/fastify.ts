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
    grant: (policy) => [
      snippet(block(policy), [
        "Without `methods` the plugin allows GET, HEAD and POST alone: PUT, PATCH and DELETE must be named.",
        existingCall,
        notReflecting,
      ]),
    ],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "The plugin answers `OPTIONS` on every path in its `onRequest` hook: a hook that checks users must be added after it, or it runs first and answers 401.",
        "A route of your own for `OPTIONS` on the same path is not needed: delete it.",
        existingCall,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete every other place that sets `Access-Control-…` headers: hooks, `reply.header(...)` in routes, `add_header` in a proxy in front.",
        oneElementPerOrigin,
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Fastify keeps these headers on 404 and 500 answers, if the plugin's hook ran before whatever failed: register it before every other plugin and hook.",
        "An error handler that writes to `reply.raw` takes them off again.",
        existingCall,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "With a list of origins the plugin sends `Vary: Origin` on every answer.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, mustComeFirst])],
  },
});

const mustComeFirst = "It must come first: what answers before it answers without these headers.";
const existingCall =
  "If the app registers `@fastify/cors` already, change that call: a second one stops Fastify from starting.";
const notReflecting = "`origin: true` would let every website read the answers with the user's cookies.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  return [
    "import cors from '@fastify/cors'; // npm install @fastify/cors",
    "",
    "// Right after the app is made: before every other plugin, hook and route.",
    mark(changes === "order", "await app.register(cors, {"),
    ...optionLines(policy, corsNames, { originChanged: changes === "origin" }),
    "});",
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [
      "Above the redirect, the plugin answers `OPTIONS` with 204 and never redirects it; the actual request is redirected as before.",
      "A redirect that a proxy or a platform in front makes is out of Fastify's reach: call the final URL, or change it there.",
      existingCall,
    ]);
  }
  const hook: Line[] = [
    beforeRedirectingRoute,
    { changed: "app.addHook('onRequest', async (request, reply) => {" },
    { changed: `  if (request.url.split('?')[0] !== ${jsString(redirect.path)}) return;` },
    { changed: `  return reply.redirect(${jsString(redirect.target)}, 307);` },
    { changed: "});" },
  ];
  return snippet([...block(policy), "", ...hook], [sendAuthorization, existingCall]);
}
