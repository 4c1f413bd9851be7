import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, redirectInFront, repairFirst, sendAuthorization, startBehindProxy } from "./writing/advice.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { addsToLists, allowedOriginsLines, grantStatements, headerStatements } from "./writing/js-headers.ts";
import { jsString } from "./writing/quote.ts";

/** Node's own `http` and `https` without a framework; no response header names it. */
export const nodeHttp = defineStack({
  id: "node-http",
  name: "Node's http module",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy) => [snippet(block(policy), [])],
    "answer-preflight": (policy) => [snippet(block(policy, ["preflight"]), [])],
    "send-once": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Delete all other code that sets `Access-Control-…` headers: `setHeader` and `writeHead` in the listener, `add_header` in a reverse proxy.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Catch exceptions in the listener and respond with 500. An uncaught exception ends the process without a response.",
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, ["vary"]), [
        "If the listener sets `Vary`, add `Origin` to its value. The listener's value replaces this one.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, ["origin"]), [repairFirst, startBehindProxy])],
  },
});

type Part = "preflight" | "origin" | "vary";

/** The wrapper; `changes` names the parts that differ from today's code even if the policy adds nothing. */
function block(policy: Policy, changes: readonly Part[] = [], redirect: readonly Line[] = []): Line[] {
  if (addsToLists(policy, changes) && redirect.length === 0) {
    return [
      "// Where the listener sets the CORS headers; keep the other entries:",
      ...headerStatements(policy, { call: "res.setHeader", indent: "" }),
    ];
  }
  return [
    "«import type { IncomingMessage, ServerResponse } from 'node:http';»",
    policy.form === "change" &&
      "// In place of the listener's lines that set these headers and respond to OPTIONS; keep their entries:",
    ...allowedOriginsLines(policy),
    "// Around the listener: http.createServer(withCors(listener))",
    "function withCors(listener«: (req: IncomingMessage, res: ServerResponse) => void») {",
    "  return (req«: IncomingMessage», res«: ServerResponse») => {",
    "    const preflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'];",
    ...grantStatements(asWhole(policy), {
      call: "res.setHeader",
      origin: "req.headers.origin",
      vary: "res.setHeader('Vary', 'Origin');",
      indent: "    ",
      changes,
    }),
    mark(changes.includes("preflight"), "    if (preflight) return res.writeHead(204).end();"),
    ...redirect,
    "    return listener(req, res);",
    "  };",
    "}",
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, ["preflight"]), [redirectInFront]);
  }
  const [path, target] = [jsString(redirect.path), jsString(redirect.target)];
  return snippet(
    block(
      policy,
      [],
      [
        "    // In place of the redirect that names `user:password@`.",
        {
          changed: `    if ((req.url ?? '').split('?')[0] === ${path}) return res.writeHead(307, { Location: ${target} }).end();`,
        },
      ],
    ),
    [sendAuthorization],
  );
}
