import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whyCompared } from "./writing/advice.ts";
import {
  clearPlatformCache,
  fetchExport,
  type Part,
  preflightBeforeRedirect,
  replacesHandlerLines,
  withCorsLines,
} from "./writing/fetch-handler.ts";

/** Cloudflare Workers and Pages Functions, written as modules. */
export const cloudflareWorkers = defineStack({
  id: "cloudflare-workers",
  name: "Cloudflare Workers",
  language: "javascript",
  fix: {
    grant: (policy, context) => [worker(policy, context, [], [...whyCompared(policy), replacesHandlerLines])],
    "answer-preflight": (policy, context) => [
      worker(
        policy,
        context,
        ["preflight"],
        [
          "Cloudflare Access in front answers `OPTIONS` itself: allow preflights in the application's CORS settings there.",
          ...whyCompared(policy),
          replacesHandlerLines,
        ],
      ),
    ],
    "send-once": (policy, context) => [
      worker(
        policy,
        context,
        ["origin", "alone"],
        [
          "`headers.set` replaces what the server behind the Worker sent, where `append` would double it; a Transform Rule that adds the header comes later, and must go.",
          ...whyCompared(policy),
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      worker(
        policy,
        context,
        ["errors"],
        [
          "A Worker that throws is answered by Cloudflare's own error page, which has no CORS headers: the error is caught and answered here.",
          replacesHandlerLines,
        ],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? worker(policy, context, [], [sendAuthorization, replacesHandlerLines])
        : worker(
            policy,
            context,
            ["preflight"],
            [
              preflightBeforeRedirect,
              "Redirect Rules and “Always Use HTTPS” run before the Worker: call the final URL, or change them.",
              replacesHandlerLines,
            ],
          ),
    ],
    vary: (policy, context) => [
      worker(
        policy,
        context,
        ["vary"],
        [
          "Cloudflare's own cache ignores `Vary: Origin` by default: do not let it store answers that name an origin. Browsers and other caches heed it.",
          clearPlatformCache,
        ],
      ),
    ],
    "repair-server": (policy, context) => [
      worker(
        policy,
        context,
        ["errors"],
        [
          "The failure itself is the thing to repair: `wrangler tail` shows it. These lines only let the page see its status.",
        ],
      ),
    ],
  },
});

function worker(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const lines = [
    ...withCorsLines(policy, changes, context),
    "",
    "// `handle(request, env, ctx)` is the function that answers today.",
    fetchExport,
  ];
  return snippet(lines, warnings);
}
