import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { repairFirst, sendAuthorization } from "./writing/advice.ts";
import { clearPlatformCache, type Part } from "./writing/fetch-handler.ts";
import { asWhole } from "./writing/grant-headers.ts";
import { addsToLists, allowedOriginsLines, grantStatements, headerStatements } from "./writing/js-headers.ts";
import { jsString } from "./writing/quote.ts";

/**
 * SvelteKit 2 and 3, in its `handle` hook. `resolve` never throws: it returns an error page. Before the hook, SvelteKit
 * refuses forms that other origins post, and redirects to the path with or without a trailing slash.
 * @see https://svelte.dev/docs/kit/hooks#handle
 * @see https://svelte.dev/docs/kit/configuration#csrf
 * @see https://github.com/sveltejs/kit/blob/main/packages/kit/src/runtime/server/respond.js
 */
export const sveltekit = defineStack({
  id: "sveltekit",
  name: "SvelteKit",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [hook(policy, context, [], formsFromOtherOrigins(policy))],
    "answer-preflight": (policy, context) => [
      hook(
        policy,
        context,
        ["preflight"],
        ["Put a hook that checks users after this hook. A preflight has no cookies."],
      ),
    ],
    "send-once": (policy, context) => [
      hook(
        policy,
        context,
        ["origin", "alone"],
        [
          "Delete all other code that sets `Access-Control-…` headers: `setHeaders` and `new Response` in routes, `vercel.json`, `_headers`, `add_header` in a reverse proxy.",
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      hook(
        policy,
        context,
        ["origin"],
        ["Catch errors in other hooks. An error that another hook throws skips this code."],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? hook(policy, context, [], [sendAuthorization])
        : hook(
            policy,
            context,
            ["preflight"],
            [
              "If SvelteKit removes a trailing slash, request the URL without the slash, or export `trailingSlash = 'ignore'` from `+server.js`.",
            ],
          ),
    ],
    vary: (policy, context) => [hook(policy, context, ["vary"], [clearPlatformCache])],
    "repair-server": (policy, context) => [hook(policy, context, ["origin"], [repairFirst])],
  },
});

const existingHook =
  "If the file already exports `handle`, name this function `cors`, and export `sequence(cors, yours)` from `@sveltejs/kit/hooks` as `handle`.";

/** Warns of the check that no header lifts; empty where any origin may read, because no list can name those. */
function formsFromOtherOrigins({ origins }: Policy): string[] {
  return origins === "*"
    ? []
    : [
        "If the page posts forms or plain text, add its origin to `csrf.trustedOrigins`. In production, SvelteKit responds to such requests with 403.",
      ];
}

/** The hook; `changes` names the parts that differ from today's code even if the policy adds nothing. */
function hook(
  policy: Policy,
  { redirect }: FixContext,
  changes: readonly Part[],
  warnings: readonly string[],
): Snippet {
  const actual = redirect?.step === "actual" ? redirect : null;
  if (addsToLists(policy, changes) && !actual) {
    return snippet(
      [
        "// In src/hooks.server.js, where it sets the CORS headers; keep the other entries:",
        ...headerStatements(policy, { call: "response.headers.set", indent: "" }),
      ],
      warnings,
    );
  }
  const lines: Line[] = [
    policy.form === "change"
      ? "// src/hooks.server.js, in place of the lines that set these headers; keep their entries:"
      : "// src/hooks.server.js",
    ...allowedOriginsLines(policy),
    // SvelteKit 3 exports the type of a hook from another module than SvelteKit 2.
    "export async function handle({ event, resolve }«: { event: { request: Request; url: URL }; resolve: (event: any) => Promise<Response> | Response }») {",
    "  const { request } = event;",
    "  const preflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');",
    ...respondLines(actual, changes),
    "  // A copy, because the headers of a fetched response cannot be changed.",
    "  const response = new Response(given.body, given);",
    changes.includes("alone") && { changed: "  response.headers.delete('Access-Control-Allow-Origin');" },
    ...grantedLines(asWhole(policy), changes),
    "  return response;",
    "}",
  ];
  return snippet(lines, [existingHook, ...warnings]);
}

function respondLines(actual: FixContext["redirect"], changes: readonly Part[]): Line[] {
  const preflight = changes.includes("preflight");
  if (!actual) {
    return [mark(preflight, "  const given = preflight ? new Response(null, { status: 204 }) : await resolve(event);")];
  }
  return [
    "  let given;",
    "  if (preflight) {",
    "    given = new Response(null, { status: 204 });",
    { changed: `  } else if (event.url.pathname === ${jsString(actual.path)}) {` },
    "    // In place of the redirect that names `user:password@`.",
    { changed: `    given = Response.redirect(${jsString(actual.target)}, 307);` },
    "  } else {",
    "    given = await resolve(event);",
    "  }",
  ];
}

function grantedLines(policy: Policy, changes: readonly Part[]): Line[] {
  return grantStatements(policy, {
    call: "response.headers.set",
    origin: "request.headers.get('Origin')",
    vary: "response.headers.append('Vary', 'Origin');",
    indent: "  ",
    changes,
  });
}
