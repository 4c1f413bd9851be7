import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import {
  clearCaches,
  redirectInFront,
  repairFirst,
  sendAuthorization,
  splitOrigins,
  startBehindProxy,
  whereNamed,
} from "./writing/advice.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { corsNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/**
 * tRPC 11 on its standalone adapter, with the `cors` package as the adapter's `middleware`. tRPC itself takes `OPTIONS`
 * for a procedure call and refuses it, and replaces the `Vary` that `cors` sets. Inside Express, Fastify or Next.js, the
 * framework sets the headers instead.
 * @see https://trpc.io/docs/server/adapters/standalone#handling-cors-and-options
 * @see https://github.com/trpc/trpc/blob/main/packages/server/src/adapters/standalone.ts
 * @see https://github.com/trpc/trpc/blob/main/packages/server/src/adapters/node-http/writeResponse.ts
 */
export const trpc = defineStack({
  id: "trpc",
  name: "tRPC standalone server",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), [otherAdapters, ...whereNamed(policy, notReflecting)])],
    "answer-preflight": (policy) => [snippet(block(policy, "order"), [otherAdapters])],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: `responseMeta`, `res.setHeader` in `createContext`, `add_header` in a reverse proxy.",
        splitOrigins,
      ]),
    ],
    "keep-on-errors": (policy) => [snippet(block(policy, "order"), [otherAdapters])],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "vary"), [
        "If the server has a `responseMeta` already, add `Vary: Origin` to the headers that `responseMeta` returns.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, startBehindProxy])],
  },
});

const otherAdapters = "If tRPC runs inside Express, Fastify or Next.js, set CORS in that framework instead.";

const notReflecting = "Do not use `cors({ origin: true })`. Every website could then read your users' data.";

/** The names of the options of `cors`, which reads an empty list as no header; tRPC's client always needs one. */
const optionNames = { ...corsNames, emptyAllowsNone: false };

/** The server; `order` marks the middleware's first line as changed where `cors` must come first, or be the only one. */
function block(policy: Policy, changes?: "order" | "vary"): Line[] {
  const start: Line[] = policy.form === "change" ? [changeOptions] : [...imports, "", keepOptions];
  return [
    ...start,
    "createHTTPServer({",
    mark(changes === "order", "  middleware: cors({"),
    ...optionLines(policy, optionNames, { indent: "    " }),
    "  }),",
    ...varyLines(policy, changes === "vary"),
    ...otherOptions,
  ];
}

/** The option that sends `Vary`; no lines where every origin gets the same response. */
function varyLines({ origins }: Policy, changed: boolean): Line[] {
  if (origins === "*") return [];
  return [
    "  // tRPC sets `Vary` itself and removes the one of `cors`.",
    mark(changed, "  responseMeta: () => ({ headers: new Headers({ Vary: 'Origin' }) }),"),
  ];
}

const imports = [
  "import { createHTTPServer } from '@trpc/server/adapters/standalone';",
  "import cors from 'cors'; // npm install cors",
];

const keepOptions = "// Add `middleware` to the call that creates your server, and keep its other options.";

const changeOptions = "// In the call that creates the server; keep its other options and entries:";

const otherOptions = ["  router: appRouter,", "  createContext,", "}).listen(3000);"];

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [
      "If your own middleware redirects, run `cors` before that middleware.",
      redirectInFront,
    ]);
  }
  const lines: Line[] = [
    ...imports,
    "",
    "const allowCors = cors({",
    ...optionLines(asWhole(policy), optionNames),
    "});",
    "",
    keepOptions,
    "createHTTPServer({",
    { changed: "  middleware: (req, res, next) => {" },
    { changed: "    allowCors(req, res, () => {" },
    "      // In place of the redirect that names `user:password@`.",
    { changed: `      if (req.url?.split('?')[0] !== ${jsString(redirect.path)}) return next();` },
    { changed: `      res.writeHead(307, { Location: ${jsString(redirect.target)} }).end();` },
    { changed: "    });" },
    { changed: "  }," },
    ...varyLines(policy, false),
    ...otherOptions,
  ];
  return snippet(lines, [sendAuthorization]);
}
