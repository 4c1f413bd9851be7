import { byHeaderName, byHost, defineServer, type ServerResponse } from "./server.ts";

/**
 * Supabase's gateway in front of the database API, Auth, Storage and Edge Functions. It checks the keys: its 401 comes
 * before anything behind it runs. `sb-error-code` marks its own errors, and so does a 401 of an Edge Function that has
 * no execution id.
 * @see https://supabase.com/docs/guides/telemetry/logs
 * @see https://github.com/supabase/supabase/blob/master/docker/volumes/functions/main/index.ts
 * @see https://github.com/supabase/supabase/blob/master/docker/volumes/api/kong.yml
 * @see https://supabase.com/docs/guides/functions/auth-headers
 * @see https://supabase.com/docs/guides/troubleshooting/edge-function-401-error-response
 */
export const supabase = defineServer({
  id: "supabase",
  name: "Supabase",
  layer: "gateway",
  recognize: (response) =>
    byHeaderName(response, ["sb-gateway-version", "sb-gateway-mode", "sb-project-ref", "sb-error-code"]) ??
    byHost(response, /\.supabase\.co$/),
  answersItself: isKeyRefusal,
  stacks: [],
});

/** True for a 401 of the gateway's own key check. */
function isKeyRefusal({ status, header, headerNames, host, path, body }: ServerResponse): boolean {
  if (status !== 401) return false;
  const ofFunction = host.endsWith(".functions.supabase.co") || path.startsWith("/functions/v1/");
  return (
    header("sb-error-code")?.startsWith("UNAUTHORIZED_") ||
    (ofFunction && !headerNames.includes("x-deno-execution-id")) ||
    /"(No API key found in request|Invalid authentication credentials)"/.test(body ?? "")
  );
}
