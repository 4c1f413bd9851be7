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
import { firstMiddleware } from "./writing/js-comments.ts";
import { allowedOriginsLines, setHeaderLines } from "./writing/js-headers.ts";

/** Express 4 and 5 without a package. */
export const expressManual = defineStack({
  id: "express-manual",
  name: "Express by hand",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [mustBeFirst, ...whyCompared(policy), replacesOwnCode])],
    "answer-preflight": (policy) => [
      snippet(block(policy, ["preflight"]), [
        "Only preflights are answered here; the actual request goes on to authentication and routes as before.",
        "Without this Express answers `OPTIONS` itself with 200 and an `Allow` header, which no browser takes for permission.",
        mustBeFirst,
        replacesOwnCode,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Delete every other place that sets `Access-Control-…` headers: `cors()`, `res.append(...)` in routes, `add_header` in a proxy in front.",
        ...whyCompared(policy),
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Express keeps these headers on 404 and 500 answers, if they were set before whatever failed: put this above authentication, body parsers and rate limits.",
        errorHandlerRemovesHeaders,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, ["vary"]), [
        "`res.vary` comes before the comparison: the answer to a foreign origin, or to none, must vary too.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, ["origin"]), [repairFirst, startBehindProxy, mustBeFirst])],
  },
});

const replacesOwnCode = "It replaces the code that sets these headers now, and `cors()` if the app calls it.";

type Part = "preflight" | "origin" | "vary";

/** The middleware; `changes` names the parts that differ from today's code even if the policy adds nothing. */
function block(policy: Policy, changes: readonly Part[] = []): Line[] {
  const any = policy.origins === "*";
  const granted = setHeaderLines(policy, {
    call: "res.set",
    origin: "req.headers.origin",
    indent: any ? "  " : "    ",
    originChanged: changes.includes("origin"),
  });
  const listed: Line[] = [
    mark(changes.includes("vary"), "  res.vary('Origin');"),
    "  if (allowedOrigins.has(req.headers.origin)) {",
    ...granted,
    "  }",
  ];
  return [
    ...allowedOriginsLines(policy),
    firstMiddleware,
    "app.use((req, res, next) => {",
    "  const preflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'];",
    ...(any ? granted : listed),
    mark(changes.includes("preflight"), "  if (preflight) return res.status(204).end();"),
    "  next();",
    "});",
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step === "actual") {
    return snippet([...block(policy), "", ...redirectRoute(redirect)], [sendAuthorization, mustBeFirst]);
  }
  return snippet(block(policy, ["preflight"]), [
    "Above the redirect (to https, to a language, to a slash), `OPTIONS` is answered with 204 and never redirected; the actual request is redirected as before.",
    redirectBeforeExpress,
    replacesOwnCode,
  ]);
}
