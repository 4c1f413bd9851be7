import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization } from "./writing/advice.ts";
import { asWhole } from "./writing/grant-headers.ts";
import {
  corsConfigurationChange,
  corsConfigurationLines,
  deleteSpringCors,
  javaImports,
  otherSpringCode,
  redirectControllerClasses,
  redirectControllerLines,
} from "./writing/spring.ts";

/**
 * Spring Security 6 and later, in Spring Boot 3 and later. `http.cors` puts Spring's `CorsFilter` into the chain before
 * authentication, and takes the configuration from the bean `corsConfigurationSource`. Only the redirect to https comes
 * before that filter.
 * @see https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html
 * @see https://github.com/spring-projects/spring-security/blob/main/config/src/main/java/org/springframework/security/config/annotation/web/configurers/CorsConfigurer.java
 * @see https://github.com/spring-projects/spring-security/blob/main/config/src/main/java/org/springframework/security/config/annotation/web/builders/FilterOrderRegistration.java
 */
export const springSecurity = defineStack({
  id: "spring-security",
  name: "Spring Security",
  language: "java",
  fix: {
    grant: (policy) => [inChain(policy, false, [])],
    "answer-preflight": (policy) => [inChain(policy, true, [])],
    "send-once": (policy) => [inChain(policy, true, [deleteSpringCors])],
    "keep-on-errors": (policy) => [inChain(policy, true, [])],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [inChain(policy, false, [sendAuthorization], redirect)]
        : [inChain(policy, true, [httpsFirst])],
    vary: (policy) => [inChain(policy, true, [clearCaches])],
    "repair-server": (policy) => [inChain(policy, true, [repairFirst])],
  },
});

const httpsFirst =
  "If `redirectToHttps` or `requiresChannel` redirects, request the https URL. Both run before the CORS filter.";

const reactive = "On WebFlux, import `UrlBasedCorsConfigurationSource` from `org.springframework.web.cors.reactive`.";

function inChain(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  redirect: FixContext["redirect"] = null,
): Snippet {
  if (policy.form === "change" && !redirect) {
    return snippet(
      [
        ...corsConfigurationChange(policy),
        changed && "// First statement of each method that builds a SecurityFilterChain:",
        changed && {
          changed: "http.cors(Customizer.withDefaults()); // responds to preflights before authentication",
        },
      ],
      [...warnings, otherSpringCode],
    );
  }
  return snippet(
    [
      "// CorsConfig.java, in the application's package:",
      ...javaImports([
        "java.util.List",
        "org.springframework.context.annotation.Bean",
        "org.springframework.context.annotation.Configuration",
        "org.springframework.web.cors.CorsConfiguration",
        "org.springframework.web.cors.UrlBasedCorsConfigurationSource",
        ...(redirect ? redirectControllerClasses : []),
      ]),
      "",
      "@Configuration",
      "class CorsConfig {",
      "    @Bean // Spring Security looks for this type and this name",
      "    UrlBasedCorsConfigurationSource corsConfigurationSource() {",
      ...corsConfigurationLines(asWhole(policy)),
      "        return source;",
      "    }",
      ...(redirect ? redirectControllerLines(redirect) : []),
      "}",
      "",
      "// Beside the imports of the class that has the SecurityFilterChain:",
      "import org.springframework.security.config.Customizer;",
      "",
      "// First statement of each method that builds a SecurityFilterChain:",
      mark(changed, "http.cors(Customizer.withDefaults()); // responds to preflights before authentication"),
    ],
    [...warnings, reactive],
  );
}
