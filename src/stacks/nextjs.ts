import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { repairFirst, sendAuthorization } from "./writing/advice.ts";
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
      inRoutes(policy, context, [], []),
      ...(policy.staysOpen ? [] : [second(inConfig(policy, context, "", []))]),
    ],
    "answer-preflight": (policy, context) => [
      inRoutes(
        policy,
        context,
        ["preflight"],
        [
          "If `proxy.js` (`middleware.js` before Next.js 16) checks users, let `OPTIONS` pass there with `NextResponse.next()`.",
        ],
      ),
      second(
        inConfig(policy, context, "preflight", [
          "If a route or `proxy.js` refuses `OPTIONS`, let `OPTIONS` pass there. The configuration changes no status.",
        ]),
      ),
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
        "Delete these headers from the routes. Set each header in `next.config` only.",
      ]),
      { title: "Or in each route", ...inRoutes(policy, context, ["errors"], []) },
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
                "If Next.js removes a trailing slash, request the URL without the slash, or set `skipTrailingSlashRedirect: true` in `next.config`.",
                "If `redirects()` in `next.config` or `proxy.js` redirects, request the final URL. Both run before the route.",
              ],
            ),
          ],
    vary: (policy, context) => [inRoutes(policy, context, ["vary"], [clearPlatformCache])],
    "repair-server": (policy, context) => [inConfig(policy, context, "origin", [repairFirst])],
  },
});

/** The configuration as the second way, after the code of each route. */
function second(config: Snippet): Snippet {
  return { ...config, title: "Or for every route at once, in `next.config.mjs`" };
}

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
  return snippet(lines, [
    ...warnings,
    ...(list ? ["Do not let a shared cache store these responses, because they differ by origin."] : []),
    "Restart the server. Next.js reads `next.config.mjs` only at the start.",
  ]);
}
