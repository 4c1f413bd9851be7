import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization } from "./writing/advice.ts";
import { clearPlatformCache, fetchExport, handlerLines, type Part } from "./writing/fetch-handler.ts";

/** Cloudflare Workers and Pages Functions, written as modules. */
export const cloudflareWorkers = defineStack({
  id: "cloudflare-workers",
  name: "Cloudflare Workers",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [worker(policy, context, [], [])],
    "answer-preflight": (policy, context) => [
      worker(
        policy,
        context,
        ["preflight"],
        [
          "If Cloudflare Access protects the Worker, let preflights pass in the CORS settings of the Access application.",
        ],
      ),
    ],
    "send-once": (policy, context) => [
      worker(policy, context, ["origin", "alone"], ["Delete the Transform Rules that add `Access-Control-…` headers."]),
    ],
    "keep-on-errors": (policy, context) => [worker(policy, context, ["errors"], [])],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? worker(policy, context, [], [sendAuthorization])
        : worker(
            policy,
            context,
            ["preflight"],
            ["Redirect Rules and “Always Use HTTPS” run before the Worker. Request the final URL, or change the rule."],
          ),
    ],
    vary: (policy, context) => [
      worker(
        policy,
        context,
        ["vary"],
        [
          "Do not let Cloudflare's cache store responses that name an origin. By default, the cache ignores `Vary: Origin`.",
          clearPlatformCache,
        ],
      ),
    ],
    "repair-server": (policy, context) => [
      worker(
        policy,
        context,
        ["errors"],
        ["Find the failure with `wrangler tail` and repair it. These lines only let the page see the status."],
      ),
    ],
  },
});

function worker(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const after = ["// `handle(request, env, ctx)` is your present function.", fetchExport];
  return snippet(handlerLines(policy, changes, context, { after }), warnings);
}
