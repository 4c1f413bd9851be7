import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whyCompared } from "./writing/advice.ts";
import {
  clearPlatformCache,
  fetchExport,
  handlerLines,
  type Part,
  varyBeforeComparison,
} from "./writing/fetch-handler.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { constantOrigin, headersOf, pathPattern } from "./writing/header-list.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Vercel: `vercel.json` sets constant headers; a function does everything else. */
export const vercel = defineStack({
  id: "vercel",
  name: "Vercel",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [
      inFunction(policy, context, [], [...whyCompared(policy)]),
      ...inJson(policy, context, false, [answersNothing]),
    ],
    "answer-preflight": (policy, context) => [
      inFunction(
        policy,
        context,
        ["preflight"],
        [
          "`vercel.json` can add headers but not respond to `OPTIONS`. The function must do that.",
          "Deployment Protection responds to preflights with 401 before any function. Put the path on its OPTIONS Allowlist.",
        ],
      ),
    ],
    "send-once": (policy, context) => [
      inFunction(
        policy,
        context,
        ["origin", "alone"],
        [
          "Delete the `Access-Control-…` entries from `vercel.json` and `next.config`. Only the function may set these headers.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      ...inJson(policy, context, true, [
        "Vercel adds these headers to error responses too. Delete them from the function.",
        answersNothing,
      ]),
      inFunction(
        policy,
        context,
        ["errors"],
        ["If a function throws, Vercel responds without the function's headers. This code catches the error."],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? inFunction(policy, context, [], [sendAuthorization])
        : inFunction(
            policy,
            context,
            ["preflight"],
            [
              "`redirects`, `cleanUrls` and `trailingSlash` of `vercel.json` and redirects between domains run before any function. Request the final URL.",
            ],
          ),
    ],
    vary: (policy, context) => [inFunction(policy, context, ["vary"], [varyBeforeComparison, clearPlatformCache])],
    "repair-server": (policy, context) => [
      inFunction(
        policy,
        context,
        ["errors"],
        ["`vercel logs` shows the failure. If a function runs out of time, Vercel responds without these headers."],
      ),
    ],
  },
});

const answersNothing =
  "The file does not respond to `OPTIONS`; the function must, with a 2xx status. The file can name one origin only.";

const keepsEntries = "Keep the other headers of the file, and the other entries of these values.";

function inFunction(
  policy: Policy,
  context: FixContext,
  changes: readonly Part[],
  warnings: readonly string[],
): Snippet {
  const after = ["// In the file below api/, where `handle(request)` is your present function.", fetchExport];
  return snippet(handlerLines(policy, changes, context, { after }), warnings);
}

/** Constant headers; none where the policy allows several origins, because a constant header names only one. */
function inJson(policy: Policy, context: FixContext, originChanged: boolean, warnings: readonly string[]): Snippet[] {
  const origin = constantOrigin(policy);
  if (origin === null) return [];
  // JSON has no comments, so that a header which may not be needed is left out.
  const entries = headersOf(asWhole(policy), origin, originChanged).filter(({ isOptional }) => !isOptional);
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
  const written = snippet(lines, policy.form === "change" ? [...warnings, keepsEntries] : warnings);
  return [{ ...written, language: "json", title: "Or as constant headers, in `vercel.json`" }];
}
