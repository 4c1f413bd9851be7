import { defineServer, type ServerResponse } from "./server.ts";

/**
 * Spring Security. It adds a set of headers to every response that it lets through or refuses; their values together name
 * it. Without `http.cors()` it asks preflights for a login, too.
 * @see https://docs.spring.io/spring-security/reference/features/exploits/headers.html
 * @see https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html
 * @see https://github.com/spring-projects/spring-security/blob/main/web/src/main/java/org/springframework/security/web/authentication/www/BasicAuthenticationEntryPoint.java
 * @see https://github.com/spring-projects/spring-security/blob/main/oauth2/oauth2-resource-server/src/main/java/org/springframework/security/oauth2/server/resource/web/BearerTokenAuthenticationEntryPoint.java
 */
export const springSecurity = defineServer({
  id: "spring-security",
  name: "Spring Security",
  layer: "framework",
  recognize: (response) =>
    hasCacheHeaders(response) && response.header("X-Content-Type-Options") === "nosniff"
      ? {
          certainty: hasPageHeaders(response) ? "certain" : "possible",
          evidence: "`Cache-Control: no-cache, no-store, max-age=0, must-revalidate` with `Expires: 0`",
        }
      : undefined,
  answersItself: ({ method, status, headerNames }) =>
    (status === 401 && headerNames.includes("www-authenticate")) ||
    (method === "OPTIONS" && status === 401 && !headerNames.includes("vary")),
  stacks: ["spring-security", "spring-boot"],
});

function hasCacheHeaders({ header }: ServerResponse): boolean {
  return (
    header("Cache-Control") === "no-cache, no-store, max-age=0, must-revalidate" &&
    header("Pragma") === "no-cache" &&
    header("Expires") === "0"
  );
}

/** `SAMEORIGIN` and the older `1; mode=block` are the usual variants. */
function hasPageHeaders({ header }: ServerResponse): boolean {
  return (
    /^(DENY|SAMEORIGIN)$/.test(header("X-Frame-Options") ?? "") &&
    /^(0|1; mode=block|1 ; mode=block)$/.test(header("X-XSS-Protection") ?? "")
  );
}
