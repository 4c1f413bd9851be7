import type { FixContext, Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { doubleQuoted } from "./quote.ts";

// Java that the stacks of Spring share. A policy or a redirect comes in; lines of a configuration class go out.

export const deleteSpringCors = "Delete `@CrossOrigin`, `addCorsMappings` and filters of one's own.";

/** The imports of these classes, sorted. */
export function javaImports(classes: readonly string[]): Line[] {
  return [...classes].sort().map((name) => `import ${name};`);
}

/** The statements that fill a `CorsConfiguration` named `cors` and register it for every path. */
export function corsConfigurationLines(policy: Policy): Line[] {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const list = (values: readonly string[]) => `List.of(${values.map(doubleQuoted).join(", ")})`;
  return [
    "        CorsConfiguration cors = new CorsConfiguration();",
    mark(added.origins.length > 0, `        cors.setAllowedOrigins(${list(origins === "*" ? ["*"] : origins)});`),
    credentials && mark(added.credentials, "        cors.setAllowCredentials(true);"),
    mark(added.methods.length > 0, `        cors.setAllowedMethods(${list(methods)});`),
    headers.length > 0 && mark(added.headers.length > 0, `        cors.setAllowedHeaders(${list(headers)});`),
    exposed.length > 0 && `        cors.setExposedHeaders(${list(exposed)});`,
    maxAge !== null && `        cors.setMaxAge(${maxAge}L);`,
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
