import type { FixContext, Policy } from "../remedy.ts";
import { defineStack, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whereOthersFail } from "./writing/advice.ts";
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

/** Spring Boot 3, with or without Spring Security. */
export const springBoot = defineStack({
  id: "spring-boot",
  name: "Spring Boot",
  language: "java",
  fix: {
    grant: (policy) => [asFilter(policy, false, whereOthersFail(policy, rejecting))],
    "answer-preflight": (policy) => [asFilter(policy, true, whereOthersFail(policy, rejecting))],
    "send-once": (policy) => [asFilter(policy, true, [deleteSpringCors])],
    "keep-on-errors": (policy) => [asFilter(policy, true, [])],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [asFilter(policy, false, [sendAuthorization], redirect)]
        : [asFilter(policy, true, [])],
    vary: (policy) => [asFilter(policy, true, [clearCaches])],
    "repair-server": (policy) => [asFilter(policy, true, [repairFirst])],
  },
});

const rejecting =
  "Also list the other origins that send requests to this server. Spring responds to all others with 403 `Invalid CORS request`.";

function asFilter(
  policy: Policy,
  changed: boolean,
  warnings: readonly string[],
  redirect: FixContext["redirect"] = null,
): Snippet {
  if (policy.form === "change" && !redirect) {
    return snippet(
      [
        ...corsConfigurationChange(policy),
        changed && "// Where the app registers the CorsFilter, in a FilterRegistrationBean:",
        changed && { changed: "filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security" },
      ],
      [...warnings, otherSpringCode],
    );
  }
  return snippet(
    [
      "// CorsConfig.java, in the application's package:",
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
      ...corsConfigurationLines(asWhole(policy)),
      "        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(source));",
      mark(changed, "        filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security"),
      "        return filter;",
      "    }",
      ...(redirect ? redirectControllerLines(redirect) : []),
      "}",
    ],
    [...warnings, "On WebFlux, as in Spring Cloud Gateway, use a `CorsWebFilter` instead."],
  );
}
