import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, oneElementPerOrigin, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { beforeRedirectingRoute } from "./writing/js-comments.ts";
import { allowNames, answersAboveRedirect, anyHeaderAllowed, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/** Hono 4 with its own middleware, on Node, Bun, Deno or Workers; no response header names Hono. */
export const hono = defineStack({
  id: "hono",
  name: "Hono",
  language: "javascript",
  fix: {
    grant: (policy) => [
      snippet(block(policy), [mustComeFirst, existingCall, notReflecting, ...anyHeaderAllowed(policy)]),
    ],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "The middleware answers every `OPTIONS` with 204 by itself: authentication and routes that are added after it never see one.",
        existingCall,
        notReflecting,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete every other place that sets `Access-Control-…` headers: a second `cors()`, `c.header(...)` in routes, `add_header` in a proxy in front.",
        oneElementPerOrigin,
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Hono keeps these headers on 404 and 500 answers, if the middleware ran before whatever failed: put it above authentication and routes.",
        existingCall,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "With named origins the middleware sends `Vary: Origin` on every answer.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, mustComeFirst])],
  },
});

const mustComeFirst =
  "It must stand above authentication and every route: what answers before it answers without these headers.";
const existingCall =
  "If the app uses `cors(...)` already, change that call: of two, the first one answers every preflight.";
const notReflecting = "`origin: (origin) => origin` would let every website read the answers with the user's cookies.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  return [
    "import { cors } from 'hono/cors';",
    "",
    "// Before authentication and every route.",
    mark(changes === "order", "app.use('*', cors({"),
    ...optionLines(policy, allowNames, { originChanged: changes === "origin" }),
    "}));",
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [
      answersAboveRedirect,
      "A redirect that a proxy or a platform in front makes is out of Hono's reach: call the final URL, or change it there.",
      existingCall,
    ]);
  }
  const route: Line[] = [
    beforeRedirectingRoute,
    { changed: `app.all(${jsString(redirect.path)}, (c) => c.redirect(${jsString(redirect.target)}, 307));` },
  ];
  return snippet([...block(policy), "", ...route], [sendAuthorization, mustComeFirst]);
}
