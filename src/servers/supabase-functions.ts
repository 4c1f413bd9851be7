import { byHeaderName, byHost, byPath, defineServer } from "./server.ts";

/**
 * Supabase Edge Functions. A function that ran has the header `x-deno-execution-id`. Without that header the platform
 * responded: the gateway with 401, or the functions runtime with 404 where no such function is deployed.
 * @see https://supabase.com/docs/guides/functions/auth-headers
 * @see https://supabase.com/docs/guides/troubleshooting/edge-function-401-error-response
 * @see https://github.com/supabase/supabase/blob/master/docker/volumes/functions/main/index.ts
 */
export const supabaseFunctions = defineServer({
  id: "supabase-functions",
  name: "Supabase Edge Functions",
  layer: "framework",
  recognize: (response) =>
    byHeaderName(response, ["x-deno-execution-id", "x-sb-edge-region"]) ??
    byHost(response, /\.functions\.supabase\.co$/) ??
    byPath(response, /^\/functions\/v1\//, response.host.endsWith(".supabase.co") ? "certain" : "possible"),
  answersItself: ({ status, body }) => status === 404 && /"Requested function was not found"/.test(body ?? ""),
  stacks: ["supabase-edge"],
});
