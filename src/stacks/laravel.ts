import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** Laravel with its own middleware, which reads `config/cors.php`. */
export const laravel = defineStack({
  id: "laravel",
  name: "Laravel",
  language: "php",
  fix: {
    grant: (policy, { server }) => [config(policy, server, false, whyNamed(policy))],
    "answer-preflight": (policy, { server }) => [
      config(policy, server, true, [
        "Laravel's `HandleCors` answers preflights whatever authentication and routes say, but only for the `paths` listed: a path that is not listed is not answered.",
      ]),
    ],
    "send-once": (policy, { server }) => [config(policy, server, true, [deleteOthers])],
    "keep-on-errors": (policy, { server }) => [
      config(policy, server, true, [
        "`HandleCors` adds the headers to error answers of routes too; where it was taken out of the global middleware, put it back as the first.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect, server }) =>
      redirect?.step === "actual"
        ? [config(policy, server, false, [sendAuthorization], redirecting(redirect))]
        : [
            config(policy, server, true, [
              "`HandleCors` answers preflights before Laravel redirects; a redirect of the web server in front, as of `public/.htaccess` for a trailing slash, needs the page to call the final URL.",
            ]),
          ],
    vary: (policy, { server }) => [
      config(policy, server, true, [
        "A header that names one origin, always, needs no `Vary`; with several Laravel sends `Vary: Origin` on every answer of the `paths`.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy, { server }) => [config(policy, server, true, [repairFirst])],
  },
});

const clear =
  "The file is there after `php artisan config:publish cors`; keep what other `paths` it lists, as `sanctum/csrf-cookie`. After a change: `php artisan config:clear`.";

const everyPath =
  "`'*'` in `paths` means every path: narrow it to those of the API, as in `api/*`, if the rest should stay closed.";

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
  { path }: FixContext["server"],
  changed: boolean,
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  return snippet(
    [
      "<?php",
      "",
      "// config/cors.php",
      "return [",
      mark(changed, `    'paths' => [${singleQuoted(path === "/" ? "*" : `${path.slice(1)}/*`)}],`),
      mark(
        added.origins.length > 0,
        `    'allowed_origins' => ${singleQuotedList(origins === "*" ? ["*"] : origins)},`,
      ),
      "    'allowed_origins_patterns' => [],",
      mark(added.credentials, `    'supports_credentials' => ${credentials},`),
      mark(added.methods.length > 0, `    'allowed_methods' => ${singleQuotedList(methods)},`),
      mark(added.headers.length > 0, `    'allowed_headers' => ${singleQuotedList(headers)},`),
      `    'exposed_headers' => ${singleQuotedList(exposed)},`,
      `    'max_age' => ${maxAge ?? "null"},`,
      "];",
      ...extra,
    ],
    [...warnings, ...(path === "/" ? [everyPath] : []), clear],
  );
}
