import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { doubleQuoted } from "./writing/quote.ts";

/** Spring Boot 3, with or without Spring Security. */
export const springBoot = defineStack({
  id: "spring-boot",
  name: "Spring Boot",
  language: "java",
  recognize(traits) {
    if (traits.values("X-Application-Context").length > 0)
      return { certainty: "certain", evidence: "`X-Application-Context`" };
    return traits.values("Set-Cookie").some((value) => value.startsWith("JSESSIONID="))
      ? { certainty: "possible", evidence: "the cookie `JSESSIONID`, of a Java server" }
      : undefined;
  },
  fix: {
    grant: (policy) => [asFilter(policy, false, [rejecting, ...whyNamed(policy)]), inSecurity(policy, false)],
    "answer-preflight": (policy) => [
      asFilter(policy, true, [
        "As the first filter it answers preflights before Spring Security and the controllers; `@CrossOrigin` alone runs after both.",
        rejecting,
      ]),
      inSecurity(policy, true),
    ],
    "send-once": (policy) => [
      asFilter(policy, true, ["Delete `@CrossOrigin`, `addCorsMappings` and filters of one's own.", deleteOthers]),
    ],
    "keep-on-errors": (policy) => [
      asFilter(policy, true, [
        "As the first filter it has set the headers before anything fails: they are on 401, 404 and 500 answers too.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            asFilter(
              policy,
              false,
              [sendAuthorization],
              [
                "",
                "    // Instead of the handler that redirects with `user:password@`.",
                { changed: "    @RestController" },
                { changed: "    static class RedirectWithoutPassword {" },
                { changed: `        @RequestMapping(${doubleQuoted(redirect.path)})` },
                { changed: "        ResponseEntity<Void> redirect() {" },
                {
                  changed: `            return ResponseEntity.status(307).location(URI.create(${doubleQuoted(redirect.target)})).build();`,
                },
                { changed: "        }" },
                { changed: "    }" },
              ],
            ),
          ]
        : [
            asFilter(policy, true, [
              "As the first filter it answers preflights before Spring Security redirects to https or to the login page; the actual request is redirected as before.",
            ]),
          ],
    vary: (policy) => [
      asFilter(policy, true, [
        "Spring sends `Vary: Origin` on every answer that passes the filter: hence first.",
        clearCaches,
      ]),
    ],
    "repair-server": (policy) => [asFilter(policy, true, [repairFirst])],
  },
});

const rejecting =
  'Spring answers a foreign origin with 403 `Invalid CORS request`, its actual requests too; `allowedOrigins("*")` together with credentials stops it with an exception.';

/** The statements that fill a `CorsConfiguration` named `cors` and register it for every path. */
function configuration({ origins, credentials, methods, headers, exposed, maxAge, added }: Policy): Line[] {
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

function asFilter(policy: Policy, changed: boolean, warnings: readonly string[], extra: readonly Line[] = []): Snippet {
  return snippet(
    [
      extra.length > 0 && "import java.net.URI;",
      "import java.util.List;",
      "import org.springframework.boot.web.servlet.FilterRegistrationBean;",
      "import org.springframework.context.annotation.Bean;",
      "import org.springframework.context.annotation.Configuration;",
      "import org.springframework.core.Ordered;",
      extra.length > 0 && "import org.springframework.http.ResponseEntity;",
      extra.length > 0 && "import org.springframework.web.bind.annotation.RequestMapping;",
      extra.length > 0 && "import org.springframework.web.bind.annotation.RestController;",
      "import org.springframework.web.cors.CorsConfiguration;",
      "import org.springframework.web.cors.UrlBasedCorsConfigurationSource;",
      "import org.springframework.web.filter.CorsFilter;",
      "",
      "@Configuration",
      "class CorsConfig {",
      "    @Bean",
      "    FilterRegistrationBean<CorsFilter> corsFilterRegistration() {",
      ...configuration(policy),
      "        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(source));",
      mark(changed, "        filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security"),
      "        return filter;",
      "    }",
      ...extra,
      "}",
    ],
    [
      ...warnings,
      "The class stands in a file of its own, `CorsConfig.java`, in the application's package. An application on WebFlux, as with Spring Cloud Gateway, takes a `CorsWebFilter` instead.",
    ],
  );
}

function inSecurity(policy: Policy, changed: boolean): Snippet {
  return {
    title: "Or let Spring Security apply it",
    ...snippet(
      [
        "// Beside the other imports of the class with the SecurityFilterChain:",
        "import java.util.List;",
        "import org.springframework.web.cors.CorsConfiguration;",
        "import org.springframework.web.cors.UrlBasedCorsConfigurationSource;",
        "import static org.springframework.security.config.Customizer.withDefaults;",
        "",
        "// In that class:",
        "@Bean",
        "UrlBasedCorsConfigurationSource corsConfigurationSource() {",
        ...configuration(policy).map(outdented),
        "    return source;",
        "}",
        "",
        "// In the method that builds the chain:",
        mark(changed, "http.cors(withDefaults());"),
      ],
      ["The bean's type matters: Spring Security looks for a `UrlBasedCorsConfigurationSource`."],
    ),
  };
}

function outdented(line: Line): Line {
  if (line === false) return false;
  return typeof line === "string" ? line.slice(4) : { changed: line.changed.slice(4) };
}
