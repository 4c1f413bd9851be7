import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { repairFirst, sendAuthorization, whyCompared } from "./writing/advice.ts";
import { clearPlatformCache, type Part, replacesHandlerLines, withCorsLines } from "./writing/fetch-handler.ts";
import { headersOf, pathPattern } from "./writing/header-list.ts";
import { jsRegexSource, jsString } from "./writing/quote.ts";

/** Next.js 15 and 16 with the App Router. */
export const nextjs = defineStack({
  id: "nextjs",
  name: "Next.js",
  language: "javascript",
  fix: {
    grant: (policy, context) => [
      inRoutes(policy, context, [], [...whyCompared(policy), replacesHandlerLines]),
      inConfig(policy, context, "", [coversOptions]),
    ],
    "answer-preflight": (policy, context) => [
      inRoutes(
        policy,
        context,
        ["preflight"],
        [
          "A route that exports no `OPTIONS` is answered 204 by Next.js itself, without CORS headers.",
          "`proxy.js` (`middleware.js` before Next.js 16) runs before the route: where it checks users, let `OPTIONS` pass with `NextResponse.next()`.",
          replacesHandlerLines,
        ],
      ),
      inConfig(policy, context, "preflight", [
        coversOptions,
        "It changes no status: a route or `proxy.js` that refuses `OPTIONS` must stop doing so.",
      ]),
    ],
    "send-once": (policy, context) => [
      inRoutes(
        policy,
        context,
        ["origin", "alone"],
        [
          "Delete `Access-Control-…` from `headers()` in `next.config`, from `proxy.js` and from `vercel.json`: what those add is added to the route's own.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      inConfig(policy, context, "origin", [
        "`headers()` also covers 404 and 500 answers that Next.js makes itself.",
        replacesHandlerLines,
      ]),
      inRoutes(
        policy,
        context,
        ["errors"],
        [
          "A route that throws is answered by Next.js without the route's headers: the error is caught and answered here.",
        ],
      ),
    ],
    "avoid-redirect": (policy, context) =>
      context.redirect?.step === "actual"
        ? [inRoutes(policy, context, [], [sendAuthorization, replacesHandlerLines])]
        : [
            inRoutes(
              policy,
              context,
              ["preflight"],
              [
                "Next.js redirects `/api/x/` to `/api/x` before any route: call the URL without the slash, or set `skipTrailingSlashRedirect: true` in `next.config`.",
                "`redirects()` in `next.config` and `proxy.js` run before the route, for `OPTIONS` too: call the final URL.",
                replacesHandlerLines,
              ],
            ),
          ],
    vary: (policy, context) => [
      inRoutes(
        policy,
        context,
        ["vary"],
        [
          "`Vary: Origin` is added beside what Next.js puts there itself.",
          "A header that names one origin, always, as in `next.config`, needs no `Vary`.",
          clearPlatformCache,
        ],
      ),
    ],
    "repair-server": (policy, context) => [inConfig(policy, context, "origin", [repairFirst])],
  },
});

const coversOptions =
  "It also covers the answer that Next.js gives to `OPTIONS` by itself, in every route below the path.";

function inRoutes(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const lines = [
    "// app/cors.js",
    "import { unstable_rethrow } from 'next/navigation';",
    "",
    ...withCorsLines(policy, changes, context, {
      declaration: "export function withCors(handler) {",
      rethrow: "unstable_rethrow(error); // `redirect()` and `notFound()` throw too",
    }),
    "",
    "// In each route.js that the page calls, where `get` is the function that answers GET today:",
    "//   import { withCors } from '../../cors';",
    "//   export const OPTIONS = withCors(() => new Response(null, { status: 204 }));",
    "//   export const GET = withCors(get);",
  ];
  return snippet(lines, warnings);
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
    "// next.config.mjs: `headers` beside what is there already.",
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
      ...headersOf(policy, origin, change === "origin").map(({ name, value, changed }) =>
        mark(changed, `          { key: ${jsString(name)}, value: ${jsString(value)} },`),
      ),
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
      ...(list
        ? [
            "Next.js compares the whole `Origin` with `has`; let no shared cache store these answers, because they vary by origin.",
          ]
        : []),
      "Restart the server: the configuration is read once.",
    ]),
    title: "Or for every route at once, in `next.config.mjs`",
  };
}
