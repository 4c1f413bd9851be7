import { isNginxPage } from "./pages/nginx-page.ts";
import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * nginx and OpenResty. Their own error pages end with a centered line that names them.
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens
 */
export const nginx = defineServer({
  id: "nginx",
  name: "nginx",
  layer: "proxy",
  recognize: (response) => byHeader(response, "Server", /^(nginx|openresty)\b/i),
  answersItself: (response) => isNginxPage(response, response.header("Server") ?? ""),
  stacks: (response) => (isStaticFile(response) ? ["nginx-static", "nginx-proxy"] : ["nginx-proxy", "nginx-static"]),
});

/**
 * True for a file that nginx serves: its `ETag` is the file's time and size, and it answers `OPTIONS` with 405.
 * @see https://github.com/nginx/nginx/blob/master/src/http/modules/ngx_http_static_module.c
 */
function isStaticFile(response: ServerResponse): boolean {
  const { method, status, header, headerNames } = response;
  if (headerNames.includes("x-powered-by")) return false;
  if (method === "OPTIONS" && status === 405) return isNginxPage(response, header("Server") ?? "");
  return /^"[0-9a-f]{8,}-[0-9a-f]+"$/.test(header("ETag") ?? "") && header("Accept-Ranges") === "bytes";
}
