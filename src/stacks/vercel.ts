import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whyCompared } from "./writing/advice.ts";
import {
  clearPlatformCache,
  fetchExport,
  type Part,
  replacesHandlerLines,
  varyBeforeComparison,
  withCorsLines,
} from "./writing/fetch-handler.ts";
import { constantOrigin, headersOf, pathPattern } from "./writing/header-list.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Vercel: `vercel.json` sets constant headers; a function does everything else. */
export const vercel = defineStack({
  id: "vercel",
  name: "Vercel",
  language: "javascript",
  fix: {
    grant: (policy, context) => [
      inFunction(policy, context, [], [...whyCompared(policy), replacesHandlerLines]),
      ...inJson(policy, context, false, [answersNothing]),
    ],
    "answer-preflight": (policy, context) => [
      inFunction(
        policy,
        context,
        ["preflight"],
        [
          "`vercel.json` can add headers, but not answer `OPTIONS`: the function must, with a 2xx status.",
          "Deployment Protection answers preflights with 401 before any function: put the path on its OPTIONS Allowlist.",
          replacesHandlerLines,
        ],
      ),
    ],
    "send-once": (policy, context) => [
      inFunction(
        policy,
        context,
        ["origin", "alone"],
        [
          "Delete the `Access-Control-…` entries from `vercel.json` and `next.config`: either they set these headers or the function does.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      ...inJson(policy, context, true, [
        "The headers of `vercel.json` are added to error answers too; take them out of the function.",
        answersNothing,
      ]),
      inFunction(
        policy,
        context,
        ["errors"],
        [
          "A function that throws is answered by Vercel, without its headers: the error is caught and answered here.",
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
              "`redirects`, `cleanUrls` and `trailingSlash` of `vercel.json`, and a redirect from one domain to another, run before any function: call the final URL.",
              replacesHandlerLines,
            ],
          ),
    ],
    vary: (policy, context) => [inFunction(policy, context, ["vary"], [varyBeforeComparison, clearPlatformCache])],
    "repair-server": (policy, context) => [
      inFunction(
        policy,
        context,
        ["errors"],
        [
          "The failure itself is the thing to repair: `vercel logs` shows it. A function that runs out of time is answered by Vercel, whatever it does itself.",
        ],
      ),
    ],
  },
});

const answersNothing =
  "It does not answer `OPTIONS`: the function must, with a 2xx status. It names one origin, for every caller; several need the function.";

function inFunction(
  policy: Policy,
  context: FixContext,
  changes: readonly Part[],
  warnings: readonly string[],
): Snippet {
  const lines = [
    ...withCorsLines(policy, changes, context),
    "",
    "// In the file below api/, where `handle(request)` is the function that answers today.",
    fetchExport,
  ];
  return snippet(lines, warnings);
}

/** Constant headers; none where the policy allows several origins, because a constant header names only one. */
function inJson(policy: Policy, context: FixContext, originChanged: boolean, warnings: readonly string[]): Snippet[] {
  const origin = constantOrigin(policy);
  if (origin === null) return [];
  const entries = headersOf(policy, origin, originChanged);
  const lines: Line[] = [
    "{",
    '  "headers": [',
    "    {",
    `      "source": ${doubleQuoted(pathPattern(context))},`,
    '      "headers": [',
    ...entries.map(({ name, value, changed }, index) => {
      const comma = index < entries.length - 1 ? "," : "";
      return mark(changed, `        { "key": ${doubleQuoted(name)}, "value": ${doubleQuoted(value)} }${comma}`);
    }),
    "      ]",
    "    }",
    "  ]",
    "}",
  ];
  const written = snippet(lines, warnings);
  return [{ ...written, language: "json", title: "Or as constant headers, in `vercel.json`" }];
}
