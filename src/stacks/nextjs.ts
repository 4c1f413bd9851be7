import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { repairFirst, sendAuthorization, whyCompared } from "./writing/advice.ts";
import { clearPlatformCache, handlerLines, type Part } from "./writing/fetch-handler.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { headersOf, pathPattern } from "./writing/header-list.ts";
import { optionalLine } from "./writing/lists.ts";
import { jsRegexSource, jsString } from "./writing/quote.ts";

/** Next.js 15 and 16 with the App Router. */
export const nextjs = defineStack({
  id: "nextjs",
  name: "Next.js",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [
      inRoutes(policy, context, [], [...whyCompared(policy)]),
      ...(policy.staysOpen ? [] : [inConfig(policy, context, "", [coversOptions])]),
    ],
    "answer-preflight": (policy, context) => [
      inRoutes(
        policy,
        context,
        ["preflight"],
        [
          "For a route that exports no `OPTIONS`, Next.js responds with 204 and no CORS headers.",
          "`proxy.js` (`middleware.js` before Next.js 16) runs before the route. If it checks users, let `OPTIONS` pass with `NextResponse.next()`.",
        ],
      ),
      inConfig(policy, context, "preflight", [
        coversOptions,
        "The configuration changes no status. A route or `proxy.js` that refuses `OPTIONS` must let it pass.",
      ]),
    ],
    "send-once": (policy, context) => [
      inRoutes(
        policy,
        context,
        ["origin", "alone"],
        [
          "Delete `Access-Control-…` headers from `headers()` in `next.config`, from `proxy.js` and from `vercel.json`.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      inConfig(policy, context, "origin", [
        "`headers()` also covers the 404 and 500 responses of Next.js itself. Delete these headers from the routes.",
      ]),
      inRoutes(
        policy,
        context,
        ["errors"],
        ["If a route throws, Next.js responds without the route's headers. This code catches the error."],
      ),
    ],
    "avoid-redirect": (policy, context) =>
      context.redirect?.step === "actual"
        ? [inRoutes(policy, context, [], [sendAuthorization])]
        : [
            inRoutes(
              policy,
              context,
              ["preflight"],
              [
                "Next.js redirects `/api/x/` to `/api/x` before any route. Request the URL without the slash, or set `skipTrailingSlashRedirect: true` in `next.config`.",
                "`redirects()` in `next.config` and `proxy.js` run before the route, for `OPTIONS` too. Request the final URL.",
              ],
            ),
          ],
    vary: (policy, context) => [
      inRoutes(
        policy,
        context,
        ["vary"],
        ["A header that always names the same origin, as in `next.config`, needs no `Vary`.", clearPlatformCache],
      ),
    ],
    "repair-server": (policy, context) => [inConfig(policy, context, "origin", [repairFirst])],
  },
});

const coversOptions =
  "The configuration also covers the response that Next.js itself gives to `OPTIONS`, in every route below the path.";

function inRoutes(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const before = ["// app/cors.js", "import { unstable_rethrow } from 'next/navigation';", ""];
  const after = [
    "// In each route.js that the page requests, where `get` is your present function for GET:",
    "//   import { withCors } from '../../cors';",
    "//   export const OPTIONS = withCors(() => new Response(null, { status: 204 }));",
    "//   export const GET = withCors(get);",
  ];
  const form = {
    declaration: "export function withCors(handler«: Handler») {",
    rethrow: "unstable_rethrow(error); // `redirect()` and `notFound()` throw too",
  };
  return snippet(handlerLines(policy, changes, context, { before, after }, form), warnings);
}

function inConfig(
  policy: Policy,
  context: FixContext,
  change: "" | "origin" | "preflight",
  warnings: readonly string[],
): Snippet {
  const { origins, added } = policy;
  const source = jsString(pathPattern(context));
  const entries = origins === "*" || origins.length === 1 ? [...origins].slice(0, 1) : origins;
  const list = entries.length > 1;
  const lines: Line[] = [
    policy.form === "change"
      ? "// next.config.mjs; keep its other options, headers and entries:"
      : "// next.config.mjs; keep its other options:",
    "export default {",
    "  async headers() {",
    "    return [",
    ...entries.flatMap((origin): Line[] => [
      "      {",
      mark(change !== "", `        source: ${source},`),
      list &&
        mark(
          added.origins.includes(origin),
          `        has: [{ type: 'header', key: 'Origin', value: ${jsString(jsRegexSource(origin))} }],`,
        ),
      "        headers: [",
      ...headersOf(asWhole(policy), origin, change === "origin").map(({ name, value, changed, isOptional }) => {
        const text = `          { key: ${jsString(name)}, value: ${jsString(value)} },`;
        return isOptional ? optionalLine(text) : mark(changed, text);
      }),
      "        ],",
      "      },",
    ]),
    "    ];",
    "  },",
    "};",
  ];
  return {
    ...snippet(lines, [
      ...warnings,
      ...(list ? ["Do not let a shared cache store these responses, because they differ by origin."] : []),
      "Restart the server, because Next.js reads its configuration once.",
    ]),
    title: "Or for every route at once, in `next.config.mjs`",
  };
}
