import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whyCompared } from "./writing/advice.ts";
import {
  clearPlatformCache,
  fetchExport,
  handlerLines,
  type Part,
  preflightBeforeRedirect,
} from "./writing/fetch-handler.ts";

/** Cloudflare Workers and Pages Functions, written as modules. */
export const cloudflareWorkers = defineStack({
  id: "cloudflare-workers",
  name: "Cloudflare Workers",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [worker(policy, context, [], [...whyCompared(policy)])],
    "answer-preflight": (policy, context) => [
      worker(
        policy,
        context,
        ["preflight"],
        [
          "Cloudflare Access responds to `OPTIONS` itself. If it is in front, allow preflights in the application's CORS settings there.",
          ...whyCompared(policy),
        ],
      ),
    ],
    "send-once": (policy, context) => [
      worker(
        policy,
        context,
        ["origin", "alone"],
        [
          "`headers.set` replaces the header of the server behind the Worker. Delete Transform Rules that add the header.",
          ...whyCompared(policy),
        ],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      worker(
        policy,
        context,
        ["errors"],
        ["If a Worker throws, Cloudflare sends its own error page without CORS headers. This code catches the error."],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? worker(policy, context, [], [sendAuthorization])
        : worker(
            policy,
            context,
            ["preflight"],
            [
              preflightBeforeRedirect,
              "Redirect Rules and “Always Use HTTPS” run before the Worker. Request the final URL, or change them.",
            ],
          ),
    ],
    vary: (policy, context) => [
      worker(
        policy,
        context,
        ["vary"],
        [
          "Cloudflare's own cache ignores `Vary: Origin` by default. Do not let it store responses that name an origin.",
          clearPlatformCache,
        ],
      ),
    ],
    "repair-server": (policy, context) => [
      worker(
        policy,
        context,
        ["errors"],
        ["`wrangler tail` shows the failure. Repair it; these lines only let the page see the status."],
      ),
    ],
  },
});

function worker(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const after = ["// `handle(request, env, ctx)` is your present function.", fetchExport];
  return snippet(handlerLines(policy, changes, context, { after }), warnings);
}
