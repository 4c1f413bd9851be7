import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization, whyCompared } from "./writing/advice.ts";
import {
  clearPlatformCache,
  handlerLines,
  type Part,
  preflightBeforeRedirect,
  varyBeforeComparison,
} from "./writing/fetch-handler.ts";

/** Supabase Edge Functions, which run on Deno. */
export const supabaseEdge = defineStack({
  id: "supabase-edge",
  name: "Supabase Edge Functions",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [edge(policy, context, [], [client, ...whyCompared(policy)])],
    "answer-preflight": (policy, context) => [
      edge(
        policy,
        context,
        ["preflight"],
        ["A preflight carries no token. This code responds before the function checks the user.", client],
      ),
    ],
    "send-once": (policy, context) => [
      edge(
        policy,
        context,
        ["origin", "alone"],
        ["Delete `corsHeaders` from the function's responses, and from a shared `cors.ts`.", client],
      ),
    ],
    "keep-on-errors": (policy, context) => [
      edge(
        policy,
        context,
        ["errors"],
        ["If a function throws, the platform responds without CORS headers. This code catches the error."],
      ),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? edge(policy, context, [], [sendAuthorization])
        : edge(policy, context, ["preflight"], [preflightBeforeRedirect, client]),
    ],
    vary: (policy, context) => [edge(policy, context, ["vary"], [varyBeforeComparison, clearPlatformCache])],
    "repair-server": (policy, context) => [
      edge(
        policy,
        context,
        ["errors"],
        [
          "The function's log in the dashboard shows the failure. Repair it; these lines only let the page see the status.",
        ],
      ),
    ],
  },
});

const client =
  "supabase-js sends `authorization`, `apikey`, `x-client-info` and `content-type`. Add those that the page sends to the list.";

function edge(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const after = ["// `handle(request)` is your present function.", "Deno.serve(withCors(handle));"];
  return snippet(handlerLines(policy, changes, context, { after }), warnings);
}
