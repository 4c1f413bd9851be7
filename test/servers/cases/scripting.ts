import type { RecordedResponse, ServerCase } from "../server-case.ts";

const preflight = { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-b" };

const werkzeugNotFound =
  "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n";

const starletteRefusal = {
  method: "OPTIONS",
  status: 400,
  headers: {
    server: "uvicorn",
    vary: "Origin",
    "access-control-allow-methods": "GET",
    "access-control-max-age": "600",
    "access-control-allow-headers": "Accept, Accept-Language, Content-Language, Content-Type, x-a",
    "access-control-allow-credentials": "true",
    "content-length": "39",
    "content-type": "text/plain; charset=utf-8",
  },
  requestHeaders: preflight,
  body: "Disallowed CORS origin, method, headers",
} satisfies RecordedResponse;

const django3Headers = {
  "X-Frame-Options": "DENY",
  Vary: "Origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
};

const djangoNotFound =
  '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n';

const drfHeaders = { "Content-Type": "application/json", ...django3Headers, Vary: "Accept, Origin" };

const railsHeaders = {
  "X-Frame-Options": "SAMEORIGIN",
  "X-XSS-Protection": "1; mode=block",
  "X-Content-Type-Options": "nosniff",
  "X-Download-Options": "noopen",
  "X-Permitted-Cross-Domain-Policies": "none",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Content-Type": "application/json; charset=utf-8",
  Vary: "Accept, X-Requested-With",
  ETag: 'W/"015abd7f5cc57a2dd94b7590f04ad808"',
  "Cache-Control": "max-age=0, private, must-revalidate",
};

const railsRequest = { "X-Request-Id": "3afdd906-8d0b-4a9f-be0a-69491ad1ef31", "X-Runtime": "0.001963" };

const rackProtection = {
  "Content-Type": "text/html;charset=utf-8",
  "X-XSS-Protection": "1; mode=block",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "SAMEORIGIN",
};

const symfonyDefaults = { "Cache-Control": "no-cache, private", "Content-Type": "text/html; charset=UTF-8" };

const nelmioPreflight = {
  "X-Powered-By": "PHP/8.2.36",
  "Cache-Control": "no-cache, private",
  Vary: "Origin",
  "Access-Control-Allow-Methods": "GET",
  "Access-Control-Allow-Headers": "x-a",
  "Access-Control-Max-Age": "600",
  "Content-Type": "text/html; charset=UTF-8",
};

const wordpressRest = {
  "X-Powered-By": "PHP/8.2.36",
  "Content-Type": "application/json; charset=UTF-8",
  "X-Robots-Tag": "noindex",
  Link: '<https://api.example/wp-json/>; rel="https://api.w.org/"',
  "X-Content-Type-Options": "nosniff",
  "Access-Control-Expose-Headers": "X-WP-Total, X-WP-TotalPages, Link",
  "Access-Control-Allow-Headers": "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type",
  "Access-Control-Allow-Origin": "https://app.example",
  "Access-Control-Allow-Methods": "OPTIONS, GET, POST, PUT, PATCH, DELETE",
  "Access-Control-Allow-Credentials": "true",
  Vary: "Origin",
};

export const cases: readonly ServerCase[] = [
  {
    id: "uvicorn",
    source: "Uvicorn 0.17.6 of Debian 12",
    own: [
      { headers: { server: "uvicorn", "content-length": "7", "content-type": "application/json" }, body: '{"n":1}' },
      {
        status: 500,
        headers: { server: "uvicorn", "content-length": "21", "content-type": "text/plain; charset=utf-8" },
        body: "Internal Server Error",
      },
    ],
    near: [
      { headers: { Server: "hypercorn-h11" } },
      { headers: { Server: "uvicorn-like" } },
      { headers: { Via: "uvicorn" } },
    ],
  },
  {
    id: "starlette",
    source: "Starlette 0.26.1 of Debian 12",
    own: [
      { ...starletteRefusal, itself: true },
      {
        method: "OPTIONS",
        status: 400,
        headers: {
          ...starletteRefusal.headers,
          "access-control-allow-headers": "content-type",
          "content-length": "22",
        },
        requestHeaders: preflight,
        itself: true,
      },
      {
        method: "OPTIONS",
        headers: {
          ...starletteRefusal.headers,
          "access-control-allow-headers": "Accept, Accept-Language, Authorization, Content-Language, Content-Type, x-a",
          "access-control-allow-origin": "https://app.example",
          "content-length": "2",
        },
        requestHeaders: preflight,
        body: "OK",
        itself: true,
      },
    ],
    near: [
      { status: 400, headers: { "Content-Type": "text/plain" }, body: "Disallowed CORS origins are listed below" },
      { method: "OPTIONS", status: 400, headers: { "Content-Type": "text/plain" }, requestHeaders: preflight },
      {
        method: "OPTIONS",
        status: 204,
        headers: { "Access-Control-Allow-Headers": "Accept, Content-Type, Authorization" },
        requestHeaders: preflight,
      },
    ],
  },
  {
    id: "fastapi",
    source: "FastAPI 0.92.0 of Debian 12, and https://github.com/fastapi/fastapi/blob/master/fastapi/security/http.py",
    own: [
      {
        status: 422,
        headers: { server: "uvicorn", "content-length": "86", "content-type": "application/json" },
        body: '{"detail":[{"loc":["query","n"],"msg":"field required","type":"value_error.missing"}]}',
        itself: true,
      },
      {
        method: "POST",
        status: 422,
        headers: { "content-type": "application/json" },
        body: '{"detail":[{"type":"missing","loc":["body","title"],"msg":"Field required","input":{}}]}',
        itself: true,
      },
      {
        status: 404,
        headers: { server: "uvicorn", "content-length": "22", "content-type": "application/json" },
        body: '{"detail":"Not Found"}',
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 405,
        headers: { server: "uvicorn", allow: "GET", "content-length": "31", "content-type": "application/json" },
        body: '{"detail":"Method Not Allowed"}',
        itself: true,
      },
      {
        status: 403,
        headers: { Server: "nginx/1.22.1", "content-type": "application/json" },
        body: '{"detail":"Not authenticated"}',
        itself: true,
      },
    ],
    near: [
      { status: 404, headers: { "Content-Type": "application/json" }, body: '{"detail":"Not found."}' },
      { status: 404, headers: { "Content-Type": "application/json" }, body: '{"detail": "Not Found"}' },
      { status: 404, headers: { server: "uvicorn" }, body: '{"status_code":404,"detail":"Not Found"}' },
      { status: 422, headers: {}, body: '{"detail":[{"loc":["line","n"],"msg":"unexpected"}]}' },
    ],
  },
  {
    id: "aiohttp",
    source: "aiohttp 3.8.4 of Debian 12",
    own: [
      {
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          "Content-Length": "8",
          Server: "Python/3.11 aiohttp/3.8.4",
        },
        body: '{"a": 1}',
      },
      {
        status: 404,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Length": "14",
          Server: "Python/3.11 aiohttp/3.8.4",
        },
        body: "404: Not Found",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 405,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          Allow: "GET,HEAD",
          "Content-Length": "23",
          Server: "Python/3.11 aiohttp/3.8.4",
        },
        requestHeaders: preflight,
        body: "405: Method Not Allowed",
        itself: true,
      },
      {
        status: 500,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Length": "55",
          Server: "Python/3.11 aiohttp/3.8.4",
          Connection: "close",
        },
        body: "500 Internal Server Error\n\nServer got itself in trouble",
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "SimpleHTTP/0.6 Python/3.11.2" } },
      { status: 404, headers: { "Content-Type": "text/plain" }, body: "404: Not Found" },
    ],
  },
  {
    id: "aiohttp-cors",
    source: "aiohttp_cors 0.7.0 of Debian 12",
    own: [
      {
        method: "OPTIONS",
        status: 403,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Length": "99",
          Server: "Python/3.11 aiohttp/3.8.4",
        },
        requestHeaders: preflight,
        body: "CORS preflight request failed: request method 'PUT' is not allowed for 'https://app.example' origin",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Length": "59",
          Server: "Python/3.11 aiohttp/3.8.4",
        },
        requestHeaders: preflight,
        body: "CORS preflight request failed: headers are not allowed: X-B",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Length": "59",
          Server: "Python/3.11 aiohttp/3.8.4",
        },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { status: 403, headers: { Server: "Python/3.11 aiohttp/3.8.4" } },
      { method: "OPTIONS", status: 403, headers: { Server: "Python/3.11 aiohttp/3.8.4" }, body: "403: Forbidden" },
      { method: "OPTIONS", status: 403, headers: {}, body: "CORS preflight failed" },
    ],
  },
  {
    id: "flask",
    source: "Flask 2.2.2 with Werkzeug 2.2.2 and Gunicorn 20.1.0 of Debian 12",
    own: [
      {
        headers: { Server: "Werkzeug/2.2.2 Python/3.11.2", "Content-Type": "application/json", "Content-Length": "8" },
        body: '{"a":1}\n',
      },
      {
        status: 404,
        headers: {
          Server: "Werkzeug/2.2.2 Python/3.11.2",
          "Content-Type": "text/html; charset=utf-8",
          "Content-Length": "207",
          Connection: "close",
        },
        body: werkzeugNotFound,
        itself: true,
      },
      {
        status: 404,
        headers: { Server: "gunicorn", "Content-Type": "text/html; charset=utf-8", "Content-Length": "207" },
        body: werkzeugNotFound,
        itself: true,
      },
      {
        status: 308,
        headers: {
          Server: "gunicorn",
          "Content-Type": "text/html; charset=utf-8",
          "Content-Length": "245",
          Location: "https://api.example/orders/",
        },
        body: "<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n<p>You should be redirected automatically to the target URL: ",
        itself: true,
      },
      {
        status: 500,
        headers: { Server: "Werkzeug/2.2.2 Python/3.11.2", "Content-Type": "text/html; charset=utf-8" },
        body: "<!doctype html>\n<html lang=en>\n  <head>\n    <title>RuntimeError\n // Werkzeug Debugger</title>\n",
        itself: true,
      },
      {
        method: "OPTIONS",
        headers: {
          Server: "Werkzeug/2.2.2 Python/3.11.2",
          "Content-Type": "text/html; charset=utf-8",
          Allow: "OPTIONS, GET, HEAD",
          "Content-Length": "0",
          Connection: "close",
        },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "WSGIServer/0.2 CPython/3.11.2" } },
      { headers: { Server: "gunicorn" } },
      {
        status: 404,
        headers: { Server: "Apache/2.4.57 (Debian)" },
        body: '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n',
      },
      {
        status: 404,
        headers: { Server: "gws" },
        body: "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 404 (Not Found)!!1</title>\n",
      },
    ],
  },
  {
    id: "gunicorn",
    source: "Gunicorn 20.1.0 of Debian 12",
    own: [
      {
        headers: {
          Server: "gunicorn",
          Connection: "close",
          "Content-Type": "application/json",
          "Content-Length": "8",
        },
        body: '{"a":1}\n',
      },
      {
        status: 500,
        headers: { Connection: "close", "Content-Type": "text/html", "Content-Length": "141" },
        body: "<html>\n  <head>\n    <title>Internal Server Error</title>\n  </head>\n  <body>\n    <h1><p>Internal Server Error</p></h1>\n    \n  </body>\n</html>\n",
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "unicorn" } },
      {
        status: 500,
        headers: { "Content-Type": "text/html" },
        body: "<html>\n  <head>\n    <title>Internal Server Error</title>\n  </head>\n  <body>\n    <h1>Internal Server Error</h1>\n",
      },
    ],
  },
  {
    id: "django",
    source: "Django 3.2.25 of Debian 12, and https://docs.djangoproject.com/en/4.2/_modules/django/middleware/security",
    own: [
      {
        headers: {
          Server: "WSGIServer/0.2 CPython/3.11.2",
          "Content-Type": "application/json",
          "Content-Length": "8",
          ...django3Headers,
        },
        body: '{"a": 1}',
      },
      {
        headers: {
          Server: "nginx",
          "Content-Type": "application/json",
          ...django3Headers,
          "Cross-Origin-Opener-Policy": "same-origin",
        },
      },
      {
        status: 404,
        headers: { Server: "gunicorn", "Content-Type": "text/html", "Content-Length": "179", ...django3Headers },
        body: djangoNotFound,
        itself: true,
      },
      {
        status: 404,
        headers: { Server: "WSGIServer/0.2 CPython/3.11.2", "Content-Type": "text/html", ...django3Headers },
        body: '<!DOCTYPE html>\n<html lang="en">\n<head>\n  <meta http-equiv="content-type" content="text/html; charset=utf-8">\n  <title>Page not found at /none</title>\n  <meta name="robots" content="NONE,NOARCHIVE">\n',
        itself: true,
      },
      {
        method: "POST",
        status: 403,
        headers: { "Content-Type": "text/html", "Content-Length": "1382", ...django3Headers },
        body: '<div id="summary">\n  <h1>Forbidden <span>(403)</span></h1>\n  <p>CSRF verification failed. Request aborted.</p>\n',
        itself: true,
      },
      {
        status: 500,
        headers: { Server: "gunicorn", "Content-Type": "text/html", "Content-Length": "145", ...django3Headers },
        body: '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n',
        itself: true,
      },
      {
        status: 301,
        headers: {
          Server: "WSGIServer/0.2 CPython/3.11.2",
          "Content-Type": "text/html; charset=utf-8",
          Location: "/orders/",
          "Content-Length": "0",
          Vary: "Origin",
          "X-Content-Type-Options": "nosniff",
          "Referrer-Policy": "same-origin",
        },
        itself: true,
      },
      { headers: { "Set-Cookie": "csrftoken=x; Path=/; SameSite=Lax" } },
    ],
    near: [
      { headers: { "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" } },
      {
        headers: {
          "X-Frame-Options": "SAMEORIGIN",
          "X-Content-Type-Options": "nosniff",
          "Cross-Origin-Opener-Policy": "same-origin",
        },
      },
      { headers: { "Set-Cookie": "XSRF-TOKEN=x; Path=/" } },
      { headers: { Server: "SimpleHTTP/0.6 Python/3.11.2" } },
    ],
  },
  {
    id: "django-rest-framework",
    source: "Django REST framework 3.14.0 of Debian 12",
    own: [
      {
        status: 403,
        headers: { Server: "gunicorn", ...drfHeaders, Allow: "GET, HEAD, OPTIONS", "Content-Length": "58" },
        body: '{"detail":"Authentication credentials were not provided."}',
        itself: true,
      },
      {
        method: "POST",
        status: 405,
        headers: { Server: "gunicorn", ...drfHeaders, Allow: "GET, HEAD, OPTIONS", "Content-Length": "41" },
        body: '{"detail":"Method \\"POST\\" not allowed."}',
        itself: true,
      },
      {
        status: 401,
        headers: { "Content-Type": "application/json", "WWW-Authenticate": "Token" },
        body: '{"detail":"Authentication credentials were not provided."}',
        itself: true,
      },
      {
        headers: { Server: "gunicorn", ...drfHeaders, Allow: "GET, HEAD, OPTIONS", "Content-Length": "7" },
        body: '{"a":1}',
      },
      {
        method: "OPTIONS",
        headers: { Server: "gunicorn", ...drfHeaders, Allow: "GET, HEAD, OPTIONS", "Content-Length": "160" },
        body: '{"name":"D","description":"","renders":["application/json","text/html"],"parses":["application/json","application/x-www-form-urlencoded","multipart/form-data"]}',
        itself: true,
      },
    ],
    near: [
      { status: 401, headers: {}, body: '{"detail":"Not authenticated"}' },
      { headers: { Allow: "GET, HEAD, OPTIONS", Vary: "Accept-Encoding" } },
      { method: "OPTIONS", headers: { Allow: "GET, HEAD, OPTIONS", Vary: "Accept" } },
      { headers: { Vary: "Accept, Origin" } },
    ],
  },
  {
    id: "tornado",
    source: "Tornado 6.2 of Debian 12",
    own: [
      {
        headers: {
          Server: "TornadoServer/6.2",
          "Content-Type": "application/json; charset=UTF-8",
          Etag: '"e4ad4daad53a2eec0313386ada88211e50d693bd"',
          "Content-Length": "8",
        },
        body: '{"a": 1}',
      },
      {
        method: "OPTIONS",
        status: 405,
        headers: {
          Server: "TornadoServer/6.2",
          "Content-Type": "text/html; charset=UTF-8",
          "Content-Length": "87",
        },
        requestHeaders: preflight,
        body: "<html><title>405: Method Not Allowed</title><body>405: Method Not Allowed</body></html>",
        itself: true,
      },
      {
        status: 404,
        headers: { Server: "TornadoServer/6.2", "Content-Type": "text/html; charset=UTF-8", "Content-Length": "69" },
        body: "<html><title>404: Not Found</title><body>404: Not Found</body></html>",
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "Tornado-like" } },
      { headers: { Etag: '"e4ad4daad53a2eec0313386ada88211e50d693bd"' } },
    ],
  },
  {
    id: "rails",
    source:
      "Rails 6.1.7 of Debian 12, and https://github.com/rails/rails/blob/main/railties/lib/rails/generators/rails/app/templates/public/404.html",
    own: [
      { headers: { ...railsHeaders, ...railsRequest, "Transfer-Encoding": "chunked" }, body: '{"a":1}' },
      {
        method: "OPTIONS",
        status: 404,
        headers: { "Content-Type": "text/html; charset=UTF-8", ...railsRequest, "Content-Length": "0" },
        requestHeaders: preflight,
        itself: true,
      },
      {
        status: 500,
        headers: { "Content-Type": "application/json; charset=UTF-8", ...railsRequest, "Content-Length": "46" },
        body: '{"status":500,"error":"Internal Server Error"}',
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "text/html; charset=UTF-8", ...railsRequest, "Content-Length": "24589" },
        body: '<!DOCTYPE html>\n<html lang="en">\n<head>\n  <meta charset="utf-8" />\n  <meta name="viewport" content="width=device-width, initial-scale=1">\n  <title>Action Controller: Exception caught</title>\n',
        itself: true,
      },
      {
        status: 403,
        headers: { "Content-Type": "text/html; charset=UTF-8", "Content-Length": "5049" },
        body: '<!DOCTYPE html>\n<html lang="en">\n<head>\n  <title>Action Controller: Exception caught</title>\n',
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "text/html; charset=UTF-8" },
        body: '<!doctype html>\n\n<html lang="en">\n\n  <head>\n\n    <title>The page you were looking for doesn\'t exist (404 Not found)</title>\n',
        itself: true,
      },
      { headers: { "Set-Cookie": "_app_session=x; path=/; HttpOnly" } },
      { status: 404, headers: { ...railsHeaders, ...railsRequest }, body: '{"status":404,"error":"Not Found"}' },
    ],
    near: [
      { headers: { "X-Request-Id": "3afdd906-8d0b-4a9f-be0a-69491ad1ef31" } },
      { headers: { "X-Response-Time": "0.001963" } },
      { headers: { "Set-Cookie": "laravel_session=x; path=/" } },
      { status: 404, headers: {}, body: '{"status":404,"error":"Not Found"}' },
    ],
  },
  {
    id: "rack-cors",
    source: "rack-cors 1.1.1 of Debian 12, and https://github.com/cyu/rack-cors/issues/265",
    own: [
      {
        headers: {
          "Content-Type": "text/plain",
          Vary: "Origin",
          "X-Rack-CORS": "miss; no-origin",
          "Content-Length": "2",
        },
        body: "ok",
      },
      {
        headers: {
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Methods": "GET",
          "Access-Control-Expose-Headers": "",
          "Access-Control-Max-Age": "7200",
          "Content-Type": "text/plain",
          Vary: "Origin",
          "X-Rack-CORS": "hit",
        },
      },
      {
        method: "OPTIONS",
        headers: {
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Methods": "GET",
          "Access-Control-Expose-Headers": "",
          "Access-Control-Max-Age": "7200",
          "Access-Control-Allow-Headers": "x-a",
          "Transfer-Encoding": "chunked",
        },
        requestHeaders: { "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-a" },
        itself: true,
      },
      {
        method: "OPTIONS",
        headers: {
          "X-Rack-CORS": "miss; no-origin",
          "Content-Type": "text/plain",
          Vary: "Origin",
          Server: "Cowboy",
          Via: "1.1 vegur",
        },
        requestHeaders: preflight,
      },
    ],
    near: [
      { method: "OPTIONS", headers: { "Transfer-Encoding": "chunked" }, requestHeaders: preflight },
      {
        headers: {
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Methods": "GET",
          "Access-Control-Expose-Headers": "ETag",
          "Access-Control-Max-Age": "7200",
        },
      },
      { headers: { "X-Rack-Cache": "miss" } },
    ],
  },
  {
    id: "sinatra",
    source: "Sinatra 3.0.5 of Debian 12",
    own: [
      {
        method: "OPTIONS",
        status: 404,
        headers: { "X-Cascade": "pass", ...rackProtection, "Content-Length": "499" },
        requestHeaders: preflight,
        body: "<!DOCTYPE html>\n<html>\n<head>\n</head>\n<body>\n  <h2>Sinatra doesn’t know this ditty.</h2>\n",
        itself: true,
      },
      {
        status: 404,
        headers: { "X-Cascade": "pass", ...rackProtection, "Content-Length": "18" },
        body: "<h1>Not Found</h1>",
        itself: true,
      },
      {
        status: 500,
        headers: { ...rackProtection, "Content-Length": "30" },
        body: "<h1>Internal Server Error</h1>",
        itself: true,
      },
      { status: 404, headers: { "X-Cascade": "pass", "Content-Type": "text/plain" }, itself: true },
    ],
    near: [
      { headers: { ...rackProtection }, body: "x" },
      { status: 404, headers: { "Content-Type": "text/html" }, body: "<h1>Not Found</h1>" },
      { headers: { "X-Cascade": "stop" } },
    ],
  },
  {
    id: "php",
    source: "PHP 8.2.36 of Debian 12",
    own: [
      { headers: { "X-Powered-By": "PHP/8.2.36", "Content-Type": "application/json" }, body: '{"a":1}' },
      { headers: { "Set-Cookie": "PHPSESSID=fa0d6cd9f6b1dc217fdf527306a44eae; path=/" } },
      {
        headers: { "Content-type": "text/html; charset=UTF-8" },
        body: "<br />\n<b>Warning</b>:  Cannot modify header information - headers already sent by (output started at /srv/index.php:3) in <b>/srv/index.php</b> on line <b>5</b><br />\n",
      },
      {
        status: 404,
        headers: { Host: "127.0.0.1:18132", "Content-Type": "text/html; charset=UTF-8", "Content-Length": "537" },
        body: '<!doctype html><html><head><title>404 Not Found</title><style>\nbody { background-color: #fcfcfc; color: #333333; margin: 0; padding:0; }\nh1 { font-size: 1.5em; font-weight: normal; background-color: #9999cc; min-height:2em; line-height:2em; border-bottom: 1px inset black; margin: 0; }\nh1, p { padding-left: 10px; }\ncode.url { background-color: #eeeeee; font-family:monospace; padding:0 2px;}\n</style>\n</head><body><h1>Not Found</h1><p>The requested resource <code class="url">/none</code> was not found on this server.</p></body></html>',
        itself: true,
      },
    ],
    near: [
      { headers: { "X-Powered-By": "PHPix" } },
      { headers: { "X-Powered-By": "Express" } },
      { headers: { "Set-Cookie": "JSESSIONID=x; Path=/" } },
      { headers: {}, body: "<p><b>Warning</b>: read this first</p>" },
    ],
  },
  {
    id: "laravel",
    source:
      "Laravel 8.83 of Debian 12, https://github.com/laravel/framework/blob/12.x/src/Illuminate/Routing/AbstractRouteCollection.php and https://github.com/fruitcake/php-cors/blob/master/src/CorsService.php",
    own: [
      {
        headers: {
          "X-Powered-By": "PHP/8.2.36",
          ...symfonyDefaults,
          "Set-Cookie": ["XSRF-TOKEN=x; Max-Age=7200; path=/; samesite=lax", "laravel_session=y; path=/; httponly"],
        },
      },
      {
        headers: {
          ...symfonyDefaults,
          "Set-Cookie": ["XSRF-TOKEN=x; Max-Age=7200; path=/; samesite=lax", "my-shop-session=y; path=/; httponly"],
        },
      },
      {
        method: "POST",
        status: 419,
        headers: { "Cache-Control": "no-cache, private", "Content-Type": "application/json" },
        body: '{\n    "message": "CSRF token mismatch."\n}',
        itself: true,
      },
      {
        method: "DELETE",
        status: 405,
        headers: { Allow: "GET, HEAD", "Cache-Control": "no-cache, private", "Content-Type": "application/json" },
        body: '{\n    "message": "The DELETE method is not supported for this route. Supported methods: GET, HEAD."\n}',
        itself: true,
      },
      {
        status: 404,
        headers: { "Cache-Control": "no-cache, private", "Content-Type": "application/json" },
        body: '{\n    "message": "The route orders could not be found."\n}',
        itself: true,
      },
      {
        status: 404,
        headers: { "Cache-Control": "no-cache, private", "Content-Type": "application/json" },
        body: '{\n    "message": "",\n    "exception": "Symfony\\\\Component\\\\HttpKernel\\\\Exception\\\\NotFoundHttpException",\n    "trace": [\n        {\n            "class": "Illuminate\\\\Routing\\\\AbstractRouteCollection",\n',
        itself: true,
      },
      {
        status: 404,
        headers: symfonyDefaults,
        body: '<!DOCTYPE html>\n<html lang="en">\n    <head>\n        <title>Not Found</title>\n        <style>\n            /*! normalize.css v8.0.1 | MIT License | github.com/necolas/normalize.css */html{line-height:1.15;',
        itself: true,
      },
      {
        status: 401,
        headers: { "Cache-Control": "no-cache, private", "Content-Type": "application/json" },
        body: '{"message":"Unauthenticated."}',
        itself: true,
      },
      {
        status: 500,
        headers: { "Cache-Control": "no-cache, private", "Content-Type": "application/json" },
        body: '{\n    "message": "Server Error"\n}',
        itself: true,
      },
      {
        method: "OPTIONS",
        headers: { "X-Powered-By": "PHP/8.2.36", Allow: "GET,HEAD", ...symfonyDefaults },
        requestHeaders: preflight,
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 204,
        headers: { "Cache-Control": "no-cache, private", Vary: "Origin, Access-Control-Request-Method" },
        requestHeaders: preflight,
        itself: true,
      },
    ],
    near: [
      { headers: { "Set-Cookie": "XSRF-TOKEN=x; Path=/" } },
      { headers: { "Set-Cookie": "_app_session=x; Path=/" } },
      { method: "OPTIONS", headers: { "X-Powered-By": "Express", Allow: "GET,HEAD" }, requestHeaders: preflight },
      {
        method: "OPTIONS",
        status: 204,
        headers: { Vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers" },
        requestHeaders: preflight,
      },
      { status: 401, headers: {}, body: '{"message":"Unauthorized"}' },
    ],
  },
  {
    id: "symfony",
    source: "Symfony 5.4.53 of Debian 12",
    own: [
      {
        headers: {
          "X-Powered-By": "PHP/8.2.36",
          "Cache-Control": "no-cache, private",
          "Content-Type": "application/json",
          "X-Debug-Token": "15db51",
          "X-Debug-Token-Link": "http://127.0.0.1:18135/_profiler/15db51",
          "X-Robots-Tag": "noindex",
        },
        body: '{"a":1}',
      },
      {
        method: "OPTIONS",
        status: 405,
        headers: {
          "X-Powered-By": "PHP/8.2.36",
          "Content-Type": "text/html; charset=UTF-8",
          "X-Debug-Exception": "No%20route%20found%20for%20%22OPTIONS%20http%3A%2F%2F127.0.0.1%3A18134%2Forders%22",
          "X-Debug-Exception-File": "%2Fsrv%2Fvendor%2Fsymfony%2Fhttp-kernel%2FEventListener%2FRouterListener.php:139",
          Allow: "GET",
          "Cache-Control": "no-cache, private",
          "X-Robots-Tag": "noindex",
        },
        requestHeaders: preflight,
        itself: true,
      },
      {
        status: 404,
        headers: { "X-Powered-By": "PHP/8.2.36", ...symfonyDefaults },
        body: '<!DOCTYPE html>\n<html lang="en">\n<head>\n    <title>An Error Occurred: Not Found</title>\n</head>\n<body>\n<div class="container">\n    <h1>Oops! An Error Occurred</h1>\n    <h2>The server returned a "404 Not Found".</h2>\n',
        itself: true,
      },
    ],
    near: [
      { headers: { "X-Powered-By": "PHP/8.2.36", "Cache-Control": "no-cache, private" } },
      { headers: { "X-Debug-Info": "15db51" } },
      { status: 404, headers: {}, body: "<h1>Oops!</h1>" },
    ],
  },
  {
    id: "nelmio-cors",
    source: "https://github.com/nelmio/NelmioCorsBundle at its newest commit, run on Symfony 5.4.53 of Debian 12",
    own: [
      { method: "OPTIONS", headers: nelmioPreflight, requestHeaders: preflight, itself: true },
      {
        method: "OPTIONS",
        status: 405,
        headers: { ...nelmioPreflight, "Access-Control-Allow-Origin": "https://app.example" },
        requestHeaders: preflight,
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 400,
        headers: { ...nelmioPreflight, "Access-Control-Allow-Origin": "https://app.example" },
        requestHeaders: preflight,
        body: "Unauthorized header x-b",
        itself: true,
      },
    ],
    near: [
      { method: "OPTIONS", headers: { Allow: "GET", "Cache-Control": "no-cache, private" }, requestHeaders: preflight },
      { status: 400, headers: {}, body: "Unauthorized header" },
      { headers: { "Cache-Control": "no-cache, private", Vary: "Origin" } },
    ],
  },
  {
    id: "wordpress",
    source: "WordPress 6.1.9 of Debian 12",
    own: [
      { url: "https://api.example/wp-json/wp/v2/posts", headers: wordpressRest, body: '[{"id":1}]' },
      {
        url: "https://api.example/wp-json/none",
        status: 404,
        headers: wordpressRest,
        body: '{"code":"rest_no_route","message":"No route was found matching the URL and request method.","data":{"status":404}}',
        itself: true,
      },
      {
        url: "https://api.example/?rest_route=/wp/v2/posts/9999",
        status: 404,
        headers: { "Content-Type": "application/json; charset=UTF-8" },
        body: '{"code":"rest_post_invalid_id","message":"Invalid post ID.","data":{"status":404}}',
        itself: true,
      },
      {
        url: "https://api.example/wp-json/wp/v2/posts",
        method: "OPTIONS",
        headers: { ...wordpressRest, Allow: "GET" },
        requestHeaders: preflight,
        body: '{"namespace":"wp\\/v2","methods":["GET","POST"],"endpoints":[',
        itself: true,
      },
      {
        url: "https://api.example/wp-admin/admin-ajax.php?action=x",
        method: "OPTIONS",
        status: 403,
        headers: { "X-Powered-By": "PHP/8.2.36", "Content-type": "text/html; charset=UTF-8" },
        requestHeaders: preflight,
        itself: true,
      },
      {
        url: "https://api.example/wp-admin/admin-ajax.php",
        method: "POST",
        status: 400,
        headers: { "X-Robots-Tag": "noindex", "X-Frame-Options": "SAMEORIGIN" },
        body: "0",
      },
      {
        url: "https://api.example/wp-login.php",
        headers: { "Set-Cookie": "wordpress_test_cookie=WP%20Cookie%20check; path=/", "X-Frame-Options": "SAMEORIGIN" },
      },
    ],
    near: [
      { headers: { Link: '<https://api.example/>; rel="https://api.example.org/"' } },
      { url: "https://api.example/wp-jsonp", headers: {} },
      { status: 404, headers: {}, body: '{"code":"restricted","message":"No."}' },
      { headers: { "Access-Control-Expose-Headers": "X-Total" } },
    ],
  },
  {
    id: "codeigniter",
    source: "https://github.com/codeigniter4/CodeIgniter4/blob/develop/system/Debug/Toolbar.php",
    own: [
      {
        headers: {
          "Content-Type": "application/json; charset=UTF-8",
          "Debugbar-Time": "1700000000.123456",
          "Debugbar-Link": "https://api.example/index.php?debugbar_time=1700000000.123456",
        },
      },
      { headers: { "Set-Cookie": "ci_session=x; path=/; HttpOnly; SameSite=Lax" } },
    ],
    near: [{ headers: { "Set-Cookie": "session=x; path=/" } }, { headers: { "X-Debugbar": "1" } }],
  },
];
