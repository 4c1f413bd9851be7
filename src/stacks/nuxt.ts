import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { redirectInFront, repairFirst, sendAuthorization, whereNamed } from "./writing/advice.ts";
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
    grant: (policy) => [
      snippet(block(policy), [...whereNamed(policy, routeRules), ...whereNamed(policy, notReflecting)]),
    ],
    "answer-preflight": (policy) => [
      snippet(block(policy, "order"), [
        "Keep the `0.` in the file name, so that this middleware runs before middleware that checks users.",
        ...whereNamed(policy, routeRules),
      ]),
    ],
    "send-once": (policy) => [
      snippet(block(policy, "order"), [
        "Delete all other code that sets `Access-Control-…` headers: `cors` and `headers` in `routeRules`, `setHeader` in handlers, `corsHandler` of `nuxt-security`.",
      ]),
    ],
    "keep-on-errors": (policy) => [snippet(block(policy, "order"), whereNamed(policy, routeRules))],
    "avoid-redirect": (policy, context) => [avoidRedirect(policy, context)],
    vary: (policy) => [snippet(block(policy, "vary"), [clearPlatformCache])],
    "repair-server": (policy) => [snippet(block(policy, "order"), [repairFirst])],
  },
});

const routeRules = "Delete `cors: true` from `routeRules`. It adds `*`, and browsers refuse two values in one header.";

const notReflecting = "Do not use `origin: () => true`. Every website could then read your users' data.";

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
      "If `routeRules` has the `redirect`, send the redirect in a handler instead. `routeRules` run before this middleware.",
      redirectInFront,
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
