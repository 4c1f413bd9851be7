import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { isNamed, namesOrigins } from "./writing/lists.ts";
import { doubleQuoted, propertyList } from "./writing/quote.ts";

/**
 * Quarkus 2.16 and later with its own CORS filter, which runs before authentication and routes. It compares each origin as
 * a whole, but takes a value between slashes as a regular expression. Without the property for credentials it allows them
 * to every listed origin; without that for request headers it allows all of them. Versions before 2026 send no `Vary`.
 * @see https://quarkus.io/guides/security-cors
 * @see https://quarkus.io/guides/http-reference
 * @see https://github.com/quarkusio/quarkus/blob/main/extensions/vertx-http/runtime/src/main/java/io/quarkus/vertx/http/runtime/cors/CORSFilter.java
 * @see https://github.com/quarkusio/quarkus/pull/54795
 * @see https://github.com/quarkusio/quarkus/wiki/Migration-Guide-3.19
 */
export const quarkus = defineStack({
  id: "quarkus",
  name: "Quarkus",
  language: "properties",
  fix: {
    grant: (policy) => [properties(policy, [], [])],
    "answer-preflight": (policy) => [properties(policy, ["filter"], [])],
    "send-once": (policy) => [properties(policy, ["filter"], [deleteOthers])],
    "keep-on-errors": (policy) => [properties(policy, ["filter"], [])],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [properties(policy, [], [sendAuthorization], redirectLines(redirect))]
        : [properties(policy, ["filter"], [httpsFirst])],
    vary: (policy) => [properties(policy, ["vary"], [clearCaches])],
    "repair-server": (policy) => [properties(policy, ["filter"], [repairFirst])],
  },
});

// A comment after a value would be part of the value.
const onlyWithList = "# Only if the app has this list already:";

const rebuild = "Build the application again. `quarkus.http.cors.enabled` has no effect at run time.";

const httpsFirst =
  "With `quarkus.http.insecure-requests=redirect`, request the https URL. Quarkus redirects preflights too.";

function properties(
  policy: Policy,
  changes: readonly ("filter" | "vary")[],
  warnings: readonly string[],
  extra: readonly Line[] = [],
): Snippet {
  const { form, origins, credentials, maybeCredentials, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const isExact = form === "exact";
  const enables = !isChange || changes.includes("filter");
  const line = (name: string, value: string | number | boolean, changed: boolean) =>
    mark(changed, `quarkus.http.cors.${name}=${value}`);
  return snippet(
    [
      isChange
        ? "# src/main/resources/application.properties; keep its other lines and entries:"
        : "# src/main/resources/application.properties",
      !isChange && "# Before Quarkus 3.19, the first line is quarkus.http.cors=true.",
      enables && line("enabled", true, changes.includes("filter")),
      namesOrigins(policy) &&
        line("origins", propertyList(origins === "*" ? ["*"] : origins), added.origins.length > 0),
      // Without the property, Quarkus allows credentials to every listed origin.
      maybeCredentials && "# true if the page sends cookies:",
      maybeCredentials && isChange && "# quarkus.http.cors.access-control-allow-credentials=true",
      (!isChange || added.credentials) && line("access-control-allow-credentials", credentials, added.credentials),
      // Without these properties, Quarkus allows every method and header.
      (isExact || (isChange && isNamed(policy, "methods"))) &&
        line("methods", propertyList(methods), added.methods.length > 0),
      policy.unproven.methods.length > 0 && onlyWithList,
      policy.unproven.methods.length > 0 && `# quarkus.http.cors.methods=${propertyList(methods)}`,
      (isExact || (isChange && isNamed(policy, "headers"))) &&
        line("headers", propertyList(headers.length > 0 ? headers : ["Accept"]), added.headers.length > 0),
      policy.unproven.headers.length > 0 && onlyWithList,
      policy.unproven.headers.length > 0 && `# quarkus.http.cors.headers=${propertyList(headers)}`,
      isNamed(policy, "exposed") && line("exposed-headers", propertyList(exposed), added.exposed.length > 0),
      maxAge !== null && !isChange && line("access-control-max-age", maxAge, false),
      origins !== "*" &&
        (!isChange || changes.includes("vary")) &&
        mark(changes.includes("vary"), 'quarkus.http.header."Vary".value=Origin'),
      ...extra,
    ],
    enables ? [...warnings, rebuild] : warnings,
  );
}

/** A class with a route that redirects without user name and password. */
function redirectLines({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    "",
    "// src/main/java/RedirectWithoutPassword.java",
    "import io.vertx.ext.web.Router;",
    "import jakarta.enterprise.context.ApplicationScoped;",
    "import jakarta.enterprise.event.Observes;",
    "",
    "// Instead of the handler that redirects with `user:password@`.",
    { changed: "@ApplicationScoped" },
    { changed: "public class RedirectWithoutPassword {" },
    { changed: "    void register(@Observes Router router) {" },
    { changed: `        router.route(${doubleQuoted(path)}).order(-1).handler(context -> context.response()` },
    { changed: `            .setStatusCode(307).putHeader("Location", ${doubleQuoted(target)}).end());` },
    { changed: "    }" },
    { changed: "}" },
  ];
}
