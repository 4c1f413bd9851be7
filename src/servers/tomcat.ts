import { byBody, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Apache Tomcat, alone or inside Spring Boot. Up to 8.0 it sends `Server: Apache-Coyote`; later its error page is left,
 * and its session cookie. Its own `CorsFilter` refuses with an empty 403 of the type `text/plain`, and spells the `Vary`
 * of an allowed preflight in its own way. Where no servlet handles `OPTIONS`, its default servlet answers with `Allow`.
 * @see https://github.com/apache/tomcat/blob/main/java/org/apache/catalina/valves/ErrorReportValve.java
 * @see https://github.com/apache/tomcat/blob/main/java/org/apache/catalina/filters/CorsFilter.java
 * @see https://github.com/apache/tomcat/blob/main/java/org/apache/catalina/util/StandardSessionIdGenerator.java
 * @see https://www.mail-archive.com/dev%40tomcat.apache.org/msg108849.html
 */
export const tomcat = defineServer({
  id: "tomcat",
  name: "Apache Tomcat",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "Server", /^Apache-Coyote\b/i) ??
    byHeader(response, "Vary", preflightVary) ??
    (isErrorPage(response) ? byBody(response, /<title>HTTP Status \d{3} [^<]{1,60}<\/title>/) : undefined) ??
    (isAutomaticOptions(response) ? byHeader(response, "Allow", defaultAllow, "possible") : undefined) ??
    (isFilterRefusal(response)
      ? { certainty: "possible", evidence: "an empty 403 with `Content-Type: text/plain`" }
      : undefined) ??
    (/(^|, )JSESSIONID=[0-9A-F]{32}[.;]/.test(response.header("Set-Cookie") ?? "")
      ? { certainty: "possible", evidence: "the cookie `JSESSIONID`" }
      : undefined),
  answersItself: (response) =>
    isErrorPage(response) ||
    isAutomaticOptions(response) ||
    isFilterRefusal(response) ||
    preflightVary.test(response.header("Vary") ?? ""),
  stacks: ["spring-boot"],
});

const preflightVary = /^origin,access-control-request-method,Access-Control-Request-Headers$/;
const defaultAllow = /^OPTIONS, GET, HEAD, POST$/;

/** The page's style is there even where the version is switched off. */
function isErrorPage({ status, body }: ServerResponse): boolean {
  return (
    status >= 400 &&
    /<h3>Apache Tomcat\/|body \{font-family:Tahoma,Arial,sans-serif;\} h1, h2, h3, b \{color:white;/.test(body ?? "")
  );
}

function isAutomaticOptions({ method, status, header }: ServerResponse): boolean {
  return (
    method === "OPTIONS" &&
    status === 200 &&
    header("Server") === null &&
    header("Content-Length") === "0" &&
    defaultAllow.test(header("Allow") ?? "")
  );
}

function isFilterRefusal({ status, header, headerNames, body }: ServerResponse): boolean {
  return (
    status === 403 &&
    !body &&
    header("Content-Length") === "0" &&
    header("Content-Type") === "text/plain" &&
    header("Server") === null &&
    !headerNames.includes("www-authenticate")
  );
}
