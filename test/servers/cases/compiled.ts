import type { RecordedResponse, ServerCase } from "../server-case.ts";

const preflight = {
  Origin: "https://app.example",
  "Access-Control-Request-Method": "PUT",
  "Access-Control-Request-Headers": "authorization",
};
const preflightOfGet = { Origin: "https://app.example", "Access-Control-Request-Method": "GET" };
const threeLines = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];
const oneLine = threeLines.join(", ");

/** The 404 of Go's standard library. */
const goNotFound: RecordedResponse = {
  status: 404,
  headers: {
    "Content-Type": "text/plain; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
    "Content-Length": "19",
  },
  body: "404 page not found\n",
};

/** The 404 of Gin. */
const ginNotFound: RecordedResponse = {
  status: 404,
  headers: { "Content-Type": "text/plain", "Content-Length": "18" },
  body: "404 page not found",
};

/** A preflight that rs/cors refuses, in the versions before 1.8. */
const rsRefusal: RecordedResponse = {
  method: "OPTIONS",
  headers: { Vary: threeLines, "Content-Length": "0" },
  requestHeaders: preflight,
};

const springRefusal: RecordedResponse = {
  method: "OPTIONS",
  status: 403,
  headers: { Vary: threeLines, "Content-Length": "20" },
  body: "Invalid CORS request",
};

const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-XSS-Protection": "0",
  "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
  Pragma: "no-cache",
  Expires: "0",
  "X-Frame-Options": "DENY",
};

