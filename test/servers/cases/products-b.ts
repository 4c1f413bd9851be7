import type { ServerCase } from "../server-case.ts";

const jupyterPolicy = "frame-ancestors 'self'; report-uri /api/security/csp-report; default-src 'none'";
const rabbitPolicy = "script-src 'self' 'unsafe-eval' 'unsafe-inline'; object-src 'self'";
const prometheusCors = {
  "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, Origin",
  "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
};
const influxCors = {
  "Access-Control-Allow-Headers":
    "Accept, Accept-Encoding, Authorization, Content-Length, Content-Type, X-CSRF-Token, X-HTTP-Method-Override",
  "Access-Control-Allow-Methods": "DELETE, GET, OPTIONS, POST, PUT",
  "Access-Control-Allow-Origin": "https://app.example",
  "Access-Control-Expose-Headers": "Date, X-InfluxDB-Version, X-InfluxDB-Build",
};
const directusCors = {
  "X-Powered-By": "Directus",
  Vary: "Origin",
  "Access-Control-Allow-Credentials": "true",
};

export const cases: readonly ServerCase[] = [
  {
    id: "azure-functions",
    source: "https://github.com/Azure/azure-webjobs-sdk-script/wiki/Http-Functions",
    own: [
      { url: "https://my-app.azurewebsites.net/api/hello", headers: { "Content-Type": "text/plain; charset=utf-8" } },
      { url: "https://my-app.azurewebsites.net/api/none", status: 404, headers: { "Content-Length": "0" } },
    ],
    near: [
      { url: "https://my-app.azurewebsites.net/orders", headers: {} },
      { url: "https://my-app.azurewebsites.net.example/api/hello", headers: {} },
    ],
  },
  {
    id: "azure-app-service",
    source: "https://github.com/xamarin/sport/issues/21 and the documentation of Azure App Service",
    own: [
      {
        headers: {
          Server: "Microsoft-IIS/10.0",
          "Set-Cookie": [
            "ARRAffinity=b5b1b14066f35b3e4533a1974cacfbbd969bf1960b6518aa2c2e2619700e4010;Path=/;HttpOnly;Domain=contoso.azurewebsites.net",
          ],
        },
      },
      { url: "https://contoso.azurewebsites.net/orders", headers: {} },
      { url: "https://contoso.azurewebsites.net/api/todo", headers: {} },
      {
        url: "https://contoso.azurewebsites.net/orders",
        status: 403,
        headers: { "Content-Type": "text/html" },
        body: "<h1>Error 403 - This web app is stopped.</h1><p>The web app you have attempted to reach is currently stopped and does not accept any requests.</p>",
        itself: true,
      },
    ],
    near: [
      { headers: { "Set-Cookie": ["ARRAffinityNot=1; Path=/"] } },
      { url: "https://azurewebsites.net.example/orders", headers: {} },
    ],
  },
  {
    id: "supabase",
    source:
      "report 13-supabase-401 and https://github.com/supabase/supabase/blob/master/docker/volumes/functions/main/index.ts",
    own: [
      {
        method: "POST",
        url: "https://abcdefghijklmnop.functions.supabase.co/hello",
        status: 401,
        headers: { "content-type": "application/json", server: "cloudflare", "sb-gateway-version": "1" },
        itself: true,
      },
      {
        method: "POST",
        url: "https://api.example/functions/v1/hello",
        status: 401,
        headers: { "Content-Type": "application/json", "sb-error-code": "UNAUTHORIZED_NO_AUTH_HEADER" },
        body: '{"code":"UNAUTHORIZED_NO_AUTH_HEADER","message":"Missing authorization header","msg":"Missing authorization header"}',
        itself: true,
      },
      {
        url: "https://abcdefghijklmnop.supabase.co/rest/v1/orders",
        status: 401,
        headers: { "content-type": "application/json; charset=utf-8", "sb-project-ref": "abcdefghijklmnop" },
        body: '{"message":"No API key found in request","hint":"No `apikey` request header or url param was found."}',
        itself: true,
      },
      {
        url: "https://abcdefghijklmnop.supabase.co/rest/v1/orders",
        status: 401,
        headers: { "content-type": "application/json; charset=utf-8", "sb-gateway-version": "1" },
        body: '{"code":"PGRST303","details":null,"hint":null,"message":"JWT expired"}',
      },
      {
        method: "POST",
        url: "https://abcdefghijklmnop.supabase.co/functions/v1/hello",
        status: 401,
        headers: { "sb-gateway-version": "1", "x-deno-execution-id": "f7a2" },
      },
    ],
    near: [
      { url: "https://supabase.com/docs", headers: {} },
      { headers: { "sb-request-id": "1" }, status: 401 },
    ],
  },
  {
    id: "supabase-functions",
    source: "report 13-supabase-401 and https://supabase.com/docs/guides/functions/auth-headers",
    own: [
      {
        method: "OPTIONS",
        url: "https://abcdefghijklmnop.functions.supabase.co/hello",
        headers: {
          "content-type": "text/plain;charset=UTF-8",
          server: "cloudflare",
          "access-control-allow-origin": "*",
          "x-deno-execution-id": "f7a2",
        },
      },
      {
        url: "https://abcdefghijklmnop.supabase.co/functions/v1/none",
        status: 404,
        headers: { "content-type": "application/json", "sb-error-code": "NOT_FOUND" },
        body: '{"code":"NOT_FOUND","message":"Requested function was not found"}',
        itself: true,
      },
      { url: "http://127.0.0.1:54321/functions/v1/hello", headers: {} },
    ],
    near: [
      { url: "https://abcdefghijklmnop.supabase.co/rest/v1/orders", headers: { "sb-gateway-version": "1" } },
      { url: "https://api.example/functions/v2/hello", headers: {} },
    ],
  },
  {
    id: "firebase-functions",
    source: "firebase-functions 7.4 with Express 5.3 of npm, at the host that Google gives a function",
    own: [
      {
        method: "OPTIONS",
        url: "https://us-central1-myproject.cloudfunctions.net/createAccount",
        status: 204,
        headers: {
          "X-Powered-By": "Express",
          "Access-Control-Allow-Origin": "https://app.example",
          Vary: "Origin, Access-Control-Request-Headers",
          "Access-Control-Allow-Methods": "POST",
          "Access-Control-Allow-Headers": "content-type",
          "Content-Length": "0",
        },
      },
      {
        method: "POST",
        url: "https://us-central1-myproject.cloudfunctions.net/createAccount",
        status: 400,
        headers: {
          "X-Powered-By": "Express",
          "Access-Control-Allow-Origin": "https://app.example",
          Vary: "Origin",
          "Content-Type": "application/json; charset=utf-8",
        },
        body: '{"error":{"message":"Bad Request","status":"INVALID_ARGUMENT"}}',
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "https://us-central1-myproject.cloudfunctions.net/createAccount",
        status: 404,
        headers: { "content-type": "text/html; charset=UTF-8", server: "Google Frontend", "content-length": "1565" },
      },
      {
        url: "https://createaccount-abcdefghij-uc.a.run.app/",
        headers: { "content-type": "application/json", server: "Google Frontend" },
      },
      { headers: { "function-execution-id": "m7gm271eujuc", server: "Google Frontend" } },
    ],
    near: [
      { headers: { server: "Google Frontend" } },
      { url: "https://cloudfunctions.net.example/createAccount", headers: {} },
    ],
  },
  {
    id: "googleapis",
    source: "https://firebase.google.com/docs/firestore/use-rest-api",
    own: [
      {
        url: "https://firestore.googleapis.com/v1/projects/my-project/databases/(default)/documents/cities/LA",
        headers: { "content-type": "application/json; charset=UTF-8" },
      },
    ],
    near: [
      { url: "https://storage.googleapis.com/my-bucket/photo.png", headers: {} },
      { url: "https://notgoogleapis.com/v1/projects", headers: {} },
    ],
  },
  {
    id: "hasura",
    source: "https://github.com/hasura/graphql-engine/blob/master/server/src-lib/Hasura/Server/Middleware.hs",
    own: [
      {
        method: "OPTIONS",
        url: "https://my-project.hasura.app/v1/graphql",
        status: 204,
        headers: {
          "Access-Control-Max-Age": "1728000",
          "Access-Control-Allow-Headers": "content-type",
          "Content-Length": "0",
          "Content-Type": "text/plain charset=UTF-8",
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE,OPTIONS",
        },
      },
      { method: "POST", url: "http://localhost:8080/v1/graphql", headers: { "Content-Type": "application/json" } },
      {
        url: "http://localhost:8080/console",
        status: 404,
        headers: { "Content-Type": "application/json; charset=utf-8" },
        body: '{"path":"$","error":"resource does not exist","code":"not-found"}',
        itself: true,
      },
    ],
    near: [
      { method: "POST", url: "https://api.example/graphql", headers: { "Content-Type": "application/json" } },
      { status: 404, headers: {}, body: '{"path":"/orders","error":"Not Found"}' },
    ],
  },
  {
    id: "strapi",
    source: "https://github.com/strapi/strapi/blob/develop/packages/core/core/src/services/errors.ts",
    own: [
      {
        url: "https://cms.example/api/articles",
        headers: {
          "Access-Control-Allow-Origin": "*",
          "Content-Type": "application/json; charset=utf-8",
          "X-Powered-By": "Strapi <strapi.io>",
        },
      },
      {
        url: "https://cms.example/api/none",
        status: 404,
        headers: { "Content-Type": "application/json; charset=utf-8", "X-Powered-By": "Strapi <strapi.io>" },
        body: '{"data":null,"error":{"status":404,"name":"NotFoundError","message":"Not Found","details":{}}}',
        itself: true,
      },
    ],
    near: [{ headers: { "X-Powered-By": "Strapi" } }, { headers: { "X-Powered-By": "Koa" } }],
  },
  {
    id: "directus",
    source: "the CORS middleware of directus 11 of npm, and the source of its error handler",
    own: [
      {
        method: "OPTIONS",
        url: "https://cms.example/items/articles",
        status: 204,
        headers: {
          ...directusCors,
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Methods": "GET,POST,PATCH,DELETE",
          "Access-Control-Allow-Headers": "Content-Type,Authorization",
          "Access-Control-Max-Age": "18000",
          "Access-Control-Expose-Headers": "Content-Range",
          "Content-Length": "0",
        },
        itself: true,
      },
      {
        url: "https://cms.example/items/articles",
        headers: { ...directusCors, "Access-Control-Expose-Headers": "Content-Range" },
      },
      {
        url: "https://cms.example/none",
        status: 404,
        headers: { "X-Powered-By": "Directus", "Content-Type": "application/json; charset=utf-8" },
        body: '{"errors":[{"message":"Route /none doesn\'t exist.","extensions":{"path":"/none","code":"ROUTE_NOT_FOUND"}}]}',
        itself: true,
      },
    ],
    near: [
      { headers: { "X-Powered-By": "Directus Cloud" } },
      { status: 404, headers: {}, body: '{"errors":[{"message":"none"}]}' },
    ],
  },
  {
    id: "pocketbase",
    source: "https://github.com/pocketbase/pocketbase/blob/master/apis/middlewares_cors.go and tools/router/error.go",
    own: [
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:8090/api/collections/posts/records",
        status: 204,
        headers: { Vary: "Origin" },
      },
      {
        url: "http://127.0.0.1:8090/api/none",
        status: 404,
        headers: { "Content-Type": "application/json", Vary: "Origin" },
        body: '{"data":{},"message":"The requested resource wasn\'t found.","status":404}\n',
        itself: true,
      },
    ],
    near: [
      { url: "https://api.example/v1/api/collections/posts", headers: {} },
      { status: 404, headers: {}, body: '{"message":"The requested resource was not found."}' },
    ],
  },
  {
    id: "grafana",
    source: "https://github.com/grafana/grafana/blob/main/pkg/middleware/csrf/csrf.go",
    own: [
      {
        method: "POST",
        url: "https://grafana.example/api/ds/query",
        status: 403,
        headers: { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" },
        body: "origin not allowed\n",
        itself: true,
      },
      { url: "https://my-stack.grafana.net/api/search", headers: { "Content-Type": "application/json" } },
      {
        method: "POST",
        url: "https://grafana.example/login",
        headers: { "Set-Cookie": ["grafana_session=5f2b; Path=/; HttpOnly; SameSite=Lax"] },
      },
    ],
    near: [
      { url: "https://api.example/api/search", headers: {} },
      { status: 403, headers: {}, body: "origin not allowed by the policy of this API" },
      { headers: { "Set-Cookie": ["my_grafana_session=1; Path=/"] } },
    ],
  },
  {
    id: "jupyter",
    source: "Jupyter Server 1.23.3 of Debian 12",
    own: [
      {
        url: "http://127.0.0.1:8888/api/kernels",
        headers: {
          Server: "TornadoServer/6.2",
          "Content-Type": "application/json",
          "X-Content-Type-Options": "nosniff",
          "Content-Security-Policy": jupyterPolicy,
          "Access-Control-Allow-Origin": "https://app.example",
          "Content-Length": "2",
        },
        body: "[]",
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:8888/api/kernels",
        headers: {
          Server: "TornadoServer/6.2",
          "Content-Type": "application/json",
          "X-Content-Type-Options": "nosniff",
          "Content-Security-Policy": jupyterPolicy,
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Headers": "accept, content-type, authorization, x-xsrftoken",
          "Access-Control-Allow-Methods": "GET, PUT, POST, PATCH, DELETE, OPTIONS",
          "Content-Length": "0",
        },
        itself: true,
      },
      {
        url: "http://127.0.0.1:8888/api/contents",
        status: 404,
        headers: {
          Server: "TornadoServer/6.2",
          "Content-Type": "application/json",
          "X-Content-Type-Options": "nosniff",
          "Content-Security-Policy": jupyterPolicy,
          "Access-Control-Allow-Origin": "https://other.example",
          "Content-Length": "40",
        },
        body: '{"message": "Not Found", "reason": null}',
        itself: true,
      },
      { url: "https://hub.example/user/me/api/contents/notes.ipynb", headers: {} },
    ],
    near: [
      { headers: { Server: "TornadoServer/6.2", "Content-Type": "application/json" } },
      { headers: { "Content-Security-Policy": "default-src 'none'; report-uri /api/security/report" } },
    ],
  },
  {
    id: "influxdb",
    source: "InfluxDB 1.6.7 of Debian 12",
    own: [
      {
        url: "http://127.0.0.1:8086/query?q=SHOW+DATABASES",
        headers: {
          ...influxCors,
          "Content-Type": "application/json",
          "X-Influxdb-Build": "OSS",
          "X-Influxdb-Version": "1.6.7~rc0",
          "Transfer-Encoding": "chunked",
        },
        body: '{"results":[{"statement_id":0,"series":[{"name":"databases","columns":["name"]}]}]}\n',
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:8086/query",
        headers: {
          ...influxCors,
          "X-Influxdb-Build": "OSS",
          "X-Influxdb-Version": "1.6.7~rc0",
          "Content-Length": "0",
        },
        itself: true,
      },
      {
        url: "http://127.0.0.1:8086/none",
        status: 404,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "X-Influxdb-Build": "OSS",
          "X-Influxdb-Version": "1.6.7~rc0",
          "Content-Length": "19",
        },
        body: "404 page not found\n",
        itself: true,
      },
    ],
    near: [
      { url: "http://127.0.0.1:8086/query", headers: { "Content-Type": "application/json" } },
      { headers: { "Access-Control-Expose-Headers": "Date, X-InfluxDB-Version, X-InfluxDB-Build" } },
    ],
  },
  {
    id: "prometheus",
    source: "Prometheus 2.42.0 of Debian 12",
    own: [
      {
        url: "http://127.0.0.1:9090/api/v1/query?query=up",
        headers: {
          ...prometheusCors,
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Expose-Headers": "Date",
          "Content-Type": "application/json",
          Vary: "Origin",
          "Content-Length": "63",
        },
        body: '{"status":"success","data":{"resultType":"vector","result":[]}}',
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:9090/api/v1/query",
        status: 204,
        headers: { ...prometheusCors, "Access-Control-Expose-Headers": "Date", Vary: "Origin" },
        itself: true,
      },
      {
        url: "http://127.0.0.1:9090/api/v1/query",
        status: 400,
        headers: {
          ...prometheusCors,
          "Access-Control-Expose-Headers": "Date",
          "Content-Type": "application/json",
          Vary: "Origin",
        },
        body: '{"status":"error","errorType":"bad_data","error":"invalid parameter \\"query\\": 1:1: parse error: no expression found in input"}',
        itself: true,
      },
      { url: "https://metrics.example/prometheus/api/v1/query_range?query=up", headers: {} },
    ],
    near: [
      {
        url: "http://127.0.0.1:9090/api/v1/none",
        status: 404,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "X-Content-Type-Options": "nosniff",
          "Content-Length": "19",
        },
        body: "404 page not found\n",
      },
      { headers: { "Access-Control-Expose-Headers": "Date", "Access-Control-Allow-Headers": "Content-Type" } },
    ],
  },
  {
    id: "couchdb",
    source: "https://docs.couchdb.org/en/stable/api/index.html and src/chttpd/src/chttpd_cors.erl",
    own: [
      {
        url: "http://127.0.0.1:5984/_all_dbs",
        headers: {
          "Cache-Control": "must-revalidate",
          "Content-Type": "application/json",
          Server: "CouchDB/3.2.2 (Erlang OTP/24)",
        },
      },
      {
        url: "http://127.0.0.1:5984/none",
        status: 404,
        headers: { Server: "CouchDB/3.2.2 (Erlang OTP/24)", "Content-Type": "application/json" },
        body: '{"error":"not_found","reason":"Database does not exist."}\n',
        itself: true,
      },
      { headers: { Server: "nginx", "X-Couch-Request-ID": "e8ff64d5", "X-CouchDB-Body-Time": "0" } },
    ],
    near: [{ headers: { Server: "MochiWeb/1.0" } }, { status: 404, headers: {}, body: '{"error":"not_found"}' }],
  },
  {
    id: "jellyfin",
    source: "https://github.com/jellyfin/jellyfin/blob/master/Jellyfin.Api/Middleware/ResponseTimeMiddleware.cs",
    own: [
      {
        url: "https://media.example/System/Info/Public",
        headers: { Server: "Kestrel", "Content-Type": "application/json; charset=utf-8", "X-Response-Time-ms": "0.53" },
        body: '{"LocalAddress":"http://192.168.1.10:8096","ServerName":"Home","Version":"10.11.7","ProductName":"Jellyfin Server","Id":"abc"}',
      },
      {
        url: "https://media.example/Users/Me",
        status: 401,
        headers: { Server: "Kestrel", "X-Response-Time-ms": "1.2" },
      },
      { url: "http://192.168.1.10:8096/Users/Me", headers: {} },
    ],
    near: [
      { headers: { Server: "Kestrel" } },
      { headers: { Server: "uvicorn", "X-Response-Time-Ms": "1.20" } },
      { url: "http://192.168.1.10:8095/Users/Me", headers: {} },
    ],
  },
  {
    id: "nextcloud",
    source: "https://github.com/nextcloud/server/blob/master/lib/base.php",
    own: [
      {
        method: "PROPFIND",
        url: "https://cloud.example/remote.php/dav/files/admin/",
        status: 401,
        headers: {
          Server: "nginx",
          "Set-Cookie": [
            "oc_sessionPassphrase=cwhPE1H6; path=/; secure; HttpOnly",
            "__Host-nc_sameSiteCookielax=true; path=/; httponly;secure; expires=Fri, 31-Dec-2100 23:59:59 GMT; SameSite=lax",
            "__Host-nc_sameSiteCookiestrict=true; path=/; httponly;secure; expires=Fri, 31-Dec-2100 23:59:59 GMT; SameSite=strict",
          ],
          "WWW-Authenticate": 'Basic realm="Nextcloud", charset="UTF-8"',
        },
        itself: true,
      },
      {
        url: "https://cloud.example/remote.php/dav/files/admin/",
        status: 412,
        headers: { "Content-Type": "application/json" },
        body: '{"error":"Strict Cookie has not been found in request"}',
        itself: true,
      },
      {
        url: "https://cloud.example/status",
        status: 503,
        headers: { "X-Nextcloud-Maintenance-Mode": "1", "Retry-After": "120" },
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "http://nextcloud_proxy_backend.develop/remote.php/dav/files/admin/",
        status: 204,
        headers: { Server: "nginx/1.23.4", "X-Powered-By": "PHP/8.2.7" },
      },
      { headers: { "Set-Cookie": ["oc_sessionPassphrase=cwhPE1H6; path=/; secure; HttpOnly"] } },
    ],
    near: [
      { url: "https://dav.example/dav/files/admin/", headers: {} },
      { status: 401, headers: { "WWW-Authenticate": 'Basic realm="Nextcloud-like"' } },
      { headers: { "Set-Cookie": ["sameSiteCookielax=true; path=/"] } },
    ],
  },
  {
    id: "geoserver",
    source: "https://docs.geoserver.org/latest/en/user/geowebcache/responseheaders.html",
    own: [
      {
        url: "https://maps.example/gwc/service/wms",
        headers: {
          "geowebcache-tile-index": "[0, 1, 2]",
          "geowebcache-cache-result": "HIT",
          "geowebcache-gridset": "GlobalCRS84Pixel",
          "Content-Type": "image/png",
          Server: "Jetty(6.1.8)",
        },
      },
      { url: "http://localhost:8080/geoserver/topp/wfs?request=GetFeature", headers: {} },
    ],
    near: [
      { url: "https://maps.example/geoserver-like/wfs", headers: {} },
      { headers: { Server: "Jetty(9.4.52.v20230823)" } },
    ],
  },
  {
    id: "tusd",
    source: "https://github.com/tus/tusd/blob/main/pkg/handler/unrouted_handler.go",
    own: [
      {
        method: "OPTIONS",
        url: "https://uploads.example/files/",
        status: 403,
        headers: { "Content-Type": "text/plain; charset=utf-8" },
        body: "ERR_ORIGIN_NOT_ALLOWED: request origin is not allowed\n",
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "https://uploads.example/files/",
        headers: {
          "Access-Control-Allow-Origin": "https://app.example",
          Vary: "Origin",
          "Tus-Resumable": "1.0.0",
          "X-Content-Type-Options": "nosniff",
          "Tus-Version": "1.0.0",
          "Tus-Extension": "creation,creation-with-upload",
        },
      },
      {
        method: "HEAD",
        url: "https://uploads.example/files/1",
        status: 404,
        headers: { "Tus-Resumable": "1.0.0", "X-Content-Type-Options": "nosniff" },
      },
      {
        method: "PATCH",
        url: "https://uploads.example/files/1",
        status: 412,
        headers: { "Tus-Resumable": "1.0.0", "Content-Type": "text/plain; charset=utf-8" },
        body: "ERR_UNSUPPORTED_VERSION: missing, invalid or unsupported Tus-Resumable header\n",
        itself: true,
      },
    ],
    near: [
      { url: "https://uploads.example/files/", headers: {} },
      { status: 403, headers: {}, body: "ERR_ORIGIN: not allowed" },
    ],
  },
  {
    id: "sentry",
    source: "https://github.com/getsentry/relay/blob/master/relay-server/src/middlewares/cors.rs",
    own: [
      {
        method: "POST",
        url: "https://o385026.ingest.us.sentry.io/api/4507685793103872/envelope/",
        headers: {
          "access-control-allow-origin": "*",
          "access-control-expose-headers": "x-sentry-error,x-sentry-rate-limits,retry-after",
        },
      },
      {
        method: "POST",
        url: "https://relay.example/api/1/store/",
        status: 429,
        headers: { "x-sentry-rate-limits": "60::organization", "x-sentry-error": "rate limited", "retry-after": "60" },
        itself: true,
      },
      { method: "POST", url: "https://sentry.example/api/1/envelope/", headers: {} },
    ],
    near: [
      { url: "https://sentry.io/api/0/projects/", headers: {} },
      { url: "https://api.example/api/orders/envelope/", headers: {} },
    ],
  },
  {
    id: "gitlab",
    source: "https://gitlab.com/gitlab-org/ruby/gems/labkit-ruby/-/blob/master/lib/labkit/middleware/rack.rb",
    own: [
      {
        url: "https://git.example/group/project/-/raw/main/data.json",
        headers: {
          "x-content-type-options": "nosniff",
          "x-gitlab-meta": '{"correlation_id":"01HYAEDFB956WF9E15CG7RRFD3","version":"1"}',
          "x-runtime": "0.043891",
        },
      },
      { url: "https://gitlab.com/api/v4/projects", headers: {} },
    ],
    near: [
      { url: "https://git.example/api/v4/projects", headers: {} },
      { url: "https://gitlab.com.example/api/v4/projects", headers: {} },
    ],
  },
  {
    id: "rabbitmq-management",
    source: "RabbitMQ 3.10.8 of Debian 12",
    own: [
      {
        url: "http://127.0.0.1:15672/api/overview",
        headers: {
          "access-control-allow-credentials": "true",
          "access-control-allow-origin": "https://app.example",
          "cache-control": "no-cache",
          "content-security-policy": rabbitPolicy,
          "content-type": "application/json",
          server: "Cowboy",
          vary: "accept, accept-encoding, origin",
        },
        body: '{"management_version":"3.10.8","rates_mode":"basic"}',
      },
      {
        url: "http://127.0.0.1:15672/api/overview",
        status: 401,
        headers: {
          "content-length": "0",
          "content-security-policy": rabbitPolicy,
          server: "Cowboy",
          vary: "origin",
          "www-authenticate": 'Basic realm="RabbitMQ Management"',
        },
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "https://queue.example/api/queues",
        headers: {
          allow: "HEAD, GET, OPTIONS",
          "content-length": "0",
          "content-security-policy": rabbitPolicy,
          server: "Cowboy",
          vary: "origin",
        },
        itself: true,
      },
      { url: "http://queue.example:15672/api/whoami", headers: { server: "nginx" } },
    ],
    near: [
      { headers: { server: "Cowboy" } },
      { headers: { "content-security-policy": rabbitPolicy } },
      { url: "http://127.0.0.1:15672/", headers: {} },
    ],
  },
  {
    id: "n8n",
    source:
      "https://github.com/n8n-io/n8n/blob/master/packages/cli/src/errors/response-errors/webhook-not-found.error.ts",
    own: [
      {
        method: "POST",
        url: "https://flows.example/hooks/orders",
        status: 404,
        headers: { "Content-Type": "application/json; charset=utf-8" },
        body: '{"code":404,"message":"The requested webhook \\"POST orders\\" is not registered.","hint":"The workflow must be active for a production URL to run successfully."}',
        itself: true,
      },
      {
        method: "POST",
        url: "https://flows.example/webhook/orders",
        status: 404,
        headers: { "Content-Type": "application/json; charset=utf-8" },
        body: '{"code":404,"message":"This webhook is not registered for POST requests. Did you mean to make a GET request?"}',
        itself: true,
      },
      { method: "POST", url: "https://mine.app.n8n.cloud/webhook/orders", headers: {} },
      { method: "POST", url: "http://localhost:5678/webhook-test/orders", headers: {} },
    ],
    near: [
      { method: "POST", url: "https://api.example/webhooks/orders", headers: {} },
      { status: 404, headers: {}, body: '{"message":"This device is not registered."}' },
    ],
  },
  {
    id: "appwrite",
    source: "https://github.com/appwrite/appwrite/blob/main/app/controllers/general.php",
    own: [
      {
        method: "POST",
        url: "https://backend.example/v1/account/sessions/email",
        status: 403,
        headers: {
          Server: "Appwrite",
          "X-Content-Type-Options": "nosniff",
          "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
          "Access-Control-Allow-Origin": "https://localhost",
          "Access-Control-Allow-Credentials": "true",
        },
        body: '{"message":"Invalid Origin. Register your new client (app.example) as a new Web platform on your project console dashboard","code":403,"type":"general_unknown_origin","version":"1.6.1"}',
        itself: true,
      },
      { url: "https://fra.cloud.appwrite.io/v1/account", headers: { "content-type": "application/json" } },
    ],
    near: [
      { url: "https://appwrite.io/docs", headers: {} },
      { headers: { Server: "Appwrite-like" } },
      { status: 403, headers: {}, body: '{"message":"Invalid Origin."}' },
    ],
  },
  {
    id: "auth0",
    source: "https://auth0.com/docs/get-started/applications/set-up-cors and a public recording of its headers",
    own: [
      {
        method: "POST",
        url: "https://login.example/oauth/token",
        headers: {
          "Content-Type": "application/json",
          Server: "nginx",
          "X-Auth0-RequestId": "c629c3e05e0881e81315",
          "X-RateLimit-Limit": "30",
          "Cache-Control": "no-store",
        },
      },
      { method: "POST", url: "https://my-tenant.eu.auth0.com/oauth/token", headers: {} },
    ],
    near: [
      { url: "https://auth0.com/docs", headers: {} },
      { method: "POST", url: "https://login.example/oauth/token", headers: { "X-RateLimit-Limit": "30" } },
    ],
  },
  {
    id: "okta",
    source: "https://developer.okta.com/docs/reference/core-okta-api/",
    own: [
      {
        url: "https://id.example/oauth2/default/.well-known/openid-configuration",
        headers: {
          "Content-Type": "application/json",
          Server: "nginx",
          Vary: "Origin",
          "X-Okta-Request-Id": "b0473b2ad622651b6becabf069b98fce",
        },
      },
      { url: "https://trial-6095961.okta.com/api/v1/sessions/me", status: 404, headers: {} },
    ],
    near: [
      { url: "https://okta.com.example/api/v1/sessions/me", headers: {} },
      { headers: { "X-Rate-Limit-Limit": "600", Server: "nginx" } },
    ],
  },
  {
    id: "cognito",
    source: "https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html",
    own: [
      {
        method: "POST",
        url: "https://my-pool.auth.eu-west-1.amazoncognito.com/oauth2/token",
        headers: { "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" },
      },
      { method: "POST", url: "https://cognito-idp.eu-west-1.amazonaws.com/", headers: {} },
    ],
    near: [
      { url: "https://my-pool.s3.eu-west-1.amazonaws.com/cognito", headers: {} },
      { url: "https://amazoncognito.com.example/oauth2/token", headers: {} },
    ],
  },
  {
    id: "synapse",
    source: "https://github.com/element-hq/synapse/blob/develop/synapse/http/server.py",
    own: [
      {
        url: "https://matrix.example/_matrix/client/versions",
        headers: {
          Server: "Synapse/1.153.0",
          "Content-Type": "application/json",
          "Access-Control-Allow-Origin": "*",
          "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
          "Access-Control-Allow-Headers": "X-Requested-With, Content-Type, Authorization, Date",
          "Access-Control-Expose-Headers": "Synapse-Trace-Id, Server",
        },
      },
      { url: "https://matrix.example/_matrix/client/v3/sync", status: 502, headers: { Server: "nginx" } },
    ],
    near: [
      { url: "https://matrix.example/matrix/client", headers: {} },
      { headers: { "Access-Control-Expose-Headers": "Synapse-Trace-Id, Server" } },
    ],
  },
  {
    id: "mastodon",
    source: "https://github.com/mastodon/mastodon/blob/main/config/environments/production.rb",
    own: [
      {
        url: "https://social.example/api/v1/instance",
        headers: {
          server: "Mastodon",
          "x-frame-options": "DENY",
          "x-content-type-options": "nosniff",
          "x-xss-protection": "0",
          "referrer-policy": "same-origin",
        },
      },
    ],
    near: [{ url: "https://social.example/api/v1/instance", headers: {} }, { headers: { server: "Mastodon-like" } }],
  },
  {
    id: "discourse",
    source: "https://github.com/discourse/discourse/blob/main/app/controllers/application_controller.rb",
    own: [
      {
        url: "https://forum.example/latest.json",
        headers: {
          server: "nginx",
          "content-type": "application/json; charset=utf-8",
          "x-discourse-route": "list/latest",
          "access-control-allow-origin": "https://first.example",
        },
      },
    ],
    near: [
      { url: "https://forum.example/latest.json", headers: { server: "nginx" } },
      { headers: { "x-route": "list/latest" } },
    ],
  },
  {
    id: "stable-diffusion-webui",
    source: "https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/master/modules/api/api.py",
    own: [
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:7860/sdapi/v1/txt2img",
        status: 405,
        headers: { server: "uvicorn", allow: "POST", "content-type": "application/json" },
      },
    ],
    near: [
      { url: "https://api.example/sdapi/v1/txt2img", headers: { "X-Powered-By": "Express" } },
      { url: "http://127.0.0.1:7860/sdapi", headers: { server: "uvicorn" } },
    ],
  },
  {
    id: "comfyui",
    source: "https://github.com/comfyanonymous/ComfyUI/blob/master/server.py",
    own: [
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:8188/prompt",
        status: 403,
        headers: { Server: "Python/3.11 aiohttp/3.9.5", "Content-Length": "0" },
      },
      { url: "http://192.168.1.9:8188/api/upload/image", headers: { Server: "Python/3.11 aiohttp/3.9.5" } },
    ],
    near: [
      { url: "http://localhost:8188/prompt", headers: { "X-Powered-By": "Express" } },
      { url: "http://127.0.0.1:8188/orders", headers: { Server: "Python/3.11 aiohttp/3.9.5" } },
      { url: "http://127.0.0.1:8080/prompt", headers: { Server: "Python/3.11 aiohttp/3.9.5" } },
    ],
  },
  {
    id: "clickhouse",
    source: "https://clickhouse.com/docs/interfaces/http",
    own: [
      {
        url: "https://play.example:8443/?query=SELECT%201",
        headers: { "X-ClickHouse-Summary": "{}", "X-ClickHouse-Query-Id": "1" },
      },
      { method: "OPTIONS", url: "http://localhost:8123/?query=SELECT%201", status: 204, headers: {} },
    ],
    near: [
      { url: "http://homeassistant.local:8123/", headers: { "Content-Type": "text/html; charset=utf-8" } },
      { url: "http://localhost:8123/api/states", headers: {} },
      { url: "http://localhost:8124/", headers: {} },
    ],
  },
  {
    id: "chroma",
    source: "https://github.com/chroma-core/chroma",
    own: [
      { url: "http://localhost:8000/api/v2/tenants/default_tenant/databases", headers: {} },
      {
        url: "http://localhost:8000/api/v1/collections",
        status: 405,
        headers: { server: "uvicorn", allow: "GET, POST" },
      },
      { url: "http://localhost:9000/api/v1/collections", headers: { "chroma-trace-id": "1" } },
    ],
    near: [
      { url: "https://login.example/api/v2/tenants/settings", headers: {} },
      { url: "https://api.example/api/v2/tenants/1/databases", headers: { "X-Powered-By": "Express" } },
      { url: "http://localhost:9000/api/v1/collections", headers: { server: "uvicorn" } },
      { url: "http://localhost:8000/api/v2/orders", headers: {} },
    ],
  },
  {
    id: "sanity",
    source: "https://github.com/sanity-io/sanity-shopify-studio/issues/18",
    own: [
      {
        url: "https://abc123.api.sanity.io/v2021-10-21/data/query/production",
        status: 403,
        headers: { "content-type": "application/json", vary: "origin" },
        itself: true,
      },
    ],
    near: [{ url: "https://cdn.sanity.io/images/abc123/production/1.png", headers: {} }],
  },
  {
    id: "salesforce",
    source: "https://github.com/jsforce/jsforce/issues/189",
    own: [{ url: "https://acme.my.salesforce.com/services/data/v59.0/query", headers: {}, itself: true }],
    near: [
      { url: "https://acme.lightning.force.com/aura", headers: {} },
      { url: "https://salesforce.com.shop.example/services/data", headers: {} },
    ],
  },
  {
    id: "azure-functions-core-tools",
    source: "https://github.com/Azure/azure-functions-core-tools/issues/854",
    own: [
      {
        method: "OPTIONS",
        url: "http://localhost:7071/api/auth/login",
        status: 404,
        headers: { Server: "Kestrel", "Content-Length": "0" },
        itself: true,
      },
      { url: "http://localhost:7071/api/items", headers: {} },
    ],
    near: [
      { url: "http://localhost:7071/items", headers: { Server: "Kestrel" } },
      { url: "https://shop.example:7071/api/items", headers: { Server: "Kestrel" } },
    ],
  },
  {
    id: "localstack",
    source: "https://github.com/localstack/localstack/issues/4056",
    own: [
      {
        method: "OPTIONS",
        url: "http://localhost:4566/uploads/photo.png",
        status: 403,
        headers: { server: "hypercorn-h11", "content-length": "0" },
        itself: true,
      },
      { url: "https://s3.localhost.localstack.cloud/uploads/photo.png", headers: { "x-localstack": "true" } },
    ],
    near: [
      { url: "http://localhost:4566/uploads/photo.png", headers: { "x-amz-request-id": "1" } },
      { url: "http://localhost:8000/orders", headers: { server: "hypercorn-h11" } },
    ],
  },
  {
    id: "drupal",
    source: "https://www.drupal.org/node/2715637",
    own: [
      {
        url: "https://cms.example/jsonapi/node/article",
        headers: { "X-Generator": "Drupal 10 (https://www.drupal.org)" },
      },
      { url: "https://cms.example/node/1", headers: { "X-Drupal-Cache": "HIT" } },
    ],
    near: [{ url: "https://cms.example/jsonapi/node/article", headers: { "X-Generator": "Hugo" } }],
  },
  {
    id: "gitea",
    source: "https://github.com/go-gitea/gitea/blob/main/services/context/api.go",
    own: [
      {
        url: "https://git.example/api/v1/user",
        headers: { "Cache-Control": "max-age=0, private, must-revalidate, no-transform" },
      },
      { url: "https://git.example/user/login", headers: { "Set-Cookie": "i_like_gitea=abc; Path=/; HttpOnly" } },
    ],
    near: [
      {
        url: "https://api.example/api/v1/user",
        headers: { "X-Powered-By": "Express", "Cache-Control": "max-age=0, private, must-revalidate, no-transform" },
      },
      { url: "https://api.example/api/v1/user", headers: { "Cache-Control": "max-age=0, private, must-revalidate" } },
      {
        url: "https://api.example/orders",
        headers: { "Cache-Control": "max-age=0, private, must-revalidate, no-transform" },
      },
    ],
  },
  {
    id: "frappe",
    source: "https://github.com/frappe/frappe/pull/12183",
    own: [
      { method: "OPTIONS", url: "https://erp.example/api/method/login", headers: { Server: "nginx" } },
      { url: "https://erp.example/api/method/frappe.auth.get_logged_user", headers: {} },
      { url: "https://erp.example/api/resource/Sales%20Order", headers: {} },
      { url: "https://erp.example/", headers: { "Set-Cookie": "system_user=no; Path=/" } },
    ],
    near: [
      { url: "https://api.example/api/method/list", headers: { "X-Powered-By": "Express" } },
      { url: "https://api.example/api/method/1", headers: {} },
      { url: "https://api.example/api/resource/orders", headers: {} },
    ],
  },
  {
    id: "mattermost",
    source: "https://github.com/mattermost/mattermost/blob/master/server/channels/app/server.go",
    own: [
      {
        method: "OPTIONS",
        url: "https://chat.example/api/v4/posts",
        status: 405,
        headers: { "X-Version-Id": "5.30.0.5.30.1.57fb31b889bf81d99d8af8176d4bbaaa.false" },
      },
    ],
    near: [{ url: "https://files.example/1", headers: { "X-Version-Id": "3HL4kqtJvjVBH40N" } }],
  },
  {
    id: "kubo",
    source: "https://github.com/ipfs/kubo/issues/6204",
    own: [
      { method: "POST", url: "http://127.0.0.1:5001/api/v0/version", status: 403, headers: {} },
      { method: "POST", url: "https://ipfs.example/api/v0/id", headers: { Server: "kubo/0.40.1" } },
      { url: "https://ipfs.example/ipfs/Qm1", headers: { Server: "go-ipfs/0.4.19" } },
    ],
    near: [
      { url: "http://localhost:5001/api/v0/files", headers: { "X-Powered-By": "Express" } },
      { url: "http://localhost:5001/orders", headers: {} },
      { url: "http://localhost:5000/api/v0/id", headers: {} },
      { url: "http://localhost:5001/api/v0/orders", headers: {} },
      { url: "https://localhost:5001/api/v0/files", headers: { Server: "Kestrel" } },
    ],
  },
  {
    id: "arangodb",
    source: "https://github.com/arangodb/arangojs/issues/475",
    own: [{ url: "http://localhost:8529/_db/_system/_api/database", headers: { Server: "ArangoDB" } }],
    near: [{ url: "http://localhost:8529/_db/_system/_api/database", headers: {} }],
  },
  {
    id: "immich",
    source: "https://github.com/immich-app/immich/blob/main/server/src/config.ts",
    own: [
      {
        method: "OPTIONS",
        url: "https://photos.example/api/albums",
        status: 404,
        headers: { "X-Immich-Cid": "7te6fh1l", "Content-Type": "application/json" },
        body: '{"message":"Cannot OPTIONS /api/albums","error":"Not Found","statusCode":404}',
        itself: true,
      },
    ],
    near: [{ url: "https://photos.example/api/albums", headers: {} }],
  },
  {
    id: "odoo",
    source: "https://github.com/odoo/odoo/blob/17.0/odoo/http.py",
    own: [
      {
        method: "OPTIONS",
        url: "https://erp.example/api/item/1",
        headers: {
          "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept, Authorization",
          "Access-Control-Allow-Methods": "POST",
          "Access-Control-Max-Age": "86400",
        },
      },
      { url: "https://erp.example/web/session/authenticate", headers: {} },
      { url: "http://localhost:8069/api/item/1", headers: { Server: "Werkzeug/2.0.2 Python/3.10.12" } },
    ],
    near: [
      { url: "https://shop.example/web/session/1", headers: { "X-Powered-By": "Express" } },
      { url: "http://localhost:8069/api/item/1", headers: { "X-Powered-By": "Express" } },
      { url: "https://erp.example/web/login", headers: { Server: "Werkzeug/2.0.2 Python/3.10.12" } },
      {
        url: "https://api.example/1",
        headers: { "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept" },
      },
      {
        method: "OPTIONS",
        url: "https://api.example/1",
        headers: {
          "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept, Authorization",
          "Access-Control-Allow-Methods": "POST",
        },
      },
      {
        method: "OPTIONS",
        url: "https://api.example/1",
        headers: {
          "Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept, Authorization",
          "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
          "Access-Control-Max-Age": "86400",
        },
      },
    ],
  },
];
