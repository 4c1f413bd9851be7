import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, redirectInFront, repairFirst, sendAuthorization, startBehindProxy } from "./writing/advice.ts";
import { keepInErrorHandler, redirectRoute } from "./writing/express.ts";
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
    grant: (policy) => [snippet(block(policy), [])],
    "answer-preflight": (policy) => [snippet(block(policy, ["preflight"]), [])],
    "send-once": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Delete all other code that sets `Access-Control-…` headers: `cors()`, `res.append(...)` in routes, `add_header` in a reverse proxy.",
      ]),
    ],
    "keep-on-errors": (policy) => [snippet(block(policy, ["origin"]), [keepInErrorHandler])],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [snippet(block(policy, ["vary"]), [clearCaches])],
    "repair-server": (policy) => [snippet(block(policy, ["origin"]), [repairFirst, startBehindProxy])],
  },
});

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
    return snippet([...block(policy), "", ...redirectRoute(redirect)], [sendAuthorization]);
  }
  return snippet(block(policy, ["preflight"]), [redirectInFront]);
}
