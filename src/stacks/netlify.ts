import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization } from "./writing/advice.ts";
import { clearPlatformCache, handlerLines, type Part } from "./writing/fetch-handler.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { constantOrigin, headersOf } from "./writing/header-list.ts";
import { optionalLine } from "./writing/lists.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Netlify: functions set their own headers; `netlify.toml` sets the headers of files. */
export const netlify = defineStack({
  id: "netlify",
  name: "Netlify",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [inFunction(policy, context, [], []), ...inToml(policy, context, false)],
    "answer-preflight": (policy, context) => [
      inFunction(
        policy,
        context,
        ["preflight"],
        [
          "If the site has password protection, host the function on a site without it. The protection responds to preflights with 401.",
        ],
      ),
    ],
    "send-once": (policy, context) => [
      inFunction(
        policy,
        context,
        ["origin", "alone"],
        ["Delete all other code that sets `Access-Control-…` headers, in the function and in edge functions."],
      ),
    ],
    "keep-on-errors": (policy, context) => [inFunction(policy, context, ["errors"], [])],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? inFunction(policy, context, [], [sendAuthorization])
        : inFunction(
            policy,
            context,
            ["preflight"],
            [
              "`[[redirects]]` and the redirect to the primary domain run before any function. Request the final URL, or give the redirect `status = 200`.",
            ],
          ),
    ],
    vary: (policy, context) => [
      inFunction(
        policy,
        context,
        ["vary"],
        [
          "If the function lets Netlify's cache store responses, also send `Netlify-Vary: header=Origin`.",
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
          "Find the failure in the function's log and repair it. After a timeout, Netlify still responds without these headers.",
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
  const after = [
    "// In netlify/functions/, where `handle(request, context)` is your present function.",
    "export default withCors(handle);",
  ];
  return snippet(handlerLines(policy, changes, context, { after }), warnings);
}

/** Constant headers; none where the policy allows several origins, because a constant header names only one. */
function inToml(policy: Policy, { server: { path } }: FixContext, originChanged: boolean): Snippet[] {
  const origin = constantOrigin(policy);
  if (origin === null) return [];
  const lines: Line[] = [
    policy.form === "change" && "# Keep the other headers, and the other entries of these values.",
    "[[headers]]",
    `  for = ${doubleQuoted(path === "/" ? "/*" : `${path}/*`)}`,
    "  [headers.values]",
    ...headersOf(asWhole(policy), origin, originChanged).map(({ name, value, changed, isOptional }) => {
      const text = `    ${name} = ${doubleQuoted(value)}`;
      return isOptional ? optionalLine(text, "#") : mark(changed, text);
    }),
  ];
  const written = snippet(lines, [
    "Use these headers only for files and requests without a preflight. Netlify adds them to neither functions nor proxied URLs.",
  ]);
  return [{ ...written, language: "toml", title: "Or for files, as constant headers in `netlify.toml`" }];
}
