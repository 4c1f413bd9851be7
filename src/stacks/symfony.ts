import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { jsRegexSource, symfonyString } from "./writing/quote.ts";

/**
 * Symfony with NelmioCorsBundle. Its listener runs before the router and the firewalls. The keys of `paths` are regular
 * expressions. `origin_regex: false` counts only in `defaults`, because the bundle drops empty options of a path.
 * @see https://symfony.com/bundles/NelmioCorsBundle/current/index.html
 * @see https://github.com/nelmio/NelmioCorsBundle/blob/master/DependencyInjection/NelmioCorsExtension.php
 * @see https://github.com/nelmio/NelmioCorsBundle/blob/master/EventListener/CorsListener.php
 * @see https://github.com/symfony/recipes/blob/main/nelmio/cors-bundle/1.5/config/packages/nelmio_cors.yaml
 * @see https://symfony.com/doc/current/routing.html#redirecting-to-urls-and-routes-directly-from-a-route
 */
export const symfony = defineStack({
  id: "symfony",
  name: "Symfony",
  language: "yaml",
  fix: {
    grant: (policy, context) => [config(policy, context, false, whyNamed(policy))],
    "answer-preflight": (policy, context) => [
      config(policy, context, true, [
        "The bundle answers preflights before the firewalls of `security.yaml` and before the routes, for the `paths` only.",
      ]),
    ],
    "send-once": (policy, context) => [config(policy, context, true, [deleteOthers])],
    "keep-on-errors": (policy, context) => [
      config(policy, context, true, [
        "The bundle adds the headers to Symfony's error pages too. Error pages of Apache or nginx do not reach Symfony: set the headers there too.",
      ]),
    ],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? config(policy, context, false, [sendAuthorization], redirecting(context.redirect))
        : config(policy, context, true, [
            "The bundle answers preflights before Symfony redirects to https or to a slash. If `.htaccess` or nginx redirects, let the page request the final URL.",
          ]),
    ],
    vary: (policy, context) => [
      config(policy, context, true, [
        "The bundle adds `Vary: Origin` to responses that caches may store. Delete controller code that sends the origin back.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy, context) => [config(policy, context, true, [repairFirst])],
  },
});

const replacesRecipe =
  "The recipe's file has `origin_regex: true`, which reads origins as patterns. Then run `php bin/console cache:clear`.";

function config(
  given: Policy,
  { server: { path } }: FixContext,
  changed: boolean,
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const pattern = path === "/" ? "^/" : `^${jsRegexSource(path)}/`;
  const option = (name: string, values: readonly string[], isNew: boolean): Line =>
    listLine(policy, isNew, `            ${name}: [${values.map(symfonyString).join(", ")}]`, "#");
  return snippet(
    [
      isChange
        ? "# config/packages/nelmio_cors.yaml; keep its other options and entries:"
        : "# config/packages/nelmio_cors.yaml, after `composer require nelmio/cors-bundle`",
      "nelmio_cors:",
      !isChange && "    defaults:",
      !isChange && "        origin_regex: false # compares the whole origin",
      "    paths:",
      mark(changed, `        ${symfonyString(pattern)}:`),
      namesOrigins(policy) && option("allow_origin", origins === "*" ? ["*"] : origins, added.origins.length > 0),
      isChange &&
        namesOrigins(policy) &&
        origins !== "*" &&
        `            # With origin_regex: true, instead: [${origins.map(wholeOrigin).join(", ")}]`,
      credentialsLine(policy, "            allow_credentials: true", "#"),
      isNamed(policy, "methods") && option("allow_methods", methods, added.methods.length > 0),
      isNamed(policy, "headers") && option("allow_headers", headers, added.headers.length > 0),
      isNamed(policy, "exposed") && option("expose_headers", exposed, added.exposed.length > 0),
      maxAge !== null && !isChange && `            max_age: ${maxAge}`,
      ...extra,
    ],
    [...warnings, replacesRecipe],
  );
}

/** The pattern for an origin; without anchors, the bundle would also allow `https://app.example.evil.com`. */
function wholeOrigin(origin: string): string {
  return symfonyString(`^${jsRegexSource(origin)}$`);
}

function redirecting({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    "",
    "# At the top of config/routes.yaml, in place of the route that redirects with `user:password@`:",
    { changed: "redirect_without_password:" },
    { changed: `    path: ${symfonyString(path)}` },
    { changed: '    controller: "Symfony\\\\Bundle\\\\FrameworkBundle\\\\Controller\\\\RedirectController"' },
    { changed: "    defaults:" },
    { changed: `        path: ${symfonyString(target)}` },
    { changed: "        keepRequestMethod: true" },
  ];
}
