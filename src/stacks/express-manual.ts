import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import {
  clearCaches,
  mustBeFirst,
  repairFirst,
  sendAuthorization,
  startBehindProxy,
  whyCompared,
} from "./writing/advice.ts";
import { errorHandlerRemovesHeaders, redirectBeforeExpress, redirectRoute } from "./writing/express.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { firstMiddleware } from "./writing/js-comments.ts";
import { addsToLists, allowedOriginsLines, grantStatements, headerStatements } from "./writing/js-headers.ts";

/** Express 4 and 5 without a package. */
export const expressManual = defineStack({
  id: "express-manual",
  name: "Express by hand",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy) => [snippet(block(policy), [...placeOf(policy), ...whyCompared(policy)])],
    "answer-preflight": (policy) => [
      snippet(block(policy, ["preflight"]), [
        "This middleware responds to preflights only. The actual request goes on to authentication and routes as before.",
        "Without it, Express responds to `OPTIONS` with 200 and an `Allow` header, which browsers do not accept.",
        mustBeFirst,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Delete all other code that sets `Access-Control-…` headers: `cors()`, `res.append(...)` in routes, `add_header` in a reverse proxy.",
        ...whyCompared(policy),
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Express keeps these headers on 404 and 500 responses if this middleware runs before the code that fails.",
        errorHandlerRemovesHeaders,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, ["vary"]), [
        "`res.vary` comes before the comparison, because responses to other origins must vary too.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, ["origin"]), [repairFirst, startBehindProxy, mustBeFirst])],
  },
});

function placeOf({ form }: Policy): string[] {
  return form === "change" ? [] : [mustBeFirst];
}

type Part = "preflight" | "origin" | "vary";

/** The middleware; `changes` names the parts that differ from today's code even if the policy adds nothing. */
function block(policy: Policy, changes: readonly Part[] = []): Line[] {
  const set = { call: "res.set", indent: "  " };
  if (addsToLists(policy, changes)) {
    return [
      "// In the middleware that sets the CORS headers; keep the other entries:",
      ...headerStatements(policy, { ...set, indent: "" }),
    ];
  }
  const whole = asWhole(policy);
  return [
    ...allowedOriginsLines(policy),
    policy.form === "change" ? changeMiddleware : firstMiddleware,
    "app.use((req, res, next) => {",
    "  const preflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'];",
    ...grantStatements(whole, { ...set, origin: "req.headers.origin", vary: "res.vary('Origin');", changes }),
    mark(changes.includes("preflight"), "  if (preflight) return res.status(204).end();"),
    "  next();",
    "});",
  ];
}

const changeMiddleware =
  "// The middleware that sets the CORS headers, above all others; keep its other lines and entries:";

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step === "actual") {
    return snippet([...block(policy), "", ...redirectRoute(redirect)], [sendAuthorization, ...placeOf(policy)]);
  }
  return snippet(block(policy, ["preflight"]), [
    "Above the redirect, `OPTIONS` gets 204 and is not redirected. The actual request is redirected as before.",
    redirectBeforeExpress,
  ]);
}
