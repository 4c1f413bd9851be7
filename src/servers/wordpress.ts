import { byBody, byCookie, byHeader, byHeaderName, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * WordPress. Its REST API links to itself, lists headers of its own for CORS and allows every origin. `admin-ajax.php`
 * allows only the origins of a filter, and refuses other preflights with an empty 403.
 * @see https://github.com/WordPress/WordPress/blob/master/wp-includes/rest-api.php
 * @see https://github.com/WordPress/WordPress/blob/master/wp-includes/rest-api/class-wp-rest-server.php
 * @see https://developer.wordpress.org/reference/functions/send_origin_headers/
 * @see https://developer.wordpress.org/reference/hooks/allowed_http_origins/
 */
export const wordpress = defineServer({
  id: "wordpress",
  name: "WordPress",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Link", /rel="https:\/\/api\.w\.org\/"/) ??
    byHeaderName(response, ["X-WP-Total", "X-WP-TotalPages", "X-WP-Nonce"]) ??
    byHeader(response, "Access-Control-Expose-Headers", /\bX-WP-Total\b/i) ??
    byHeader(response, "Access-Control-Allow-Headers", /\bX-WP-Nonce\b/i) ??
    byCookie(response, /^(wordpress_|wp-settings-)/) ??
    byBody(response, restError) ??
    byPath(response, /\/(wp-json(\/|$)|wp-admin\/admin-ajax\.php|wp-content\/|wp-includes\/)/),
  answersItself: (response) =>
    (response.status >= 400 && restError.test(response.body ?? "")) ||
    isRestOptions(response) ||
    isAjaxRefusal(response),
  stacks: ["wordpress"],
});

const restError = /^\{"code":"rest_[a-z_]+"/;

/** True for the description of a route, which the REST API sends for `OPTIONS`. */
function isRestOptions({ method, header }: ServerResponse): boolean {
  return method === "OPTIONS" && /rel="https:\/\/api\.w\.org\/"/.test(header("Link") ?? "");
}

function isAjaxRefusal({ method, status, path }: ServerResponse): boolean {
  return method === "OPTIONS" && status === 403 && path.endsWith("/wp-admin/admin-ajax.php");
}
