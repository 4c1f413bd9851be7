import type { ServerCase } from "../server-case.ts";

/** nginx's page for a status, as nginx 1.22 sends it. */
function nginxPage(title: string, server = "nginx/1.22.1"): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`;
}

/** What nginx appends to its page for Chrome. */
const nginxPadding = "<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n".repeat(6);

function apachePage(title: string, text: string): string {
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\n<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${title.slice(4)}</h1>\n${text}\n</body></html>\n`;
}

function haproxyPage(title: string, text: string): string {
  return `<html><body><h1>${title}</h1>\n${text}\n</body></html>\n`;
}

function lighttpdPage(title: string): string {
  return `<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n         "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">\n <head>\n  <title>${title}</title>\n </head>\n <body>\n  <h1>${title}</h1>\n </body>\n</html>\n`;
}

function iisPage(title: string, text: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\r\n<html xmlns="http://www.w3.org/1999/xhtml">\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/>\r\n<title>${title}</title>\r\n</head>\r\n<body>\r\n<div id="header"><h1>Server Error</h1></div>\r\n<div id="content">\r\n <div class="content-container"><fieldset>\r\n  <h2>${title}</h2>\r\n  <h3>${text}</h3>\r\n </fieldset></div>\r\n</div>\r\n</body>\r\n</html>\r\n`;
}

const litespeedPage =
  '<!DOCTYPE html>\n<html style="height:100%">\n<head>\n<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">\n<title> 404 Not Found\r\n</title></head>\n<body style="color: #444; margin:0;font: normal 14px/20px Arial, Helvetica, sans-serif; height:100%; background-color: #fff;">\n<div style="height:auto; min-height:100%; ">     <div style="text-align: center; width:800px; margin-left: -400px; position:absolute; top: 30%; left:50%;">\n        <h1 style="margin:0; font-size:150px; line-height:150px; font-weight:bold;">404</h1>\n<h2 style="margin-top:20px;font-size: 30px;">Not Found\r\n</h2>\n<p>The resource requested could not be found on this server!</p>\n</div></div><div style="color:#f0f0f0; font-size:12px;margin:auto;padding:0px 30px 0px 30px;position:relative;clear:both;height:100px;margin-top:-101px;background-color:#474747;border-top: 1px solid rgba(0,0,0,0.15);box-shadow: 0 1px 0 rgba(255, 255, 255, 0.3) inset;">\n<br>Proudly powered by  <a style="color:#fff;" href="http://www.litespeedtech.com/error-page">LiteSpeed Web Server</a><p>Please be advised that LiteSpeed Technologies Inc. is not a web hosting company and, as such, has no control over content found on this site.</p></div></body></html>\n';

const date = "Sun, 29 Nov 2026 01:11:50 GMT";

const preflight = { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-a" };

export const cases: readonly ServerCase[] = [
  {
    id: "nginx",
    source: "nginx 1.22.1 of Debian 12",
    own: [
      { headers: { Server: "nginx/1.22.1", "Content-Type": "application/json" } },
      {
        status: 502,
        headers: { Server: "nginx", "Content-Type": "text/html" },
        body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
        itself: true,
      },
    ],
    near: [{ headers: { Server: "my-nginx-like" } }, { headers: { "X-Proxy": "nginx" } }],
  },
  {
    id: "nginx",
    source: "nginx 1.22.1 of Debian 12",
    own: [
      {
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "application/json",
          "Content-Length": "8",
          Connection: "keep-alive",
          ETag: '"6b0b7b66-8"',
          "Accept-Ranges": "bytes",
        },
        body: '{"a":1}\n',
      },
      // `proxy_pass` to an application that answers 404.
      {
        status: 404,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "application/json",
          "Transfer-Encoding": "chunked",
          Connection: "keep-alive",
        },
        body: '{"a":1}',
      },
      {
        status: 301,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "169",
          Location: "https://api.example/orders/",
          Connection: "keep-alive",
        },
        body: nginxPage("301 Moved Permanently"),
        itself: true,
      },
      {
        status: 401,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "179",
          Connection: "keep-alive",
          "WWW-Authenticate": 'Basic realm="restricted"',
        },
        body: nginxPage("401 Authorization Required"),
        itself: true,
      },
      {
        status: 404,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "153",
          Connection: "keep-alive",
        },
        body: nginxPage("404 Not Found"),
        itself: true,
      },
      // The same for Chrome's `User-Agent`.
      {
        status: 404,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "555",
          Connection: "keep-alive",
        },
        body: nginxPage("404 Not Found") + nginxPadding,
        itself: true,
      },
      // A preflight for a file.
      {
        method: "OPTIONS",
        status: 405,
        requestHeaders: preflight,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "157",
          Connection: "keep-alive",
        },
        body: nginxPage("405 Not Allowed"),
        itself: true,
      },
      {
        method: "POST",
        status: 413,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "183",
          Connection: "close",
        },
        body: nginxPage("413 Request Entity Too Large"),
        itself: true,
      },
      {
        status: 502,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "157",
          Connection: "keep-alive",
        },
        body: nginxPage("502 Bad Gateway"),
        itself: true,
      },
      {
        status: 504,
        headers: {
          Server: "nginx/1.22.1",
          "Content-Type": "text/html",
          "Content-Length": "167",
          Connection: "keep-alive",
        },
        body: nginxPage("504 Gateway Time-out"),
        itself: true,
      },
    ],
    near: [{ headers: { Server: "ngx_openresty_like" } }],
  },
  {
    id: "apache",
    source: "Apache httpd 2.4.71 of Debian 12",
    own: [
      {
        headers: {
          Server: "Apache/2.4.71 (Debian)",
          ETag: '"8-6615ff3b697b0"',
          "Accept-Ranges": "bytes",
          "Content-Length": "8",
          "Content-Type": "application/json",
        },
        body: '{"a":1}\n',
      },
      // `ProxyPass` to an application that answers 404.
      {
        status: 404,
        headers: { Server: "Apache/2.4.71 (Debian)", "Content-Type": "application/json", "Content-Length": "7" },
        body: '{"a":1}',
      },
      {
        status: 404,
        headers: {
          Server: "Apache/2.4.71 (Debian)",
          "Content-Length": "236",
          "Content-Type": "text/html; charset=iso-8859-1",
        },
        body: apachePage("404 Not Found", "<p>The requested URL was not found on this server.</p>"),
        itself: true,
      },
      // The same with `ServerTokens Prod` and `ServerSignature On`, and with another server in front.
      {
        status: 404,
        headers: { Server: "cloudflare", "Content-Type": "text/html; charset=iso-8859-1" },
        body: apachePage(
          "404 Not Found",
          "<p>The requested URL was not found on this server.</p>\n<hr>\n<address>Apache Server at 127.0.0.1 Port 18102</address>",
        ),
        itself: true,
      },
      {
        status: 404,
        headers: { Server: "cloudflare", "Content-Type": "text/html; charset=iso-8859-1" },
        body: apachePage("404 Not Found", "<p>The requested URL was not found on this server.</p>"),
        itself: true,
      },
      {
        status: 401,
        headers: {
          Server: "Apache/2.4.71 (Debian)",
          "WWW-Authenticate": 'Basic realm="restricted"',
          "Content-Length": "421",
          "Content-Type": "text/html; charset=iso-8859-1",
        },
        body: apachePage(
          "401 Unauthorized",
          "<p>This server could not verify that you\nare authorized to access the document\nrequested.  Either you supplied the wrong\ncredentials (e.g., bad password), or your\nbrowser doesn't understand how to supply\nthe credentials required.</p>",
        ),
        itself: true,
      },
      // The same for a preflight, whose body browsers do not record.
      {
        method: "OPTIONS",
        status: 401,
        requestHeaders: preflight,
        headers: {
          Server: "Apache/2.4.71 (Debian)",
          "WWW-Authenticate": 'Basic realm="restricted"',
          "Content-Length": "421",
          "Content-Type": "text/html; charset=iso-8859-1",
        },
        itself: true,
      },
      {
        status: 503,
        headers: {
          Server: "Apache/2.4.71 (Debian)",
          "Content-Length": "339",
          Connection: "close",
          "Content-Type": "text/html; charset=iso-8859-1",
        },
        body: apachePage(
          "503 Service Unavailable",
          "<p>The server is temporarily unable to service your\nrequest due to maintenance downtime or capacity\nproblems. Please try again later.</p>",
        ),
        itself: true,
      },
      {
        status: 301,
        headers: {
          Server: "Apache/2.4.71 (Debian)",
          Location: "https://api.example/x",
          "Content-Length": "269",
          "Content-Type": "text/html; charset=iso-8859-1",
        },
        body: apachePage(
          "301 Moved Permanently",
          '<p>The document has moved <a href="https://api.example/x">here</a>.</p>',
        ),
        itself: true,
      },
      {
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: {
          Server: "Apache/2.4.71 (Debian)",
          Allow: "POST,OPTIONS,HEAD,GET,TRACE",
          "Content-Length": "0",
          "Content-Type": "application/json",
        },
        itself: true,
      },
      // Over HTTP/2.
      {
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: {
          allow: "OPTIONS,HEAD,GET,POST,TRACE",
          "content-length": "0",
          "content-type": "application/json",
          server: "Apache/2.4.71 (Debian)",
        },
        itself: true,
      },
      {
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: { Server: "Apache/2.4.71 (Debian)", "Content-Type": "application/json", "Content-Length": "7" },
        body: '{"a":1}',
      },
      { headers: { Server: "Apache" } },
    ],
    near: [
      { headers: { Server: "Apache-Coyote/1.1" } },
      { headers: { Server: "Apache TomEE" } },
      { status: 404, headers: { "Content-Type": "text/html;charset=ISO-8859-1" }, body: "<h1>Not Found</h1>" },
      {
        status: 404,
        headers: { "Content-Type": "text/html" },
        body: '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n',
      },
    ],
  },
  {
    id: "caddy",
    source: "Caddy 2.6.2 of Debian 12",
    own: [
      {
        headers: {
          "Accept-Ranges": "bytes",
          "Content-Length": "8",
          "Content-Type": "application/json",
          Etag: '"tp8okm8"',
          Server: "Caddy",
          Date: date,
        },
        body: '{"a":1}\n',
      },
      {
        status: 404,
        headers: { Server: "Caddy", Date: date, "Content-Length": "0" },
        body: "",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 401,
        requestHeaders: preflight,
        headers: { Server: "Caddy", "Www-Authenticate": 'Basic realm="restricted"', Date: date, "Content-Length": "0" },
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 502,
        requestHeaders: preflight,
        headers: { Server: "Caddy", Date: date, "Content-Length": "0" },
        itself: true,
      },
      // Over HTTP/2, the order as DevTools shows it.
      {
        status: 502,
        headers: { "alt-svc": 'h3=":443"; ma=2592000', "content-length": "0", date, server: "Caddy" },
        itself: true,
      },
      {
        status: 301,
        headers: { Location: "https://api.example/x", Server: "Caddy", Date: date, "Content-Length": "0" },
        itself: true,
      },
      // `reverse_proxy` to applications: with a body, and without.
      {
        status: 404,
        headers: { "Content-Length": "7", "Content-Type": "application/json", Date: date, Server: "Caddy" },
        body: '{"a":1}',
      },
      {
        status: 404,
        headers: { "alt-svc": 'h3=":443"; ma=2592000', date, server: "Caddy", "content-length": "0" },
      },
      // What no route matches.
      {
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: { Server: "Caddy", Date: date, "Content-Length": "0" },
      },
    ],
    near: [{ headers: { Server: "CaddyShack" } }, { headers: { Via: "1.1 vegur" } }],
  },
  {
    id: "caddy",
    source: "https://github.com/caddyserver/caddy/blob/master/modules/caddyhttp/reverseproxy/reverseproxy.go",
    own: [
      { headers: { "Content-Type": "application/json", Via: "1.1 Caddy" } },
      {
        status: 404,
        headers: { Server: "uvicorn", Via: "1.1 Caddy", "Content-Length": "0" },
      },
    ],
    near: [{ headers: { Via: "1.1 caddy-lounge.example" } }],
  },
  {
    id: "haproxy",
    source: "HAProxy 2.6.12 of Debian 12",
    own: [
      {
        status: 503,
        headers: { "content-length": "107", "cache-control": "no-cache", "content-type": "text/html" },
        body: haproxyPage("503 Service Unavailable", "No server is available to handle this request."),
        itself: true,
      },
      {
        status: 502,
        headers: { "content-length": "107", "cache-control": "no-cache", "content-type": "text/html" },
        body: haproxyPage("502 Bad Gateway", "The server returned an invalid or incomplete response."),
        itself: true,
      },
      {
        status: 504,
        headers: { "content-length": "92", "cache-control": "no-cache", "content-type": "text/html" },
        body: haproxyPage("504 Gateway Time-out", "The server didn't respond in time."),
        itself: true,
      },
      {
        status: 400,
        headers: {
          "Content-length": "90",
          "Cache-Control": "no-cache",
          Connection: "close",
          "Content-Type": "text/html",
        },
        body: haproxyPage("400 Bad request", "Your browser sent an invalid request."),
        itself: true,
      },
      {
        status: 403,
        headers: { "content-length": "93", "cache-control": "no-cache", "content-type": "text/html" },
        body: haproxyPage("403 Forbidden", "Request forbidden by administrative rules."),
        itself: true,
      },
      {
        status: 429,
        headers: { "content-length": "117", "cache-control": "no-cache", "content-type": "text/html" },
        body: haproxyPage("429 Too Many Requests", "You have sent too many requests in a given amount of time."),
        itself: true,
      },
      {
        status: 401,
        headers: {
          "content-length": "112",
          "cache-control": "no-cache",
          "content-type": "text/html",
          "www-authenticate": 'Basic realm="restricted"',
        },
        body: haproxyPage("401 Unauthorized", "You need a valid user and password to access this content."),
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        requestHeaders: preflight,
        headers: { "content-length": "93", "cache-control": "no-cache", "content-type": "text/html" },
        itself: true,
      },
      {
        headers: {
          "content-type": "application/json",
          "content-length": "7",
          "set-cookie": "SERVERID=a; path=/",
        },
        body: '{"a":1}',
      },
    ],
    near: [
      // Applications behind it, which it leaves as they are.
      { headers: { "content-type": "application/json", "content-length": "7" }, body: '{"a":1}' },
      {
        status: 503,
        headers: { Server: "nginx", "Content-Type": "text/html" },
        body: "<html><body><h1>503 Service Unavailable</h1>\nPlease come back later.\n</body></html>\n",
      },
      {
        status: 403,
        headers: { "content-length": "94", "cache-control": "no-cache", "content-type": "text/html" },
      },
      { headers: { "Set-Cookie": "SERVERIDS=a; path=/" } },
    ],
  },
  {
    id: "traefik",
    source: "https://github.com/traefik/traefik/blob/master/pkg/muxer/http/mux.go",
    own: [
      {
        status: 404,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "Content-Length": "19",
        },
        body: "404 page not found\n",
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 404,
        requestHeaders: preflight,
        headers: {
          "content-type": "text/plain; charset=utf-8",
          "x-content-type-options": "nosniff",
          "content-length": "19",
        },
        itself: true,
      },
      {
        status: 502,
        headers: { "Content-Length": "11", "Content-Type": "text/plain; charset=utf-8" },
        body: "Bad Gateway",
        itself: true,
      },
      {
        status: 504,
        headers: { "Content-Length": "15", "Content-Type": "text/plain; charset=utf-8" },
        body: "Gateway Timeout",
        itself: true,
      },
      {
        status: 503,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "Content-Length": "20",
        },
        body: "no available server\n",
        itself: true,
      },
      {
        status: 401,
        headers: {
          "Content-Type": "text/plain",
          "Www-Authenticate": 'Basic realm="traefik"',
          "Content-Length": "17",
        },
        body: "401 Unauthorized\n",
        itself: true,
      },
    ],
    near: [
      // Gin's 404 has no line break at its end.
      { status: 404, headers: { "Content-Type": "text/plain", "Content-Length": "18" }, body: "404 page not found" },
      {
        status: 404,
        headers: {
          Server: "nginx",
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "Content-Length": "19",
        },
        body: "404 page not found\n",
      },
      {
        status: 404,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "Content-Length": "19",
        },
        body: "order 42 not found\n",
      },
      { status: 401, headers: { "WWW-Authenticate": 'Basic realm="traefik-dashboard"' } },
    ],
  },
  {
    id: "envoy",
    source: "https://github.com/envoyproxy/envoy/blob/main/source/common/http/utility.cc",
    own: [
      {
        url: "http://localhost:8080/auth.Auth/Login",
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: {
          "access-control-allow-origin": "http://localhost:3000",
          "access-control-allow-methods": "GET, PUT, DELETE, POST, OPTIONS",
          "access-control-max-age": "1728000",
          server: "envoy",
          "content-length": "0",
        },
        itself: true,
      },
      {
        method: "POST",
        headers: {
          "content-length": "0",
          "content-type": "application/grpc-web+proto",
          "grpc-status": "100",
          server: "envoy",
          "x-envoy-upstream-service-time": "88",
        },
        body: "",
      },
      {
        method: "OPTIONS",
        headers: {
          "content-type": "text/html; charset=utf-8",
          allow: "OPTIONS, GET, HEAD",
          "content-length": "0",
          server: "envoy",
          "x-envoy-upstream-service-time": "4",
        },
      },
      {
        status: 503,
        headers: { "content-length": "19", "content-type": "text/plain", server: "envoy" },
        body: "no healthy upstream",
        itself: true,
      },
      {
        status: 403,
        headers: { "content-length": "19", "content-type": "text/plain", server: "envoy" },
        body: "RBAC: access denied",
        itself: true,
      },
      // No route.
      { status: 404, headers: { server: "envoy", "content-length": "0" }, itself: true },
      {
        status: 503,
        headers: { Server: "cloudflare", "content-type": "text/plain" },
        body: "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
        itself: true,
      },
      { status: 404, headers: { server: "uvicorn", "x-envoy-upstream-service-time": "2" } },
    ],
    near: [
      { headers: { server: "istio-envoy", "x-envoy-upstream-service-time": "2" } },
      {
        headers: {
          server: "uvicorn",
          "x-envoy-upstream-service-time": "2",
          "x-envoy-decorator-operation": "orders.shop.svc.cluster.local:80/*",
        },
      },
      { headers: { server: "my-envoy" } },
      { headers: { "x-upstream-service-time": "2" } },
    ],
  },
  {
    id: "istio",
    source: "https://github.com/istio/istio/issues/36695",
    own: [
      {
        method: "OPTIONS",
        status: 405,
        headers: {
          server: "istio-envoy",
          "content-type": "text/html; charset=utf-8",
          "content-length": "150",
          "x-envoy-upstream-service-time": "19",
        },
      },
      {
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: {
          "access-control-allow-origin": "https://app.example",
          "access-control-allow-methods": "GET,PUT",
          server: "istio-envoy",
          "content-length": "0",
        },
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        requestHeaders: preflight,
        headers: { "content-length": "19", "content-type": "text/plain", server: "istio-envoy" },
        itself: true,
      },
      {
        headers: {
          server: "uvicorn",
          "x-envoy-upstream-service-time": "2",
          "x-envoy-decorator-operation": "orders.shop.svc.cluster.local:80/*",
        },
      },
    ],
    near: [
      { headers: { server: "envoy" } },
      { headers: { server: "istio" } },
      { headers: { "x-envoy-decorator-operation": "default-route" } },
    ],
  },
  {
    id: "ingress-nginx",
    source: "https://github.com/kubernetes/ingress-nginx/blob/main/rootfs/etc/nginx/template/nginx.tmpl",
    own: [
      // https://github.com/kubernetes/ingress-nginx/issues/8964
      {
        method: "OPTIONS",
        status: 401,
        requestHeaders: preflight,
        headers: {
          "content-type": "text/html",
          "content-length": "172",
          "www-authenticate": 'Basic realm="Authentication Required"',
          "strict-transport-security": "max-age=15724800; includeSubDomains",
        },
        itself: true,
      },
      // https://github.com/kubernetes/ingress-nginx/pull/787
      {
        headers: {
          "Content-Type": "text/plain",
          "Transfer-Encoding": "chunked",
          Connection: "keep-alive",
          Server: "echoserver",
          "Strict-Transport-Security": "max-age=15724800; includeSubDomains;",
        },
      },
      {
        status: 404,
        headers: {
          "content-type": "text/html",
          "content-length": "146",
          "strict-transport-security": "max-age=31536000; includeSubDomains",
        },
        body: nginxPage("404 Not Found", "nginx"),
        itself: true,
      },
      // A 413 to Chrome, without a recorded body.
      { method: "POST", status: 413, headers: { "content-type": "text/html", "content-length": "578" }, itself: true },
      {
        method: "OPTIONS",
        status: 204,
        requestHeaders: preflight,
        headers: {
          "access-control-allow-origin": "https://app.example",
          "access-control-allow-credentials": "true",
          "access-control-allow-methods": "GET, PUT, POST, DELETE, PATCH, OPTIONS",
          "access-control-allow-headers":
            "DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization",
          "access-control-max-age": "1728000",
        },
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "text/plain; charset=utf-8" },
        body: "default backend - 404",
        itself: true,
      },
      { headers: { "Content-Type": "application/json", "Set-Cookie": "INGRESSCOOKIE=a9907b79; Path=/; HttpOnly" } },
    ],
    near: [
      {
        status: 404,
        headers: { Server: "nginx", "Content-Type": "text/html", "Content-Length": "146" },
        body: nginxPage("404 Not Found", "nginx"),
      },
      { headers: { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" } },
      { headers: { "Strict-Transport-Security": "max-age=15552000; includeSubDomains" } },
      { status: 404, headers: { "Content-Type": "text/html", "Content-Length": "139" } },
      {
        method: "OPTIONS",
        status: 204,
        headers: {
          Server: "nginx/1.22.1",
          "Access-Control-Allow-Headers":
            "DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization",
        },
      },
    ],
  },
  {
    id: "iis",
    source: "https://pastebin.com/eUi67ksN and https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wdvse/",
    own: [
      {
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: {
          Allow: "OPTIONS, TRACE, GET, HEAD, POST",
          Server: "Microsoft-IIS/10.0",
          Public: "OPTIONS, TRACE, GET, HEAD, POST",
          "X-Powered-By": "ASP.NET",
          "Content-Length": "0",
        },
        itself: true,
      },
      {
        method: "PUT",
        status: 405,
        headers: {
          Allow: "GET, HEAD, OPTIONS, TRACE",
          "Content-Length": "1293",
          "Content-Type": "text/html",
          Server: "Microsoft-IIS/7.5",
          "X-Powered-By": "ASP.NET",
        },
        itself: true,
      },
      // Behind Envoy.
      {
        method: "POST",
        status: 405,
        headers: {
          "cache-control": "no-cache",
          allow: "GET, HEAD, OPTIONS, TRACE",
          server: "envoy",
          "x-powered-by": "ASP.NET",
          "x-envoy-upstream-service-time": "3",
        },
        itself: true,
      },
      {
        status: 404,
        headers: { "Content-Type": "text/html", Server: "Microsoft-IIS/10.0", "X-Powered-By": "ASP.NET" },
        body: iisPage(
          "404 - File or directory not found.",
          "The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.",
        ),
        itself: true,
      },
      {
        status: 400,
        headers: {
          "Content-Type": "text/html; charset=us-ascii",
          Server: "Microsoft-HTTPAPI/2.0",
          Connection: "close",
          "Content-Length": "326",
        },
        body: '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">\r\n<HTML><HEAD><TITLE>Bad Request</TITLE>\r\n<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>\r\n<BODY><h2>Bad Request - Invalid Verb</h2>\r\n<hr><p>HTTP Error 400. The request verb is invalid.</p>\r\n</BODY></HTML>\r\n',
        itself: true,
      },
      {
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          Server: "Microsoft-IIS/10.0",
          "X-AspNet-Version": "4.0.30319",
          "X-Powered-By": "ASP.NET",
        },
      },
      { status: 404, headers: { "X-Powered-By": ["ARR/3.0", "ASP.NET"], "Content-Type": "application/json" } },
    ],
    near: [
      { headers: { Server: "Kestrel" } },
      { method: "OPTIONS", headers: { Allow: "OPTIONS, TRACE, GET, HEAD, POST", "Content-Length": "0" } },
      { headers: { Server: "Microsoft-Azure-Application-Gateway/v2" } },
    ],
  },
  {
    id: "litespeed",
    source: "https://github.com/litespeedtech/openlitespeed/blob/master/src/http/httpstatuscode.cpp",
    own: [
      {
        headers: {
          "Content-Type": "application/json",
          Server: "LiteSpeed",
          ETag: '"10f-6907ccfe-4c6a5dbd58bf5be5;;;"',
          "Content-Length": "271",
        },
      },
      { headers: { "X-LiteSpeed-Cache": "hit", Server: "cloudflare" } },
      {
        status: 404,
        headers: { "content-type": "text/html", server: "LiteSpeed" },
        body: litespeedPage,
        itself: true,
      },
      {
        status: 404,
        headers: { "content-type": "text/html", server: "cloudflare" },
        body: litespeedPage,
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "LiteServer" } },
      // The header with which an application controls the cache; LiteSpeed would have removed it.
      { headers: { "X-LiteSpeed-Cache-Control": "no-cache" } },
    ],
  },
  {
    id: "lighttpd",
    source: "lighttpd 1.4.69 of Debian 12",
    own: [
      {
        headers: {
          "Content-Type": "application/json",
          ETag: '"2499882952"',
          "Content-Length": "8",
          "Accept-Ranges": "bytes",
          Server: "lighttpd/1.4.69",
        },
        body: '{"a":1}\n',
      },
      {
        status: 404,
        headers: { "Content-Type": "application/json", "Content-Length": "7", Server: "lighttpd/1.4.69" },
        body: '{"a":1}',
      },
      {
        status: 404,
        headers: { "Content-Type": "text/html", "Content-Length": "341", Server: "lighttpd/1.4.69" },
        body: lighttpdPage("404 Not Found"),
        itself: true,
      },
      {
        status: 503,
        headers: { "Content-Type": "text/html", "Content-Length": "361", Server: "lighttpd/1.4.69" },
        body: lighttpdPage("503 Service Unavailable"),
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 401,
        requestHeaders: preflight,
        headers: {
          "WWW-Authenticate": 'Basic realm="restricted", charset="UTF-8"',
          "Content-Type": "text/html",
          "Content-Length": "347",
          Server: "lighttpd/1.4.69",
        },
        itself: true,
      },
      {
        method: "OPTIONS",
        requestHeaders: preflight,
        headers: { Allow: "OPTIONS, GET, HEAD, POST", "Content-Length": "0", Server: "lighttpd/1.4.69" },
        itself: true,
      },
      {
        method: "PUT",
        status: 501,
        headers: {
          "Content-Type": "text/html",
          "Content-Length": "353",
          Connection: "close",
          Server: "lighttpd/1.4.69",
        },
        body: lighttpdPage("501 Not Implemented"),
        itself: true,
      },
    ],
    near: [{ headers: { Server: "light-httpd" } }, { headers: { "X-Powered-By": "lighttpd" } }],
  },
  {
    id: "lighttpd",
    source: "https://github.com/lighttpd/lighttpd1.4/blob/master/src/response.c",
    own: [
      {
        status: 403,
        headers: { "Content-Type": "text/html", "Content-Length": "158", Server: "lighttpd" },
        body: '<!DOCTYPE html>\n<html lang="en">\n <head>\n  <meta charset="UTF-8" />\n  <title>403 Forbidden</title>\n </head>\n <body>\n  <h1>403 Forbidden</h1>\n </body>\n</html>\n',
        itself: true,
      },
      {
        method: "OPTIONS",
        status: 403,
        headers: { "Content-Type": "text/html", "Content-Length": "158", Server: "lighttpd" },
        itself: true,
      },
    ],
    near: [{ status: 403, headers: { "Content-Type": "text/html", "Content-Length": "158" } }],
  },
  {
    id: "squid",
    source: "Squid 5.7 of Debian 12",
    own: [
      {
        status: 404,
        headers: {
          "Content-Type": "application/json",
          "Content-Length": "7",
          "X-Cache": "MISS from proxy.example",
          "X-Cache-Lookup": "MISS from proxy.example:18106",
          Via: "1.1 proxy.example (squid/5.7)",
          Connection: "keep-alive",
        },
        body: '{"a":1}',
      },
      {
        method: "OPTIONS",
        status: 403,
        requestHeaders: preflight,
        headers: {
          Server: "squid/5.7",
          "Mime-Version": "1.0",
          "Content-Type": "text/html;charset=utf-8",
          "Content-Length": "3087",
          "X-Squid-Error": "ERR_ACCESS_DENIED 0",
          Vary: "Accept-Language",
          "Content-Language": "en",
          "X-Cache": "MISS from proxy.example",
          "X-Cache-Lookup": "NONE from proxy.example:18106",
          Via: "1.1 proxy.example (squid/5.7)",
          Connection: "keep-alive",
        },
        itself: true,
      },
      {
        status: 502,
        headers: {
          Server: "squid/5.7",
          "Mime-Version": "1.0",
          "Content-Type": "text/html;charset=utf-8",
          "Content-Length": "3075",
          "X-Squid-Error": "ERR_READ_ERROR 0",
          Via: "1.1 proxy.example (squid/5.7)",
        },
        itself: true,
      },
    ],
    near: [
      { headers: { Via: "1.1 varnish (Varnish/7.1)", "X-Cache": "MISS" } },
      { headers: { Via: "1.1 squidward.example" } },
    ],
  },
];
