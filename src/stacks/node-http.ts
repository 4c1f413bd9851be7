import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, startBehindProxy, whyCompared } from "./writing/advice.ts";
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
    grant: (policy) => [snippet(block(policy), [...whyCompared(policy), replacesListenerLines])],
    "answer-preflight": (policy) => [
      snippet(block(policy, ["preflight"]), [
        "Only preflights are answered here; every other request goes on to the listener, which checks users as before.",
        ...whyCompared(policy),
        replacesListenerLines,
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, ["origin"]), [
        "Delete every other place that sets `Access-Control-…` headers: `setHeader` and `writeHead` in the listener, `add_header` in a proxy in front. What `writeHead` names wins over these lines.",
        ...whyCompared(policy),
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, ["origin"]), [
        "`setHeader` before the listener runs puts the headers on every status; `writeHead` adds to them.",
        "An exception that nobody catches ends the process, and no answer is sent at all: catch it, and answer 500.",
        replacesListenerLines,
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, ["vary"]), [
        "`Vary` comes before the comparison: the answer to a foreign origin, or to none, must vary too. A `Vary` that the listener sets replaces it: add `Origin` there.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, ["origin"]), [repairFirst, startBehindProxy])],
  },
});

const replacesListenerLines = "It replaces the lines of the listener that set these headers and answer `OPTIONS` now.";

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
    return snippet(block(policy, ["preflight"]), [
      "Above the redirect, `OPTIONS` is answered with 204 and never redirected; the actual request is redirected as before.",
      "A redirect that a proxy or a platform in front makes is out of this server's reach: call the final URL, or change it there.",
      replacesListenerLines,
    ]);
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
    [sendAuthorization, replacesListenerLines],
  );
}
