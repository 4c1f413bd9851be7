import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import {
  clearCaches,
  mustBeFirst,
  repairFirst,
  sendAuthorization,
  splitOrigins,
  startBehindProxy,
} from "./writing/advice.ts";
import { errorHandlerRemovesHeaders, redirectBeforeExpress, redirectRoute } from "./writing/express.ts";
import { firstMiddleware } from "./writing/js-comments.ts";
import { jsString, jsStrings } from "./writing/quote.ts";

/** Express 4 and 5 with the `cors` package, which answers preflights itself. */
export const expressCors = defineStack({
  id: "express-cors",
  name: "Express with cors",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [mustBeFirst, existingCall, notReflecting])],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "`app.use(cors(...))` answers `OPTIONS` by itself, before anything that is registered after it; `app.options('*', ...)` is not needed, and stops Express 5 from starting.",
        existingCall,
        notReflecting,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete every other place that sets `Access-Control-…` headers: a second `cors()`, `res.header(...)` in routes, `add_header` in a proxy in front.",
        splitOrigins,
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Express keeps these headers on 404 and 500 answers, if `cors` ran before whatever failed: put it above authentication, body parsers and rate limits.",
        errorHandlerRemovesHeaders,
        existingCall,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "With a list of origins `cors` sends `Vary: Origin` on every answer, so that caches keep one copy for each origin; a function that calls `callback(null, false)` does not.",
        clearCaches,
        mustBeFirst,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, startBehindProxy, mustBeFirst])],
  },
});

const existingCall =
  "If the app calls `cors(...)` already, change that call: of two, the first one answers every preflight.";
const notReflecting =
  "`origin: true` would let every website read the answers with the user's cookies; `callback(new Error(...))` would turn a foreign origin into a 500.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  return [
    "const cors = require('cors'); // npm install cors; in an ES module: import cors from 'cors'",
    "",
    firstMiddleware,
    mark(changes === "order", "app.use(cors({"),
    mark(
      added.origins.length > 0 || changes === "origin",
      `  origin: ${origins === "*" ? jsString("*") : jsStrings(origins)},`,
    ),
    credentials && mark(added.credentials, "  credentials: true,"),
    mark(added.methods.length > 0, `  methods: ${jsStrings(methods)},`),
    mark(added.headers.length > 0, `  allowedHeaders: ${jsStrings(headers)},`),
    exposed.length > 0 && `  exposedHeaders: ${jsStrings(exposed)},`,
    maxAge !== null && `  maxAge: ${maxAge},`,
    "}));",
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step === "actual") {
    return snippet([...block(policy), "", ...redirectRoute(redirect)], [sendAuthorization, mustBeFirst]);
  }
  return snippet(block(policy, "order"), [
    "Above the redirect (to https, to a language, to a slash), `cors` answers `OPTIONS` with 204 and never redirects it; the actual request is redirected as before.",
    redirectBeforeExpress,
    existingCall,
  ]);
}
