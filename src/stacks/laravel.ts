import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNoVary } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, unprovenLine } from "./writing/lists.ts";
import { singleQuoted, singleQuotedList } from "./writing/quote.ts";

/**
 * Laravel with its own middleware, which reads `config/cors.php`. The published file allows every method and header.
 * @see https://laravel.com/docs/routing#cors
 * @see https://github.com/laravel/framework/blob/12.x/src/Illuminate/Http/Middleware/HandleCors.php
 * @see https://github.com/fruitcake/php-cors/blob/master/src/CorsService.php
 */
export const laravel = defineStack({
  id: "laravel",
  name: "Laravel",
  language: "php",
  fix: {
    grant: (policy, context) => [config(policy, context, false, [])],
    "answer-preflight": (policy, context) => [
      config(policy, context, true, ["Keep `HandleCors` in the global middleware."]),
    ],
    "send-once": (policy, context) => [config(policy, context, true, [deleteOthers])],
    "keep-on-errors": (policy, context) => [
      config(policy, context, true, ["Keep `HandleCors` in the global middleware."]),
    ],
    "avoid-redirect": (policy, context) =>
      context.redirect?.step === "actual"
        ? [config(policy, context, false, [sendAuthorization], redirecting(context.redirect))]
        : [
            config(policy, context, true, [
              "If `public/.htaccess` removes a trailing slash, request the URL without the slash.",
            ]),
          ],
    vary: (policy, context) => [config(policy, context, true, [...whyNoVary(policy), clearCaches])],
    "repair-server": (policy, context) => [config(policy, context, true, [repairFirst])],
  },
});

const keepPaths = "Keep the other `paths`, such as `sanctum/csrf-cookie`.";

const clearConfig = "Clear the cached configuration: `php artisan config:clear`.";

const everyPath =
  "Instead of `'*'`, which covers every path, add only the paths that the page requests to `paths`, such as `api/*` or `login`. Keep the other entries.";

function redirecting({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  const inApi = path.startsWith("/api/");
  const to = `fn () => redirect()->away(${singleQuoted(target)}, 307)`;
  return [
    "",
    "// In place of the route that redirects with `user:password@`,",
    inApi
      ? "// in routes/api.php, where Laravel puts /api before every path:"
      : "// in routes/web.php, where methods other than GET want a CSRF token (`validateCsrfTokens(except: …)`):",
    { changed: `Route::any(${singleQuoted(inApi ? path.slice("/api".length) : path)}, ${to});` },
  ];
}

function config(
  policy: Policy,
  { server: { path } }: FixContext,
  changed: boolean,
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const isExact = form === "exact";
  const namesPaths = !isChange || changed;
  return snippet(
    [
      "<?php",
      "",
      isChange
        ? "// config/cors.php; keep its other lines and entries:"
        : "// config/cors.php, from `php artisan config:publish cors`; keep its other lines:",
      "return [",
      namesPaths && mark(changed, `    'paths' => [${singleQuoted(path === "/" ? "*" : `${path.slice(1)}/*`)}],`),
      namesOrigins(policy) &&
        listLine(
          policy,
          added.origins.length > 0,
          `    'allowed_origins' => ${singleQuotedList(origins === "*" ? ["*"] : origins)},`,
        ),
      !isChange && "    'allowed_origins_patterns' => [],",
      credentialsLine(policy, "    'supports_credentials' => true,"),
      // By default Laravel allows every method and every header that a preflight asks for.
      (isExact || (isChange && isNamed(policy, "methods"))) &&
        listLine(policy, added.methods.length > 0, `    'allowed_methods' => ${singleQuotedList(methods)},`),
      unprovenLine(policy, "methods", `    'allowed_methods' => ${singleQuotedList(methods)},`),
      (isExact || (isChange && isNamed(policy, "headers"))) &&
        listLine(policy, added.headers.length > 0, `    'allowed_headers' => ${singleQuotedList(headers)},`),
      unprovenLine(policy, "headers", `    'allowed_headers' => ${singleQuotedList(headers)},`),
      isNamed(policy, "exposed") &&
        listLine(policy, added.exposed.length > 0, `    'exposed_headers' => ${singleQuotedList(exposed)},`),
      maxAge !== null && !isChange && `    'max_age' => ${maxAge},`,
      "];",
      ...extra,
    ],
    [...warnings, ...(namesPaths ? [path === "/" ? everyPath : keepPaths] : []), clearConfig],
  );
}
