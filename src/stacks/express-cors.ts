import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import {
  clearCaches,
  redirectInFront,
  repairFirst,
  sendAuthorization,
  splitOrigins,
  whereNamed,
} from "./writing/advice.ts";
import { keepInErrorHandler, redirectRoute } from "./writing/express.ts";
import { firstMiddleware } from "./writing/js-comments.ts";
import { credentialsLine, everyOtherPage, listLine } from "./writing/lists.ts";
import { isLocal } from "./writing/local-origin.ts";
import { corsNames, listOptionLines, optionLines } from "./writing/middleware-options.ts";
import { jsString, jsStrings } from "./writing/quote.ts";

/**
 * Express 4 and 5 with the `cors` package, which answers preflights itself. Without `methods` and `allowedHeaders` it allows
 * the usual methods and every header that a preflight asks for.
 * @see https://github.com/expressjs/cors#configuration-options
 */
export const expressCors = defineStack({
  id: "express-cors",
  name: "Express with cors",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy) => [
      snippet(block(policy), [...placeOf(policy), ...whereNamed(policy, notReflecting)]),
      ...(policy.form === "new" && policy.origins !== "*" ? longerForms(policy, policy.origins) : []),
    ],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "Delete `app.options('*', ...)`. `cors` responds to `OPTIONS` itself, and that route stops Express 5 from starting.",
        ...placeOf(policy),
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: a second `cors()`, `res.header(...)` in routes, `add_header` in a reverse proxy.",
        splitOrigins,
      ]),
    ],
    "keep-on-errors": (policy) => [snippet(block(policy, "order"), [keepInErrorHandler])],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "origin"), [
        "If `origin` is a function that calls `callback(null, false)`, pass an array instead. After that call, `cors` sends no `Vary`.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst, ...placeOf(policy)])],
  },
});

/** Where the call goes; a change stays where the call is. */
function placeOf({ form }: Policy): string[] {
  return form === "change" ? [] : [existingCall];
}

const existingCall =
  "If the app has a `cors()` call, change that call. Of two calls, the first responds to every preflight.";
const notReflecting = "Do not use `origin: true`. With credentials, every website could then read your users' data.";

/** The call; `order` marks its first line as changed where the call must move, or be the only one. */
function block(policy: Policy, changes?: "order" | "origin"): Line[] {
  const start: Line[] =
    policy.form === "change"
      ? [changes === "order" ? moveCall : changeCall]
      : ["const cors = require('cors'); // npm install cors; ES module: import cors from 'cors'", "", firstMiddleware];
  return policy.staysOpen ? [...start, ...openCall(policy)] : [...start, ...call(policy, changes)];
}

const changeCall = "// In the app's cors() call; keep its other options and entries:";
const moveCall = "// Move the app's cors() call above all other middleware; keep its other options:";

/** The forms that many tutorials show: a function that chooses the origin, and a whole server. */
function longerForms(policy: Policy, origins: readonly string[]): Snippet[] {
  const start = "const cors = require('cors'); // npm install cors; ES module: import cors from 'cors'";
  return [
    {
      title: "Or choose the origin in a function",
      isAlternative: true,
      ...snippet(
        [start, "", ...originLists(policy, origins), "", firstMiddleware, ...functionCall(policy)],
        [
          "Do not call `callback(new Error(...))` for other origins. Express would respond with 500.",
          ...placeOf(policy),
        ],
      ),
    },
    {
      title: "Or start from a complete server",
      isAlternative: true,
      ...snippet(
        [
          "const express = require('express'); // npm install express cors",
          "const cors = require('cors');",
          "",
          "const app = express();",
          "",
          ...originLists(policy, origins),
          "",
          "// Responds to preflights too: app.options('*', ...) is not needed, and stops Express 5.",
          ...functionCall(policy),
          "app.use(express.json());",
          "",
          "app.get('/api/data', (req, res) => {",
          "  res.json({ message: 'Hello from the API' });",
          "});",
          "",
          "app.listen(process.env.PORT ?? 4000);",
        ],
        [],
      ),
    },
  ];
}

/** The allowed origins; those of development servers only outside production. */
function originLists({ added }: Policy, origins: readonly string[]): Line[] {
  const local = origins.filter(isLocal);
  const deployed = origins.filter((origin) => !isLocal(origin));
  const changed = (list: readonly string[]) => list.some((origin) => added.origins.includes(origin));
  return [
    mark(changed(deployed), `const allowedOrigins = ${jsStrings(deployed)};`),
    ...(local.length > 0
      ? [
          "if (process.env.NODE_ENV !== 'production') {",
          mark(changed(local), `  allowedOrigins.push(${local.map(jsString).join(", ")});`),
          "}",
        ]
      : []),
  ];
}

function functionCall(policy: Policy): Line[] {
  return [
    "app.use(cors({",
    "  origin(origin, callback) {",
    "    // Requests without an origin, as from curl, need no CORS headers.",
    "    callback(null, allowedOrigins.includes(origin ?? '') ? origin : []);",
    "  },",
    credentialsLine(policy, "  credentials: true,"),
    ...listOptionLines(policy, corsNames, "  "),
    "}));",
  ];
}

function call(policy: Policy, changes?: "order" | "origin"): Line[] {
  return [
    mark(changes === "order", "app.use(cors({"),
    ...optionLines(policy, corsNames, { originChanged: changes === "origin" }),
    "}));",
  ];
}

/** The call that names the origins with credentials, and keeps `*` for all others. */
function openCall(policy: Policy): Line[] {
  const { origins, credentials, added } = policy;
  const options = [
    credentials && "credentials: true",
    added.methods.length > 0 && `methods: ${jsStrings(policy.methods)}`,
    added.headers.length > 0 && `allowedHeaders: ${jsStrings(policy.headers)}`,
  ].filter((option) => option !== false);
  const named = `{ ${["origin: allowedOrigins", ...options].join(", ")} }`;
  return [
    listLine(policy, added.origins.length > 0, `const allowedOrigins = ${jsStrings(origins === "*" ? [] : origins)};`),
    "app.use((req, res, next) => {",
    { changed: "  res.vary('Origin'); // caches keep the two kinds of responses apart" },
    "  next();",
    "});",
    { changed: "app.use(cors((req, callback) => {" },
    "  // Keep the call's other options in both objects.",
    { changed: "  const isListed = allowedOrigins.includes(req.headers.origin ?? '');" },
    { changed: `  if (isListed) return callback(null, ${named});` },
    { changed: `  callback(null, { origin: '*' }); // ${everyOtherPage}` },
    { changed: "}));" },
  ];
}

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step === "actual") {
    return snippet([...block(policy), "", ...redirectRoute(redirect)], [sendAuthorization, ...placeOf(policy)]);
  }
  return snippet(block(policy, "order"), [redirectInFront]);
}
