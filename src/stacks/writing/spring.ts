import type { FixContext, Policy } from "../../remedy.ts";
import type { Line } from "../stack.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, withUnproven } from "./lists.ts";
import { doubleQuoted } from "./quote.ts";

// Java that the stacks of Spring share. A policy or a redirect comes in; lines of a configuration class go out.

export const deleteSpringCors = "Delete `@CrossOrigin`, `addCorsMappings` and filters of one's own.";

/** The imports of these classes, sorted. */
export function javaImports(classes: readonly string[]): Line[] {
  return [...classes].sort().map((name) => `import ${name};`);
}

/** The comment above the lines that change a configuration which the application has. */
export const changeConfiguration =
  "// In the method that makes the app's CorsConfiguration; keep its other lines and entries:";

/** The statements that fill a `CorsConfiguration` named `cors`; of a change only those that it adds to. */
export function corsConfigurationSetters(given: Policy, indent = ""): Line[] {
  const policy = withUnproven(given);
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const set = (name: string, values: readonly string[], isNew: boolean) =>
    listLine(policy, isNew, `${indent}cors.set${name}(List.of(${values.map(doubleQuoted).join(", ")}));`);
  return [
    namesOrigins(policy) && set("AllowedOrigins", origins === "*" ? ["*"] : origins, added.origins.length > 0),
    credentialsLine(policy, `${indent}cors.setAllowCredentials(true);`),
    isNamed(policy, "methods") && set("AllowedMethods", methods, added.methods.length > 0),
    isNamed(policy, "headers") && set("AllowedHeaders", headers, added.headers.length > 0),
    isNamed(policy, "exposed") && set("ExposedHeaders", exposed, added.exposed.length > 0),
    maxAge !== null && form !== "change" && `${indent}cors.setMaxAge(${maxAge}L);`,
  ];
}

/** The statements that make a `CorsConfiguration` and register it for every path. */
export function corsConfigurationLines(policy: Policy): Line[] {
  return [
    "        CorsConfiguration cors = new CorsConfiguration();",
    ...corsConfigurationSetters(policy, "        "),
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
