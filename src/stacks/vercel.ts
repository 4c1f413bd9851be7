import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization } from "./writing/advice.ts";
import { clearPlatformCache, fetchExport, handlerLines, type Part } from "./writing/fetch-handler.ts";
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
      inFunction(policy, context, [], []),
      ...inJson(policy, context, false, [answersNothing]).map(second),
    ],
    "answer-preflight": (policy, context) => [
      inFunction(
        policy,
        context,
        ["preflight"],
        ["If Deployment Protection is on, put the path on its OPTIONS Allowlist. Otherwise preflights get 401."],
      ),
    ],
    "send-once": (policy, context) => [
      inFunction(
        policy,
        context,
        ["origin", "alone"],
        ["Delete the `Access-Control-…` headers from `vercel.json` and `next.config`. Only the function may set them."],
      ),
    ],
    "keep-on-errors": (policy, context) => {
      const constant = inJson(policy, context, true, [
        "Delete these headers from the function. Vercel adds those of `vercel.json` to error responses too.",
        answersNothing,
      ]);
      const handler = inFunction(policy, context, ["errors"], []);
      return [...constant, constant.length > 0 ? { title: "Or in the function", ...handler } : handler];
    },
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? inFunction(policy, context, [], [sendAuthorization])
        : inFunction(
            policy,
            context,
            ["preflight"],
            [
              "If `vercel.json` or a domain redirects, request the final URL. `redirects`, `cleanUrls` and `trailingSlash` run before any function.",
            ],
          ),
    ],
    vary: (policy, context) => [inFunction(policy, context, ["vary"], [clearPlatformCache])],
    "repair-server": (policy, context) => [
      inFunction(
        policy,
        context,
        ["errors"],
        [
          "Find the failure with `vercel logs` and repair it. After a timeout, Vercel still responds without these headers.",
        ],
      ),
    ],
  },
});

const answersNothing = "Respond to `OPTIONS` with a 2xx status in the function. `vercel.json` only adds headers.";

const keepsEntries = "Keep the file's other headers, and the other entries of these headers.";

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
  return [{ ...written, language: "json" }];
}

/** The file as the second way, after the function. */
function second(file: Snippet): Snippet {
  return { ...file, title: "Or as constant headers, in `vercel.json`" };
}
