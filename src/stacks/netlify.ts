import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whyCompared } from "./writing/advice.ts";
import { clearPlatformCache, type Part, replacesHandlerLines, withCorsLines } from "./writing/fetch-handler.ts";
import { constantOrigin, headersOf } from "./writing/header-list.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Netlify: functions set their own headers; `netlify.toml` sets the headers of files. */
export const netlify = defineStack({
  id: "netlify",
  name: "Netlify",
  language: "javascript",
  fix: {
    grant: (policy, context) => [
      inFunction(policy, context, [], [...whyCompared(policy), replacesHandlerLines]),
      ...inToml(policy, context, false),
    ],
    "answer-preflight": (policy, context) => [
      inFunction(
        policy,
        context,
        ["preflight"],
        [
          "`netlify.toml` and `_headers` answer nothing, and do not reach functions: only the function can answer `OPTIONS`. Files cannot be called with a preflight at all.",
          "Password protection of the site answers preflights with 401 before any function.",
          replacesHandlerLines,
        ],
      ),
    ],
    "send-once": (policy, context) => [
      inFunction(
        policy,
        context,
        ["origin", "alone"],
        ["Delete every other place that sets `Access-Control-…` headers: the function's own answers, edge functions."],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      inFunction(
        policy,
        context,
        ["errors"],
        [
          "A function that throws is answered by Netlify, without its headers: the error is caught and answered here.",
          replacesHandlerLines,
        ],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? inFunction(policy, context, [], [sendAuthorization, replacesHandlerLines])
        : inFunction(
            policy,
            context,
            ["preflight"],
            [
              "`[[redirects]]` and the redirect to the primary domain run before any function: call the final URL, or give the redirect `status = 200`.",
              replacesHandlerLines,
            ],
          ),
    ],
    vary: (policy, context) => [
      inFunction(
        policy,
        context,
        ["vary"],
        [
          "Netlify's own cache varies by what `Netlify-Vary` names, `header=Origin` here, if the function lets it store answers at all.",
          clearPlatformCache,
        ],
      ),
    ],
    "repair-server": (policy, context) => [
      inFunction(
        policy,
        context,
        ["errors"],
        [
          "The failure itself is the thing to repair: read the function's log. A function that runs out of time is answered by Netlify, whatever it does itself.",
        ],
      ),
    ],
  },
});

function inFunction(
  policy: Policy,
  context: FixContext,
  changes: readonly Part[],
  warnings: readonly string[],
): Snippet {
  const lines = [
    ...withCorsLines(policy, changes, context),
    "",
    "// In netlify/functions/, where `handle(request, context)` is the function that answers today.",
    "export default withCors(handle);",
  ];
  return snippet(lines, warnings);
}

/** Constant headers; none where the policy allows several origins, because a constant header names only one. */
function inToml(policy: Policy, { server: { path } }: FixContext, originChanged: boolean): Snippet[] {
  const origin = constantOrigin(policy);
  if (origin === null) return [];
  const lines: Line[] = [
    "[[headers]]",
    `  for = ${doubleQuoted(path === "/" ? "/*" : `${path}/*`)}`,
    "  [headers.values]",
    ...headersOf(policy, origin, originChanged).map(({ name, value, changed }) =>
      mark(changed, `    ${name} = ${doubleQuoted(value)}`),
    ),
  ];
  const written = snippet(lines, [
    "It reaches files alone, not functions, edge functions or proxied URLs, and it does not answer `OPTIONS`: enough for a plain GET, without header names of your own.",
  ]);
  return [{ ...written, language: "toml", title: "Or for files, as constant headers in `netlify.toml`" }];
}
