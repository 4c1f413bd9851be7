import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Snippet, snippet } from "./stack.ts";
import { sendAuthorization } from "./writing/advice.ts";
import { clearPlatformCache, handlerLines, type Part } from "./writing/fetch-handler.ts";

/** Supabase Edge Functions, which run on Deno. */
export const supabaseEdge = defineStack({
  id: "supabase-edge",
  name: "Supabase Edge Functions",
  language: "javascript",
  staysOpen: true,
  fix: {
    grant: (policy, context) => [edge(policy, context, [], client(policy))],
    "answer-preflight": (policy, context) => [edge(policy, context, ["preflight"], client(policy))],
    "send-once": (policy, context) => [
      edge(
        policy,
        context,
        ["origin", "alone"],
        ["Delete `corsHeaders` from the function's responses, and from a shared `cors.ts`."],
      ),
    ],
    "keep-on-errors": (policy, context) => [edge(policy, context, ["errors"], [])],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? edge(policy, context, [], [sendAuthorization])
        : edge(policy, context, ["preflight"], client(policy)),
    ],
    vary: (policy, context) => [edge(policy, context, ["vary"], [clearPlatformCache])],
    "repair-server": (policy, context) => [
      edge(
        policy,
        context,
        ["errors"],
        ["Find the failure in the function's log and repair it. These lines only let the page see the status."],
      ),
    ],
  },
});

/** Names the headers of Supabase's client; empty where the policy allows them already. */
function client({ headers }: Policy): string[] {
  const allowed = new Set(headers.map((name) => name.toLowerCase()));
  return clientHeaders.every((name) => allowed.has(name))
    ? []
    : ["If the page uses supabase-js, also allow `authorization`, `apikey`, `x-client-info` and `content-type`."];
}

const clientHeaders = ["authorization", "apikey", "x-client-info", "content-type"];

function edge(policy: Policy, context: FixContext, changes: readonly Part[], warnings: readonly string[]): Snippet {
  const after = ["// `handle(request)` is your present function.", "Deno.serve(withCors(handle));"];
  return snippet(handlerLines(policy, changes, context, { after }), warnings);
}
