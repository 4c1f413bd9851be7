import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./writing/lists.ts";
import { errorPagesInFront } from "./writing/php.ts";
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
    grant: (policy, context) => [config(policy, context, false, [])],
    "answer-preflight": (policy, context) => [config(policy, context, true, [])],
    "send-once": (policy, context) => [config(policy, context, true, [deleteOthers])],
    "keep-on-errors": (policy, context) => [config(policy, context, true, [errorPagesInFront])],
    "avoid-redirect": (policy, context) => [
      context.redirect?.step === "actual"
        ? config(policy, context, false, [sendAuthorization], redirecting(context.redirect))
        : config(policy, context, true, [
            "If `.htaccess` or nginx redirects, request the final URL, or change the redirect there.",
          ]),
    ],
    vary: (policy, context) => [
      config(policy, context, true, ["Delete controller code that sends back the origin.", clearCaches]),
    ],
    "repair-server": (policy, context) => [config(policy, context, true, [repairFirst])],
  },
});

const replacesRecipe =
  "Replace the recipe's file. With its `origin_regex: true`, the bundle reads origins as patterns.";

const clearCache = "Clear Symfony's cache: `php bin/console cache:clear`.";

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
    [...warnings, ...(isChange ? [] : [replacesRecipe]), clearCache],
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
