import type { FixContext, Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { credentialsLine, dropsAny, isNamed, listLine, withUnproven } from "./lists.ts";
import { doubleQuoted } from "./quote.ts";

// Java that the stacks of Spring share. A policy or a redirect comes in; lines of a configuration class go out.

export const deleteSpringCors =
  "Delete all other code that sets `Access-Control-…` headers: `@CrossOrigin`, `addCorsMappings`, your own filters, `add_header` in a reverse proxy.";

/** The imports of these classes, sorted. */
export function javaImports(classes: readonly string[]): Line[] {
  return [...classes].sort().map((name) => `import ${name};`);
}

/**
 * The statements that add to a `CorsConfiguration` which the application has. `setAllowedOrigins` stands only where `*` must
 * leave the list. The other statements keep every entry, also `*`; only the methods that Spring allows without a list, GET and
 * HEAD, go when a first one is added.
 * @see https://github.com/spring-projects/spring-framework/blob/main/spring-web/src/main/java/org/springframework/web/cors/CorsConfiguration.java
 */
export function corsConfigurationChange(given: Policy): Line[] {
  const policy = withUnproven(given);
  const { origins, added } = policy;
  const add = (name: string, values: readonly string[]): Line[] =>
    values.map((value) => ({ changed: `cors.add${name}(${doubleQuoted(value)});` }));
  const named = origins === "*" ? [] : origins;
  return [
    "// Below the other lines that fill the app's CorsConfiguration:",
    ...(dropsAny(policy)
      ? [listLine(policy, true, `cors.setAllowedOrigins(List.of(${named.map(doubleQuoted).join(", ")}));`)]
      : add("AllowedOrigin", added.origins)),
    credentialsLine(policy, "cors.setAllowCredentials(true);"),
    added.methods.length > 0 && "// Without a list of methods so far, also add GET and HEAD.",
    ...add("AllowedMethod", added.methods),
    ...add("AllowedHeader", added.headers),
    ...add("ExposedHeader", added.exposed),
  ];
}

export const otherSpringCode = "If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.";

/** The statements that fill a `CorsConfiguration` named `cors`. */
function corsConfigurationSetters(policy: Policy): Line[] {
  const { origins, methods, headers, exposed, maxAge, added } = policy;
  const set = (name: string, values: readonly string[], isNew: boolean) =>
    mark(isNew, `        cors.set${name}(List.of(${values.map(doubleQuoted).join(", ")}));`);
  return [
    set("AllowedOrigins", origins === "*" ? ["*"] : origins, added.origins.length > 0),
    credentialsLine(policy, "        cors.setAllowCredentials(true);"),
    isNamed(policy, "methods") && set("AllowedMethods", methods, added.methods.length > 0),
    isNamed(policy, "headers") && set("AllowedHeaders", headers, added.headers.length > 0),
    isNamed(policy, "exposed") && set("ExposedHeaders", exposed, added.exposed.length > 0),
    maxAge !== null && `        cors.setMaxAge(${maxAge}L);`,
  ];
}

/** The statements that make a `CorsConfiguration` and register it for every path. */
export function corsConfigurationLines(policy: Policy): Line[] {
  return [
    "        CorsConfiguration cors = new CorsConfiguration();",
    ...corsConfigurationSetters(withUnproven(policy)),
    "        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();",
    '        source.registerCorsConfiguration("/**", cors);',
  ];
}

/** The classes that `redirectControllerLines` needs. */
export const redirectControllerClasses: readonly string[] = [
  "java.net.URI",
  "org.springframework.http.ResponseEntity",
  "org.springframework.web.bind.annotation.RequestMapping",
  "org.springframework.web.bind.annotation.RestController",
];

/** A controller inside a configuration class that redirects without user name and password. */
export function redirectControllerLines({ path, target }: NonNullable<FixContext["redirect"]>): Line[] {
  return [
    "",
    "    // Instead of the handler that redirects with `user:password@`.",
    { changed: "    @RestController" },
    { changed: "    static class RedirectWithoutPassword {" },
    { changed: `        @RequestMapping(${doubleQuoted(path)})` },
    { changed: "        ResponseEntity<Void> redirect() {" },
    {
      changed: `            return ResponseEntity.status(307).location(URI.create(${doubleQuoted(target)})).build();`,
    },
    { changed: "        }" },
    { changed: "    }" },
  ];
}
