import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whyCompared } from "./writing/advice.ts";
import {
  clearPlatformCache,
  type Part,
  preflightBeforeRedirect,
  replacesHandlerLines,
  varyBeforeComparison,
  withCorsLines,
} from "./writing/fetch-handler.ts";

/** Supabase Edge Functions, which run on Deno. */
export const supabaseEdge = defineStack({
  id: "supabase-edge",
  name: "Supabase Edge Functions",
  language: "javascript",
  fix: {
    grant: (policy, context) => [edge(policy, context, [], [client, ...whyCompared(policy), replacesHandlerLines])],
    "answer-preflight": (policy, context) => [
      edge(
        policy,
        context,
        ["preflight"],
        [
          "A preflight carries no token: it is answered before the function looks for the user.",
          client,
          replacesHandlerLines,
        ],
      ),
    ],
    "send-once": (policy, context) => [
      edge(
        policy,
        context,
        ["origin", "alone"],
        ["Delete `corsHeaders` from the function's own answers, and a shared `cors.ts` that adds them.", client],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      edge(
        policy,
        context,
        ["errors"],
        [
          "A function that throws is answered by the platform, without CORS headers: the error is caught and answered here. A function that runs out of time or memory is out of reach.",
          replacesHandlerLines,
        ],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? edge(policy, context, [], [sendAuthorization, replacesHandlerLines])
        : edge(policy, context, ["preflight"], [preflightBeforeRedirect, client, replacesHandlerLines]),
    ],
    vary: (policy, context) => [edge(policy, context, ["vary"], [varyBeforeComparison, clearPlatformCache])],
    "repair-server": (policy, context) => [
      edge(
        policy,
        context,
        ["errors"],
        [
          "The failure itself is the thing to repair: read the function's log in the dashboard. These lines only let the page see its status.",
        ],
      ),
    ],
  },
});

const client =
  "supabase-js sends `authorization`, `apikey`, `x-client-info` and `content-type`: each that the page sends must be in the list.";

function edge(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const lines = [
    ...withCorsLines(policy, changes, context),
    "",
    "// `handle(request)` is the function that answers today.",
    "Deno.serve(withCors(handle));",
  ];
  return snippet(lines, warnings);
}
