import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { repairFirst, sendAuthorization } from "./writing/advice.ts";
import { clearPlatformCache } from "./writing/fetch-handler.ts";
import { type OptionNames, optionLines } from "./writing/middleware-options.ts";
import { jsString } from "./writing/quote.ts";

/**
 * Nuxt 3 and 4 on Nitro 2 and h3 1, in a server middleware with h3's `handleCors`, which responds to preflights itself.
 * h3 1 sends no `Access-Control-Max-Age` and no `Vary` for origins that it refuses, so the code sets both. Nitro's route
 * rule `cors: true` sends `*`, and h3 adds its own value to that.
 * @see https://v1.h3.dev/utils/security
 * @see https://github.com/h3js/h3/blob/v1/src/utils/cors/utils.ts
 * @see https://nuxt.com/docs/4.x/directory-structure/server#server-middleware
 * @see https://nitro.build/docs/routing#route-rules
 */
export const nuxt = defineStack({
  id: "nuxt",
  name: "Nuxt",
  language: "javascript",
  fix: {
    grant: (policy) => [snippet(block(policy), namedOrigins(policy))],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "Server middleware runs in the order of its file names. The `0.` puts this one before a middleware that checks the user.",
        ...namedOrigins(policy),
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete every other line that sets `Access-Control-…` headers: `cors: true` and `headers` in `routeRules`, `setHeader` in handlers, `corsHandler` of `nuxt-security`, and `add_header` in a proxy.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      snippet(block(policy, "order"), [
        "Nitro keeps these headers on its 404 and 500 responses, because the middleware runs first.",
        ...namedOrigins(policy),
      ]),
    ],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [
      snippet(block(policy, "vary"), [
        "`handleCors` sends `Vary` only to origins that it allows. The line above it sends it with every response.",
        clearPlatformCache,
      ]),
    ],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst])],
  },
});

/** Warns of what would allow any origin, or add `*` to the origin; empty where any origin may read. */
function namedOrigins({ origins }: Policy): string[] {
  return origins === "*"
    ? []
    : [
        "Delete `cors: true` from `routeRules`: it sends `*`, and the browser refuses two values in one header.",
        "Do not use `origin: () => true`: every website could read your users' data.",
      ];
}

/** The names of the options of `handleCors`; without `methods` it names none. */
const optionNames: OptionNames = {
  methods: "methods",
  headers: "allowHeaders",
  exposed: "exposeHeaders",
  defaultMethods: ["GET", "HEAD", "POST"],
  emptyAllowsNone: false,
};

/** The middleware; `redirect` comes after the preflights. */
function block(policy: Policy, changes?: "order" | "vary", redirect: readonly Line[] = []): Line[] {
  const { form, origins, maxAge, added } = policy;
  const options = optionLines({ ...policy, maxAge: null }, optionNames, { indent: "    " });
  if (form === "change" && added.origins.length === 0 && changes === undefined && redirect.length === 0) {
    return [
      "// In the app's handleCors call; keep its other options and entries:",
      "  handleCors(event, {",
      ...options,
      "  });",
    ];
  }
  const start = redirect.length > 0 ? "  const isPreflight = handleCors(event, {" : "  handleCors(event, {";
  return [
    form === "change" ? changeMiddleware : "// server/middleware/0.cors.js",
    mark(changes === "order", "export default defineEventHandler((event) => {"),
    origins !== "*" && mark(changes === "vary", "  appendResponseHeader(event, 'Vary', 'Origin');"),
    maxAge !== null &&
      form !== "change" &&
      `  setResponseHeader(event, 'Access-Control-Max-Age', ${jsString(String(maxAge))});`,
    mark(changes === "order", start),
    ...options,
    "  });",
    ...redirect,
    "});",
  ];
}

const changeMiddleware =
  "// server/middleware/0.cors.js, or where the app calls handleCors; keep its other options and entries:";

function avoidRedirect(policy: Policy, { redirect }: FixContext): Snippet {
  if (redirect?.step !== "actual") {
    return snippet(block(policy, "order"), [
      "The middleware responds to `OPTIONS` before your handlers redirect it. A `redirect` in `routeRules` runs earlier: send that redirect in a handler instead.",
      "If a proxy or a platform in front sends the redirect, request the final URL, or change it there.",
    ]);
  }
  const lines: Line[] = [
    "  if (isPreflight) return;",
    "  // In place of the redirect that names `user:password@`.",
    { changed: `  if (getRequestURL(event).pathname === ${jsString(redirect.path)}) {` },
    { changed: `    return sendRedirect(event, ${jsString(redirect.target)}, 307);` },
    { changed: "  }" },
  ];
  return snippet(block(policy, undefined, lines), [sendAuthorization]);
}