export const cases: readonly ServerCase[] = [
  {
    id: "go",
    source: "Go 1.19.8 of Debian 12; the 405 of https://github.com/golang/go/blob/master/src/net/http/server.go",
    own: [
      { ...goNotFound, itself: true },
      { status: 404, headers: goNotFound.headers, itself: true },
      {
        status: 401,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "Content-Length": "13",
        },
        body: "Unauthorized\n",
      },
      {
        status: 405,
        headers: {
          Allow: "GET, HEAD",
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "Content-Length": "19",
        },
        body: "Method Not Allowed\n",
        itself: true,
      },
      {
        url: "https://api.example/orders",
        status: 301,
        headers: { "Content-Type": "text/html; charset=utf-8", Location: "/orders/", "Content-Length": "43" },
        body: '<a href="/orders/">Moved Permanently</a>.\n\n',
        itself: true,
      },
      {
        status: 302,
        headers: { "Content-Type": "text/html; charset=utf-8", Location: "/login", "Content-Length": "29" },
        body: '<a href="/login">Found</a>.\n\n',
      },
    ],
    near: [
      ginNotFound,
      { status: 200, headers: goNotFound.headers, body: "404 page not found\n" },
      {
        status: 404,
        headers: { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" },
        body: "Not Found",
      },
    ],
  },
  {
    id: "gin",
    source: "Gin 1.8.1 of Debian 12",
    own: [
      { ...ginNotFound, itself: true },
      { method: "OPTIONS", status: 404, headers: ginNotFound.headers, itself: true },
      {
        method: "OPTIONS",
        status: 405,
        headers: { "Content-Type": "text/plain", "Content-Length": "22" },
        body: "405 method not allowed",
        itself: true,
      },
    ],
    near: [
      goNotFound,
      { status: 404, headers: { "Content-Type": "text/plain", "Content-Length": "9" }, body: "Not Found" },
      { status: 404, headers: { "Content-Type": "text/plain", "Content-Length": "18" }, body: "404 Page Not Found" },
    ],
  },
  {
    id: "gin-contrib-cors",
    source: "gin-contrib/cors 1.4.0 with Gin 1.8.1 of Debian 12",
    own: [
      { status: 403, headers: { "Content-Length": "0" }, itself: true },
      { method: "OPTIONS", status: 403, headers: { "Content-Length": "0" }, requestHeaders: preflight, itself: true },
      {
        method: "OPTIONS",
        status: 204,
        headers: {
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Allow-Headers": "Origin,Content-Length,Content-Type",
          "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS",
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Max-Age": "43200",
          Vary: threeLines,
        },
        requestHeaders: preflight,
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 204,
        headers: {
          "Access-Control-Allow-Headers": "Authorization",
          "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS",
          "Access-Control-Allow-Origin": "*",
        },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { status: 403, headers: { "Content-Length": "0", "WWW-Authenticate": "Bearer" } },
      { status: 403, headers: { "Content-Length": "0", Server: "Kestrel" } },
      { status: 403, headers: { "Content-Type": "text/plain", "Content-Length": "0" } },
      { status: 403, headers: { "Content-Length": "9" }, body: "Forbidden" },
      springRefusal,
    ],
  },
  {
    id: "rs-cors",
    source:
      "rs/cors 1.7.0 and go-chi/cors 1.2.1 of Debian 12; the single line of https://github.com/rs/cors/blob/master/cors.go",
    own: [
      { ...rsRefusal, itself: true },
      {
        method: "OPTIONS",
        headers: {
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Allow-Methods": "GET",
          "Access-Control-Allow-Origin": "https://app.example",
          Vary: threeLines,
          "Content-Length": "0",
        },
        requestHeaders: preflightOfGet,
        itself: true,
      },
      { method: "OPTIONS", status: 204, headers: { Vary: oneLine }, requestHeaders: preflight, itself: true },
      {
        method: "OPTIONS",
        status: 204,
        headers: {
          "Access-Control-Allow-Headers": "authorization",
          "Access-Control-Allow-Methods": "PUT",
          "Access-Control-Allow-Origin": "https://app.example",
          Vary: oneLine,
        },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { headers: { Vary: "Origin", "Content-Length": "2" } },
      { method: "OPTIONS", status: 204, headers: { Vary: "Origin" } },
      { method: "OPTIONS", headers: { Vary: oneLine.toLowerCase() } },
      springRefusal,
      {
        method: "OPTIONS",
        headers: {
          Vary: threeLines,
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Methods": "GET",
        },
        requestHeaders: preflightOfGet,
      },
    ],
  },
  {
    id: "echo",
    source: "Echo 4.2.1 of Debian 12",
    own: [
      {
        method: "OPTIONS",
        status: 405,
        headers: { "Content-Type": "application/json; charset=UTF-8", "Content-Length": "32", Allow: "OPTIONS, GET" },
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "application/json; charset=UTF-8", "Content-Length": "24" },
        body: '{"message":"Not Found"}\n',
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 405,
        headers: { "Content-Type": "application/json; charset=UTF-8", "Content-Length": "33" },
        body: '{"message":"Method Not Allowed"}\n',
        itself: true,
      },
      {
        status: 401,
        headers: { "Content-Type": "application/json; charset=UTF-8" },
        body: '{"message":"invalid or expired jwt"}\n',
      },
      { method: "OPTIONS", status: 204, headers: { Vary: "Origin" }, requestHeaders: preflight, itself: true },
      {
        method: "OPTIONS",
        status: 204,
        headers: {
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Allow-Headers": "authorization",
          "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
          "Access-Control-Allow-Origin": "https://app.example",
          Vary: threeLines,
        },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { status: 405, headers: { "Content-Type": "application/json; charset=UTF-8", "Content-Length": "45" } },
      {
        status: 404,
        headers: { "Content-Type": "application/json; charset=UTF-8", "Content-Length": "24", Server: "nginx" },
      },

      { status: 404, headers: { "Content-Type": "application/json" }, body: '{"message":"Not Found"}' },
      {
        status: 404,
        headers: { "Content-Type": "application/json; charset=utf-8" },
        body: '{"message":"Not Found"}\n',
      },
      {
        method: "OPTIONS",
        status: 204,
        headers: { Vary: "Origin", "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE" },
      },
    ],
  },
  {
    id: "fiber",
    source: "https://github.com/gofiber/fiber/blob/main/router.go",
    own: [
      {
        status: 404,
        headers: { "Content-Type": "text/plain; charset=utf-8", "Content-Length": "18" },
        body: "Cannot GET /orders",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 204,
        headers: {
          Vary: "Access-Control-Request-Method, Access-Control-Request-Headers, Origin",
          "Access-Control-Allow-Methods": "GET, POST, HEAD, PUT, DELETE, PATCH",
        },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" }, body: "<pre>Cannot GET /orders</pre>" },
      { status: 404, headers: { "Content-Type": "text/plain; charset=utf-8" }, body: "Cannot GET what is not there" },
      rsRefusal,
    ],
  },
  {
    id: "spring-boot",
    source:
      "https://github.com/spring-projects/spring-boot/blob/main/spring-boot-project/spring-boot/src/main/java/org/springframework/boot/web/servlet/error/DefaultErrorAttributes.java",
    own: [
      { headers: { "X-Application-Context": "orders:production:8080" } },
      {
        status: 404,
        headers: { "Content-Type": "application/json" },
        body: '{"timestamp":"2026-11-29T01:20:00.000+00:00","status":404,"error":"Not Found","path":"/orders"}',
        itself: true,
      },
      {
        status: 500,
        headers: { "Content-Type": "application/json" },
        body: '{"timestamp":1795915047969,"path":"/orders","status":500,"error":"Internal Server Error","requestId":"5f2c-1"}',
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "text/html;charset=UTF-8" },
        body: "<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p></body></html>",
        itself: true,
      },
    ],
    near: [
      {
        headers: { "Content-Type": "application/json" },
        body: '{"timestamp":"2026-11-29T01:20:00Z","status":404,"error":"Not Found"}',
      },
      { status: 404, headers: { "Content-Type": "application/json" }, body: '{"status":404,"error":"Not Found"}' },
    ],
  },
  {
    id: "spring-cors",
    source:
      "Spring 4.3.30 on Jetty 9.4.57 of Debian 12; the lines of `Vary` of https://github.com/spring-projects/spring-framework/blob/main/spring-web/src/main/java/org/springframework/web/cors/DefaultCorsProcessor.java",
    own: [
      {
        status: 403,
        headers: { "Content-Length": "20", Server: "Jetty(9.4.57.v20241219)" },
        body: "Invalid CORS request",
        itself: true,
      },
      { status: 403, headers: { "Content-Length": "20", Server: "Jetty(9.4.57.v20241219)" }, itself: true },
      { ...springRefusal, itself: true },
      { method: "OPTIONS", status: 403, headers: { Vary: threeLines, "Content-Length": "0" }, itself: true },
      {
        method: "OPTIONS",
        headers: {
          Vary: threeLines,
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Methods": "GET,POST",
          "Access-Control-Allow-Headers": "authorization",
          "Access-Control-Allow-Credentials": "true",
          "Content-Length": "0",
        },
        itself: true,
      },
      { headers: { Vary: threeLines, "Content-Type": "application/json" } },
      {
        status: 500,
        headers: {
          Vary: threeLines,
          "Access-Control-Allow-Origin": "https://app.example",
          "Content-Type": "application/json",
        },
      },
    ],
    near: [
      rsRefusal,
      { headers: { Vary: oneLine } },
      { status: 403, headers: { "Content-Type": "text/plain", "Content-Length": "20" } },
      { status: 403, headers: { "Content-Length": "20" }, body: "No access for guests" },
      {
        method: "OPTIONS",
        status: 204,
        headers: { "Access-Control-Allow-Origin": "https://app.example", Vary: threeLines },
      },
    ],
  },
  {
    id: "spring-security",
    source: "https://docs.spring.io/spring-security/reference/features/exploits/headers.html",
    own: [
      { headers: { ...securityHeaders, "Content-Type": "application/json" } },
      {
        method: "OPTIONS",
        status: 401,
        headers: {
          ...securityHeaders,
          "X-XSS-Protection": "1; mode=block",
          "WWW-Authenticate": 'Basic realm="Realm"',
          "Content-Type": "text/html;charset=utf-8",
        },
        itself: true,
      },
      { method: "OPTIONS", status: 401, headers: securityHeaders, itself: true },
      {
        headers: {
          "X-Content-Type-Options": "nosniff",
          "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
          Pragma: "no-cache",
          Expires: "0",
        },
      },
    ],
    near: [
      { headers: { ...securityHeaders, Expires: "Mon, 01 Jan 1990 00:00:00 GMT" } },
      { headers: { ...securityHeaders, "Cache-Control": "no-store" } },
      { headers: { "X-Content-Type-Options": "nosniff", "X-XSS-Protection": "0", "X-Frame-Options": "DENY" } },
    ],
  },
  {
    id: "tomcat",
    source:
      "Tomcat 10.1.60 of Debian 12; `Server` of https://www.mail-archive.com/dev%40tomcat.apache.org/msg108849.html; the cookie of https://github.com/apache/tomcat/blob/main/java/org/apache/catalina/util/StandardSessionIdGenerator.java",
    own: [
      { headers: { Server: "Apache-Coyote/1.1", "Content-Type": "application/json" } },
      { headers: { "Set-Cookie": "JSESSIONID=1A530637289A03B07199A44E8D531427; Path=/; HttpOnly" } },
      {
        status: 404,
        headers: { "Content-Type": "text/html;charset=utf-8", "Content-Language": "en", "Content-Length": "765" },
        body: '<!doctype html><html lang="en"><head><title>HTTP Status 404 – Not Found</title><style type="text/css">body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}</style></head><body><h1>HTTP Status 404 – Not Found</h1><hr class="line" /><p><b>Type</b> Status Report</p><p><b>Message</b> The requested resource [&#47;none] is not available</p><p><b>Description</b> The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.</p><hr class="line" /><h3>Apache Tomcat/10.1.60 (Debian)</h3></body></html>',
        itself: true,
      },
      {
        method: "OPTIONS",
        headers: { Allow: "OPTIONS, GET, HEAD, POST", "Content-Length": "0" },
        requestHeaders: preflight,
        itself: true,
      },
      { status: 403, headers: { "Content-Type": "text/plain", "Content-Length": "0" }, itself: true },
      {
        method: "OPTIONS",
        headers: {
          vary: "origin,access-control-request-method,Access-Control-Request-Headers",
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Max-Age": "1800",
          "Access-Control-Allow-Methods": "HEAD,POST,GET,OPTIONS",
          "Access-Control-Allow-Headers":
            "origin,x-requested-with,access-control-request-headers,content-type,access-control-request-method,accept",
          "Content-Length": "0",
        },
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "Apache/2.4.57 (Debian)" } },
      { headers: { "Set-Cookie": "JSESSIONID=node01k2x3y4z5; Path=/" } },
      { method: "OPTIONS", headers: { Allow: "OPTIONS,HEAD,GET,POST", "Content-Length": "0" } },
      {
        method: "OPTIONS",
        headers: { Allow: "OPTIONS, GET, HEAD, POST", "Content-Length": "0", Server: "lighttpd/1.4.69" },
      },
      { status: 403, headers: { "Content-Type": "text/plain", "Content-Length": "9" }, body: "Forbidden" },
      { headers: { Vary: "origin, access-control-request-method, access-control-request-headers" } },
    ],
  },
  {
    id: "jetty",
    source: "Jetty 9.4.57 of Debian 12",
    own: [
      { headers: { "Content-Type": "application/json", "Content-Length": "2", Server: "Jetty(9.4.57.v20241219)" } },
      {
        status: 404,
        headers: {
          "Cache-Control": "must-revalidate,no-cache,no-store",
          "Content-Type": "text/html;charset=iso-8859-1",
          Server: "Jetty(9.4.57.v20241219)",
        },
        body: '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>\n<title>Error 404 Not Found</title>\n</head>\n<body><h2>HTTP ERROR 404 Not Found</h2>\n<table>\n<tr><th>URI:</th><td>/none</td></tr>\n<tr><th>STATUS:</th><td>404</td></tr>\n</table>\n<hr/><a href="https://jetty.org/">Powered by Jetty:// 9.4.57.v20241219</a><hr/>\n\n</body>\n</html>\n',
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "application/json" },
        body: '{\n"servlet":"org.eclipse.jetty.servlet.ServletHandler$Default404Servlet-6895a785",\n"message":"Not Found",\n"url":"/none",\n"status":"404"\n}',
        itself: true,
      },
      {
        method: "OPTIONS",
        headers: {
          Allow: "GET, HEAD, TRACE, OPTIONS",
          "Content-Length": "0",
          Server: "Jetty(9.4.57.v20241219)",
        },
        requestHeaders: preflight,
        itself: true,
      },
      {
        method: "PUT",
        status: 405,
        headers: { "Content-Length": "0", Server: "Jetty(9.4.57.v20241219)" },
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "Jetty-like" } },
      { method: "OPTIONS", headers: { Allow: "GET, HEAD, TRACE, OPTIONS", "Content-Length": "0" } },
    ],
  },
  {
    id: "quarkus",
    source:
      "https://github.com/quarkusio/quarkus/blob/main/extensions/vertx-http/runtime/src/main/java/io/quarkus/vertx/http/runtime/QuarkusErrorHandler.java and cors/CORSFilter.java beside it",
    own: [
      {
        status: 500,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: '{"details":"Error id 3f0c2d8e-5c1b-4b59-9f0e-2f6d7a1c8b42-1","stack":""}',
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "text/html;charset=UTF-8" },
        body: "<html>\n  <body>RESTEASY003210: Could not find resource for full path: http://localhost:8081/hello/404</body>\n</html>\n",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        headers: {
          "access-control-allow-methods": "PUT",
          "access-control-allow-headers": "authorization",
          "content-length": "0",
        },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { status: 500, headers: { "content-type": "application/json" }, body: '{"details":"Error id 42","stack":""}' },
      { method: "OPTIONS", status: 403, headers: { "content-length": "0" } },
      { method: "OPTIONS", status: 204, headers: { "access-control-allow-methods": "PUT" } },
    ],
  },
  {
    id: "micronaut",
    source:
      "https://github.com/micronaut-projects/micronaut-core/blob/4.10.x/http-server/src/main/java/io/micronaut/http/server/exceptions/response/HateoasErrorResponseProcessor.java",
    own: [
      {
        status: 404,
        headers: { "Content-Type": "application/json" },
        body: '{"message":"Not Found","_links":{"self":{"href":"/new","templated":false}},"_embedded":{"errors":[{"message":"Page Not Found"}]}}',
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Length": "140", "Content-Type": "application/json" },
        body: '{"_links":{"self":[{"href":"/invalid-test","templated":false}]},"_embedded":{"errors":[{"message":"Page Not Found"}]},"message":"Not Found"}',
        itself: true,
      },
    ],
    near: [
      {
        status: 404,
        headers: { "Content-Type": "application/hal+json" },
        body: '{"message":"Not Found","_links":{"self":{"href":"/new"}}}',
      },
      {
        headers: { "Content-Type": "application/hal+json" },
        body: '{"_links":{"self":{"href":"/orders","templated":false}}}',
      },
    ],
  },
  {
    id: "ktor",
    source: "https://ktor.io/docs/server-default-headers.html",
    own: [{ headers: { Server: "Ktor/3.1.0" } }, { headers: { server: "Ktor/debug" } }],
    near: [{ headers: { Server: "ktor" } }, { headers: { "X-Powered-By": "Ktor/3.1.0" } }],
  },
  {
    id: "aspnet-core",
    source:
      "https://github.com/dotnet/aspnetcore/blob/main/src/Middleware/CORS/src/Infrastructure/CorsMiddleware.cs and the public report aspnetcore#8463",
    own: [
      { headers: { "Content-Type": "application/json; charset=utf-8", Server: "Kestrel" } },
      { method: "OPTIONS", status: 204, headers: { Server: "Kestrel" }, requestHeaders: preflight, itself: true },
      { method: "POST", status: 500, headers: { Server: "Kestrel", "Content-Length": "0" }, itself: true },
      {
        status: 404,
        headers: { "Content-Type": "application/problem+json; charset=utf-8" },
        body: '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404,"traceId":"00-3ec903269c5a024087b3ebd157595fc5-f76d94851b1e07c2-00"}',
      },
      { headers: { "Set-Cookie": ".AspNetCore.Session=CfDJ8; path=/; samesite=lax; httponly" } },
    ],
    near: [
      { headers: { Server: "Kestrel-like" } },
      {
        status: 404,
        headers: { "Content-Type": "application/problem+json" },
        body: '{"type":"about:blank","title":"Not Found","status":404,"traceId":"4711"}',
      },
      { headers: { "Set-Cookie": "AspNetCore.Session=CfDJ8" } },
    ],
  },
  {
    id: "tower-http",
    source: "https://github.com/tower-rs/tower-http/blob/main/tower-http/src/cors/mod.rs",
    own: [
      {
        method: "OPTIONS",
        headers: {
          vary: "origin, access-control-request-method, access-control-request-headers",
          "access-control-allow-methods": "GET,POST",
          "content-length": "0",
        },
        requestHeaders: preflight,
        itself: true,
      },
      {
        headers: {
          "content-type": "application/json",
          "access-control-allow-origin": "*",
          vary: ["origin", "access-control-request-method", "access-control-request-headers"],
        },
      },
    ],
    near: [
      { headers: { vary: "origin, accept-encoding" } },
      rsRefusal,
      { headers: { vary: "origin,access-control-request-method,Access-Control-Request-Headers" } },
    ],
  },
  {
    id: "axum",
    source: "https://github.com/tokio-rs/axum/blob/main/axum/src/extract/rejection.rs",
    own: [
      {
        method: "OPTIONS",
        status: 405,
        headers: { allow: "GET,HEAD", "content-length": "0", date: "Fri, 20 Nov 2026 09:30:00 GMT" },
        itself: true,
      },
      {
        method: "POST",
        status: 415,
        headers: { "content-type": "text/plain; charset=utf-8", "content-length": "54" },
        body: "Expected request with `Content-Type: application/json`",
        itself: true,
      },
      {
        method: "POST",
        status: 422,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: "Failed to deserialize the JSON body into the target type: missing field `name` at line 1 column 2",
        itself: true,
      },
    ],
    near: [
      { method: "OPTIONS", status: 405, headers: { allow: "GET, HEAD", "content-length": "0" } },
      { method: "OPTIONS", status: 405, headers: { allow: "GET", "content-length": "0", server: "nginx" } },

      { status: 415, headers: { "content-type": "text/plain; charset=utf-8" }, body: "Expected JSON" },
      {
        status: 400,
        headers: { "content-type": "application/json" },
        body: '{"message":"Failed to parse the request body as JSON"}',
      },
    ],
  },
  {
    id: "actix-cors",
    source: "https://github.com/actix/actix-extras/blob/master/actix-cors/src/error.rs",
    own: [
      {
        status: 400,
        headers: { "content-length": "42" },
        body: "Origin is not allowed to make this request",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 400,
        headers: { "content-length": "47" },
        body: "One or more request headers are not allowed",
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { status: 403, headers: {}, body: "Origin is not allowed to make this request" },
      { status: 400, headers: {}, body: "Origin not allowed" },
    ],
  },
  {
    id: "rocket",
    source: "https://github.com/rwf2/Rocket/blob/master/core/lib/src/catcher/catcher.rs",
    own: [
      { headers: { server: "Rocket", "content-type": "application/json" } },
      {
        status: 404,
        headers: { "content-type": "text/html; charset=utf-8" },
        body: '<!DOCTYPE html>\n<html lang="en">\n<head>\n    <meta charset="utf-8">\n    <title>404 Not Found</title>\n</head>\n<body align="center">\n    <div role="main" align="center">\n        <h1>404: Not Found</h1>\n        <p>The requested resource could not be found.</p>\n        <hr />\n    </div>\n    <div role="contentinfo" align="center">\n        <small>Rocket</small>\n    </div>\n</body>\n</html>',
        itself: true,
      },
      {
        status: 404,
        headers: { server: "Rocket", "content-type": "application/json" },
        body: '{\n  "error": {\n    "code": 404,\n    "reason": "Not Found",\n    "description": "The requested resource could not be found."\n  }\n}',
        itself: true,
      },
    ],
    near: [{ headers: { server: "Rocketry" } }, { headers: {}, body: "<small>Rocket</small>" }],
  },
  {
    id: "phoenix",
    source:
      "https://github.com/phoenixframework/phoenix/blob/main/installer/templates/phx_web/endpoint.ex and https://github.com/ninenines/cowboy/blob/master/src/cowboy_req.erl",
    own: [
      {
        headers: {
          "cache-control": "max-age=0, private, must-revalidate",
          "content-type": "application/json; charset=utf-8",
          server: "Cowboy",
          "x-request-id": "F69I9m5lQAQtDrUAAAMk",
        },
      },
      { headers: { server: "Cowboy" } },
      {
        status: 404,
        headers: { "content-type": "text/markdown; charset=utf-8" },
        body: "# Phoenix.Router.NoRouteError at GET /orders\n\nException:\n",
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "Cowboy", Via: "1.1 vegur" } },
      { headers: { "cache-control": "max-age=0, private, must-revalidate", "x-request-id": "5038e05f" } },
    ],
  },
  {
    id: "vapor",
    source: "https://github.com/vapor/vapor/blob/main/Sources/Vapor/Middleware/ErrorMiddleware.swift",
    own: [
      {
        status: 404,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: '{"reason":"Not Found","error":true}',
        itself: true,
      },
      {
        status: 500,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: '{"error":true,"reason":"Something went wrong."}',
        itself: true,
      },
    ],
    near: [
      {
        status: 429,
        headers: { "content-type": "application/json" },
        body: '{"error": true, "reason": "RateLimited", "message": "Sign up"}',
      },
      { headers: { "content-type": "application/json" }, body: '{"error":true,"reason":"Not Found"}' },
    ],
  },
];
