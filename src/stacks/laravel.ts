import type { Policy } from "../remedy.ts";
import { clearCaches, deleteOthers, notAnyOrigin, repairFirst, sendAuthorization } from "./advice.ts";
import { singleQuoted } from "./quote.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";

/** Laravel, whose own middleware reads `config/cors.php`. */
export const laravel = defineStack({
  id: "laravel",
  name: "Laravel",
  language: "php",
  recognize(traits) {
    const cookies = traits.values("Set-Cookie");
    if (cookies.some((value) => value.startsWith("laravel_session=")))
      return { certainty: "certain", evidence: "the cookie `laravel_session`" };
    const php = traits.values("X-Powered-By").some((value) => value.startsWith("PHP/"));
    if (!php) return undefined;
    return cookies.some((value) => value.startsWith("XSRF-TOKEN="))
      ? { certainty: "certain", evidence: "`X-Powered-By: PHP` and the cookie `XSRF-TOKEN`" }
      : { certainty: "possible", evidence: "`X-Powered-By: PHP`" };
  },
  fix: {
    grant: (policy) => [config(policy, false, [notAnyOrigin])],
    "answer-preflight": (policy) => [
      config(policy, true, [
        "Laravel's `HandleCors` runs before routes and authentication, but only for the `paths` listed: a path that is not listed is not answered.",
      ]),
    ],
    "send-once": (policy) => [config(policy, true, [deleteOthers])],
    "keep-on-errors": (policy) => [
      config(policy, true, [
        "`HandleCors` adds the headers to error answers of routes too; where it was taken out of the global middleware, put it back as the first.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            config(
              policy,
              false,
              [sendAuthorization, "The last line goes to `routes/web.php` or `routes/api.php`."],
              [
                "",
                "// In the routes, in place of the one that redirects with `user:password@`:",
                {
                  changed: `Route::any(${singleQuoted(redirect.path)}, fn () => redirect()->away(${singleQuoted(redirect.target)}, 307));`,
                },
              ],
            ),
          ]
        : [
            config(policy, true, [
              "`HandleCors` answers preflights before Laravel redirects; a redirect of the web server in front, as of `public/.htaccess` for a trailing slash, needs the page to call the final URL.",
            ]),
          ],
    vary: (policy) => [
      config(policy, true, [
        "A header that names one origin, always, needs no `Vary`; with several Laravel sends `Vary: Origin` on every answer of the `paths`.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [config(policy, true, [repairFirst])],
  },
});

const clear =
  "The file is there after `php artisan config:publish cors`; after a change: `php artisan config:clear`. `'*'` in `paths` means every path: narrow it to those of the API, as in `api/*`, if the rest should stay closed.";

function config(policy: Policy, changed: boolean, warnings: readonly string[], extra: readonly Line[] = []): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const array = (values: readonly string[]) => `[${values.map(singleQuoted).join(", ")}]`;
  return snippet(
    [
      "<?php",
      "",
      "// config/cors.php",
      "return [",
      mark(changed, "    'paths' => ['*'],"),
      mark(added.origins.length > 0, `    'allowed_origins' => ${array(origins === "*" ? ["*"] : origins)},`),
      "    'allowed_origins_patterns' => [],",
      mark(added.credentials, `    'supports_credentials' => ${credentials},`),
      mark(added.methods.length > 0, `    'allowed_methods' => ${array(methods)},`),
      mark(added.headers.length > 0, `    'allowed_headers' => ${array(headers)},`),
      `    'exposed_headers' => ${array(exposed)},`,
      `    'max_age' => ${maxAge ?? "null"},`,
      "];",
      ...extra,
    ],
    [...warnings, clear],
  );
}
