import { byBody, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Spring's own CORS code, behind `@CrossOrigin`, `addCorsMappings` and `CorsFilter`. It adds three lines of `Vary` before
 * everything else, answers every preflight itself, and refuses with 403 and `Invalid CORS request`; on WebFlux the 403 is
 * empty. Spring 4 adds no `Vary` to a refusal.
 * @see https://github.com/spring-projects/spring-framework/blob/main/spring-web/src/main/java/org/springframework/web/cors/DefaultCorsProcessor.java
 * @see https://github.com/spring-projects/spring-framework/blob/main/spring-web/src/main/java/org/springframework/web/cors/reactive/DefaultCorsProcessor.java
 */
export const springCors = defineServer({
  id: "spring-cors",
  name: "Spring's CORS processor",
  layer: "library",
  recognize: (response) => refusal(response) ?? threeLines(response),
  answersItself: (response) =>
    refusal(response) !== undefined ||
    (response.method === "OPTIONS" && (response.status === 200 || response.status === 403)),
  stacks: ["spring-boot", "spring-security"],
});

/** The refusal, by its text, or by the text's length where the body is not recorded. */
function refusal(response: ServerResponse): Recognition | undefined {
  const { status, header, headerNames, body } = response;
  if (status !== 403) return undefined;
  if (body) return byBody(response, /^Invalid CORS request$/);
  return header("Content-Length") === "20" && !headerNames.includes("content-type")
    ? (threeLines(response) ?? { certainty: "possible", evidence: "a 403 with `Content-Length: 20`" })
    : undefined;
}

function threeLines({ method, status, header, headerNames }: ServerResponse): Recognition | undefined {
  if (!variedBy.test(header("Vary") ?? "")) return undefined;
  if (headerNames.filter((name) => name === "vary").length < 3) return undefined;
  const firstAllowed = headerNames.findIndex((name) => name.startsWith("access-control-allow-"));
  // Go's CORS libraries send the same lines, but sorted: after the CORS headers, and on preflights only.
  if (
    firstAllowed === -1
      ? method === "OPTIONS" && status !== 403 && status !== 500
      : firstAllowed < headerNames.indexOf("vary")
  ) {
    return undefined;
  }
  return {
    // A Go library that passes a refused preflight on sends the lines with the application's error, too.
    certainty: method === "OPTIONS" && status === 500 ? "possible" : "certain",
    evidence: "`Vary` lines `Origin`, `Access-Control-Request-Method`, `Access-Control-Request-Headers`",
  };
}

const variedBy = /(^|, )Origin, Access-Control-Request-Method, Access-Control-Request-Headers(,|$)/;
