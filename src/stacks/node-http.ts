import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { whyCompared } from "./writing/advice.ts";
import { jsString, jsStrings } from "./writing/quote.ts";

/** Node's own `http` and `https`, without a framework; nothing in its answers names it. */
export const nodeHttp = defineStack({
  id: "node-http",
  name: "Node's http module",
  language: "javascript",
  recognize: () => undefined,
  fix: {
    grant: (policy) => [snippet(block(policy), [...whyCompared(policy), instead])],
    "answer-preflight": (policy) => [
      snippet(block(policy, ["preflight"]), [
        "Only preflights are answered here; every other request goes on to the listener, which checks users as before.",
        ...whyCompared(policy),
        instead,
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
        instead,
      ]),
    ],
    "avoid-redirect": (policy, circumstances) => [avoidRedirect(policy, circumstances)],
    vary: (policy) => [
      snippet(block(policy, ["vary"]), [
        "`Vary` comes before the comparison: the answer to a foreign origin, or to none, must vary too. A `Vary` that the listener sets replaces it: add `Origin` there.",
        "Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.",
      ]),
    ],
    "repair-server": (policy) => [
      snippet(block(policy, ["origin"]), [
        "The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.",
        "Where a proxy answers for a server that is down, start the server on the address that the proxy expects.",
      ]),
    ],
  },
});

const instead = "It replaces the lines of the listener that set these headers and answer `OPTIONS` now.";

/** GET, HEAD and POST, which browsers do not look for in the list. */
const alwaysAllowed = 3;

type Part = "preflight" | "origin" | "vary";

/** The wrapper; `changes` names the parts that differ whatever the policy adds. */
function block(policy: Policy, changes: readonly Part[] = [], redirect: readonly Line[] = []): Line[] {
  const { origins, added } = policy;
  const newOrigin = added.origins.length > 0;
  const any = origins === "*";
  return [
    !any && mark(newOrigin, `const allowedOrigins = new Set(${jsStrings(any ? [] : origins)});`),
    !any && "",
    "// Around the listener: http.createServer(withCors(listener))",
    "function withCors(listener) {",
    "  return (req, res) => {",
    "    const preflight = req.method === 'OPTIONS' && req.headers['access-control-request-method'];",
    !any && mark(changes.includes("vary"), "    res.setHeader('Vary', 'Origin');"),
    !any && "    if (allowedOrigins.has(req.headers.origin)) {",
    ...granted(policy, changes.includes("origin") || newOrigin, any ? "    " : "      "),
    !any && "    }",
    mark(changes.includes("preflight"), "    if (preflight) return res.writeHead(204).end();"),
    ...redirect,
    "    return listener(req, res);",
    "  };",
    "}",
  ];
}

function granted(policy: Policy, originChanged: boolean, indent: string): Line[] {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const set = (name: string, value: string) => `${indent}res.setHeader(${jsString(name)}, ${value});`;
  const inPreflight = [
    methods.length > alwaysAllowed &&
      mark(added.methods.length > 0, `  ${set("Access-Control-Allow-Methods", jsString(methods.join(", ")))}`),
    headers.length > 0 &&
      mark(added.headers.length > 0, `  ${set("Access-Control-Allow-Headers", jsString(headers.join(", ")))}`),
    maxAge !== null && `  ${set("Access-Control-Max-Age", jsString(String(maxAge)))}`,
  ].filter((line) => line !== false);
  return [
    mark(originChanged, set("Access-Control-Allow-Origin", origins === "*" ? jsString("*") : "req.headers.origin")),
    credentials && mark(added.credentials, set("Access-Control-Allow-Credentials", jsString("true"))),
    exposed.length > 0 && set("Access-Control-Expose-Headers", jsString(exposed.join(", "))),
    ...(inPreflight.length > 0 ? [`${indent}if (preflight) {`, ...inPreflight, `${indent}}`] : []),
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, ["preflight"]), [
      "Above the redirect, `OPTIONS` is answered with 204 and never redirected; the actual request is redirected as before.",
      "A redirect that a proxy or a platform in front makes is out of this server's reach: call the final URL, or change it there.",
      instead,
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
          changed: `    if (req.url.split('?')[0] === ${path}) return res.writeHead(307, { Location: ${target} }).end();`,
        },
      ],
    ),
    ["The user name and password in the URL are lost: let the page send an `Authorization` header instead.", instead],
  );
}
