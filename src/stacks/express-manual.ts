import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { whyCompared } from "./writing/advice.ts";
import { isExpress, redirectRoute } from "./writing/express.ts";
import { jsString, jsStrings } from "./writing/quote.ts";

/** Express 4 and 5 without a package. */
export const expressManual = defineStack({
  id: "express-manual",
  name: "Express by hand",
  language: "javascript",
  recognize: (traits) => isExpress(traits, "possible"),
  fix: {
    grant: (policy) => [snippet(block(policy), [first, ...whyCompared(policy), instead])],
    "answer-preflight": (policy) => [
      snippet(block(policy, ["preflight"]), [
        "Only preflights are answered here; the actual request goes on to authentication and routes as before.",
        "Without this Express answers `OPTIONS` itself with 200 and an `Allow` header, which no browser takes for permission.",
        first,
        instead,
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
        "An error handler that calls `res.writeHead` or removes headers takes them off again.",
      ]),
    ],
    "avoid-redirect": (policy, circumstances) => [avoidRedirect(policy, circumstances)],
    vary: (policy) => [
      snippet(block(policy, ["vary"]), [
        "`res.vary` comes before the comparison: the answer to a foreign origin, or to none, must vary too.",
        "Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.",
      ]),
    ],
    "repair-server": (policy) => [
      snippet(block(policy, ["origin"]), [
        "The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.",
        "Where a proxy answers for a server that is down, start the server on the address that the proxy expects.",
        first,
      ]),
    ],
  },
});

const first = "It must be the first middleware: what answers before it answers without these headers.";
const instead = "It replaces the code that sets these headers now, and `cors()` if the app calls it.";

/** GET, HEAD and POST, which browsers do not look for in the list. */
const alwaysAllowed = 3;

type Part = "preflight" | "origin" | "vary";

/** The middleware; `changes` names the parts that differ whatever the policy adds. */
function block(policy: Policy, changes: readonly Part[] = []): Line[] {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const set = (name: string, value: string) => `res.set(${jsString(name)}, ${jsString(value)});`;
  const newOrigin = added.origins.length > 0;
  const any = origins === "*";
  const indent = any ? "  " : "    ";
  const inPreflight: Line[] = [
    methods.length > alwaysAllowed &&
      mark(added.methods.length > 0, `${indent}  ${set("Access-Control-Allow-Methods", methods.join(", "))}`),
    headers.length > 0 &&
      mark(added.headers.length > 0, `${indent}  ${set("Access-Control-Allow-Headers", headers.join(", "))}`),
    maxAge !== null && `${indent}  ${set("Access-Control-Max-Age", String(maxAge))}`,
  ].filter((line) => line !== false);
  const granted: Line[] = [
    mark(
      changes.includes("origin") || newOrigin,
      `${indent}res.set('Access-Control-Allow-Origin', ${any ? jsString(origins) : "req.headers.origin"});`,
    ),
    credentials && mark(added.credentials, `${indent}${set("Access-Control-Allow-Credentials", "true")}`),
    exposed.length > 0 && `${indent}${set("Access-Control-Expose-Headers", exposed.join(", "))}`,
    ...(inPreflight.length > 0 ? [`${indent}if (preflight) {`, ...inPreflight, `${indent}}`] : []),
  ];
  const listed: Line[] = [
    mark(changes.includes("vary"), "  res.vary('Origin');"),
    "  if (allowedOrigins.has(req.headers.origin)) {",
    ...granted,
    "  }",
  ];
  return [
    !any && mark(newOrigin, `const allowedOrigins = new Set(${jsStrings(any ? [] : origins)});`),
    !any && "",
    "// First middleware of the app: before authentication, body parsers, redirects, static files and routes.",
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
    return snippet(
      [...block(policy), "", ...redirectRoute(redirect)],
      ["The user name and password in the URL are lost: let the page send an `Authorization` header instead.", first],
    );
  }
  return snippet(block(policy, ["preflight"]), [
    "Above the redirect (to https, to a language, to a slash), `OPTIONS` is answered with 204 and never redirected; the actual request is redirected as before.",
    "A redirect that a proxy or a platform in front makes is out of Express's reach: call the final URL, or change it there.",
    instead,
  ]);
}
