import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import {
  corsConfigurationLines,
  deleteSpringCors,
  javaImports,
  redirectControllerClasses,
  redirectControllerLines,
} from "./writing/spring.ts";

/** Spring Boot 3, with or without Spring Security. */
export const springBoot = defineStack({
  id: "spring-boot",
  name: "Spring Boot",
  language: "java",
  fix: {
    grant: (policy) => [asFilter(policy, false, [rejecting, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      asFilter(policy, true, [
        "As the first filter it answers preflights before Spring Security and the controllers; `@CrossOrigin` alone runs after both.",
        rejecting,
      ]),
    ],
    "send-once": (policy) => [asFilter(policy, true, [deleteSpringCors, deleteOthers])],
    "keep-on-errors": (policy) => [
      asFilter(policy, true, [
        "As the first filter it has set the headers before anything fails: they are on 401, 404 and 500 answers too.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [asFilter(policy, false, [sendAuthorization], redirect)]
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

function asFilter(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  redirect: FixContext["redirect"] = null,
): Snippet {
  return snippet(
    [
      ...javaImports([
        "java.util.List",
        "org.springframework.boot.web.servlet.FilterRegistrationBean",
        "org.springframework.context.annotation.Bean",
        "org.springframework.context.annotation.Configuration",
        "org.springframework.core.Ordered",
        "org.springframework.web.cors.CorsConfiguration",
        "org.springframework.web.cors.UrlBasedCorsConfigurationSource",
        "org.springframework.web.filter.CorsFilter",
        ...(redirect ? redirectControllerClasses : []),
      ]),
      "",
      "@Configuration",
      "class CorsConfig {",
      "    @Bean",
      "    FilterRegistrationBean<CorsFilter> corsFilterRegistration() {",
      ...corsConfigurationLines(policy),
      "        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(source));",
      mark(changed, "        filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security"),
      "        return filter;",
      "    }",
      ...(redirect ? redirectControllerLines(redirect) : []),
      "}",
    ],
    [
      ...warnings,
      "The class stands in a file of its own, `CorsConfig.java`, in the application's package. An application on WebFlux, as with Spring Cloud Gateway, takes a `CorsWebFilter` instead.",
    ],
  );
}
