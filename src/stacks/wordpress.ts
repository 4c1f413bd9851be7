import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { errorPagesInFront, type Part, phpCorsLines } from "./writing/php.ts";
import { singleQuoted } from "./writing/quote.ts";

/**
 * WordPress with a must-use plugin. By default `rest_send_cors_headers` lets every origin read the REST API with cookies;
 * the plugin puts a list in its place. `admin-ajax.php` refuses preflights of all origins but the site's own with 403.
 * @see https://developer.wordpress.org/advanced-administration/plugins/mu-plugins/
 * @see https://developer.wordpress.org/reference/functions/rest_send_cors_headers/
 * @see https://developer.wordpress.org/reference/hooks/rest_api_init/
 * @see https://developer.wordpress.org/reference/hooks/rest_exposed_cors_headers/
 * @see https://developer.wordpress.org/reference/hooks/rest_allowed_cors_headers/
 * @see https://developer.wordpress.org/reference/functions/send_origin_headers/
 */
export const wordpress = defineStack({
  id: "wordpress",
  name: "WordPress",
  language: "php",
  fix: {
    grant: (policy, context) => [plugin(policy, context, [], [])],
    "answer-preflight": (policy, context) => [
      plugin(
        policy,
        context,
        ["preflight"],
        ["If a firewall or security plugin runs before WordPress, let `OPTIONS` pass there too."],
      ),
    ],
    "send-once": (policy, context) => [plugin(policy, context, ["origin"], [deleteOthers])],
    "keep-on-errors": (policy, context) => [plugin(policy, context, ["origin"], [errorPagesInFront])],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? plugin(policy, context, [], [sendAuthorization])
        : plugin(
            policy,
            context,
            ["preflight"],
            ["If `.htaccess` or a CDN redirects, request the final URL, with the site's own scheme and host."],
          ),
    ],
    vary: (policy, context) => [plugin(policy, context, ["vary"], [clearCaches])],
    "repair-server": (policy, context) => [plugin(policy, context, ["origin"], [repairFirst])],
  },
});

const otherPlugins = "Deactivate CORS plugins, because they change or repeat these headers.";

function plugin(
  policy: Policy,
  { redirect, server }: FixContext,
  changes: readonly Part[],
  warnings: readonly string[],
): Snippet {
  const isAjax = server.path.endsWith("/wp-admin");
  const start: Line[] = isAjax
    ? ["add_action( 'init', function () {", "\tif ( ! wp_doing_ajax() ) {", "\t\treturn;", "\t}", ""]
    : [
        "add_action( 'rest_api_init', function () {",
        "\tif ( ! defined( 'REST_REQUEST' ) ) {",
        "\t\treturn;",
        "\t}",
        "\t// Without this, WordPress lets every origin read with cookies.",
        mark(changes.includes("origin"), "\tremove_filter( 'rest_pre_serve_request', 'rest_send_cors_headers' );"),
        "",
      ];
  return snippet(
    [
      "<?php",
      ...(policy.form === "change"
        ? ["// wp-content/mu-plugins/cors.php; keep the other entries:"]
        : [
            "// wp-content/mu-plugins/cors.php: create the folder if it is missing. WordPress",
            "// runs the file without activation.",
          ]),
      "",
      ...start,
      ...phpCorsLines(isAjax ? policy : { ...policy, exposed: [] }, changes, redirect, {
        indent: "\t",
        step: "\t",
        list: (items) => `array( ${items.join(", ")} )`,
        isWordPress: true,
        status: "status_header",
        origin: "get_http_origin()",
      }),
      isAjax ? "}, 0 );" : "}, 15 ); // after WordPress adds its own filter at 10",
      ...(isAjax ? [] : exposing(policy)),
    ],
    [...warnings, otherPlugins],
  );
}

/** The REST API replaces `Access-Control-Expose-Headers` with a list of its own, which a filter extends. */
function exposing({ exposed, added }: Policy): Line[] {
  const more = exposed.filter((name) => !exposedByDefault.has(name.toLowerCase()));
  if (more.length === 0) return [];
  const isNew = added.exposed.length > 0;
  return [
    "",
    mark(isNew, "add_filter( 'rest_exposed_cors_headers', function ( $names ) {"),
    mark(isNew, `\treturn array_unique( array_merge( $names, array( ${more.map(singleQuoted).join(", ")} ) ) );`),
    mark(isNew, "} );"),
  ];
}

const exposedByDefault: ReadonlySet<string> = new Set(["x-wp-total", "x-wp-totalpages", "link"]);
