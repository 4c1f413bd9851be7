import type { ServerCase } from "../server-case.ts";

const s3Error = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>656C76696E6727</RequestId><HostId>Vvag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7</HostId></Error>`;

export const cases: readonly ServerCase[] = [
  {
    id: "ollama",
    source: "https://github.com/ollama/ollama/blob/main/docs/api.md",
    own: [{ url: "http://127.0.0.1:11434/api/tags", status: 403, headers: { "Content-Length": "0" } }],
    near: [
      { url: "http://127.0.0.1:11434/", headers: {} },
      { url: "http://127.0.0.1:1234/api/tags", headers: {} },
    ],
  },
  {
    id: "lm-studio",
    source: "https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1323",
    own: [
      {
        method: "OPTIONS",
        url: "http://localhost:1234/v1/completions",
        headers: { "Content-Type": "application/json; charset=utf-8" },
        body: '{"error":"Unexpected endpoint or method. (OPTIONS /v1/completions)"}',
        itself: true,
      },
      {
        url: "http://127.0.0.1:1234/api/v1/models",
        headers: { "Content-Type": "application/json; charset=utf-8" },
        body: '{"models":[]}',
      },
    ],
    near: [
      { url: "http://127.0.0.1:11434/v1/models", headers: {} },
      { url: "http://127.0.0.1:1234/", headers: {} },
      { headers: {}, body: '{"error":"Unexpected endpoint"}' },
    ],
  },
  {
    id: "llama-cpp",
    source: "https://github.com/ggml-org/llama.cpp/blob/master/tools/server/server-http.cpp",
    own: [
      {
        url: "http://127.0.0.1:8080/v1/models",
        headers: { Server: "llama.cpp", "Content-Type": "application/json; charset=utf-8" },
        body: '{"object":"list","data":[]}',
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:8080/v1/chat/completions",
        headers: {
          Server: "llama.cpp",
          "Access-Control-Allow-Origin": "https://app.example",
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Allow-Methods": "GET, POST",
          "Access-Control-Allow-Headers": "*",
          "Content-Type": "text/html",
          "Content-Length": "0",
        },
        itself: true,
      },
      {
        url: "http://127.0.0.1:8080/v1/chat/completions",
        method: "POST",
        status: 401,
        headers: { Server: "llama.cpp", "Content-Type": "application/json; charset=utf-8" },
        body: '{"error":{"message":"Invalid API Key","type":"authentication_error","code":401}}',
        itself: true,
      },
    ],
    near: [{ headers: { Server: "llama.cpp-proxy" } }, { url: "http://127.0.0.1:8080/v1/models", headers: {} }],
  },
  {
    id: "vllm",
    source: "https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/cli_args.py",
    own: [
      {
        url: "http://127.0.0.1:8000/v1/models",
        headers: { server: "uvicorn", "content-type": "application/json" },
        body: '{"object":"list","data":[{"id":"qwen","object":"model","created":1700000000,"owned_by":"vllm"}]}',
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:8000/v1/chat/completions",
        status: 400,
        headers: { server: "uvicorn", "content-type": "text/plain; charset=utf-8", vary: "Origin" },
        body: "Disallowed CORS origin",
      },
    ],
    near: [
      { url: "http://127.0.0.1:8000/orders", headers: { server: "uvicorn" } },
      { url: "https://api.openai.com/v1/models", headers: {}, body: '{"data":[{"owned_by":"openai"}]}' },
    ],
  },
  {
    id: "elasticsearch",
    source:
      "https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/http/CorsHandler.java",
    own: [
      {
        url: "https://search.example/orders/_search",
        headers: {
          "X-elastic-product": "Elasticsearch",
          "content-type": "application/vnd.elasticsearch+json;compatible-with=8",
        },
      },
      {
        url: "https://search.example/orders/_search",
        status: 401,
        headers: {
          "X-elastic-product": "Elasticsearch",
          "WWW-Authenticate": 'Basic realm="security" charset="UTF-8"',
          "content-type": "application/json",
        },
        body: '{"error":{"root_cause":[{"type":"security_exception","reason":"missing authentication credentials for REST request [/orders/_search]"}]},"status":401}',
        itself: true,
      },
      { method: "OPTIONS", url: "http://localhost:9200/orders/_search", status: 403, headers: {}, itself: true },
      {
        url: "http://localhost:9200/",
        headers: { "content-type": "application/json; charset=UTF-8" },
        body: '{\n  "name" : "node",\n  "tagline" : "You Know, for Search"\n}\n',
      },
    ],
    near: [
      { url: "http://localhost:9201/", headers: {} },
      {
        url: "http://localhost:9200/",
        headers: { "X-OpenSearch-Version": "OpenSearch/3.0.0 (opensearch)" },
      },
      { headers: { "X-elastic-product-origin": "kibana" } },
    ],
  },
  {
    id: "opensearch",
    source:
      "https://github.com/opensearch-project/OpenSearch/blob/main/server/src/main/java/org/opensearch/http/CorsHandler.java",
    own: [
      {
        url: "https://search.example/orders/_search",
        headers: {
          "X-OpenSearch-Version": "OpenSearch/3.0.0 (opensearch)",
          "content-type": "application/json; charset=UTF-8",
        },
      },
      {
        url: "https://search.example/orders/_search",
        status: 401,
        headers: { "WWW-Authenticate": 'Basic realm="OpenSearch Security"', "content-type": "text/plain" },
        body: "Unauthorized",
      },
      {
        method: "OPTIONS",
        url: "http://localhost:9200/orders/_search",
        status: 403,
        headers: { "content-length": "0" },
        itself: true,
      },
      {
        url: "http://localhost:9200/",
        headers: { "content-type": "application/json; charset=UTF-8" },
        body: '{\n  "version" : {\n    "distribution" : "opensearch"\n  },\n  "tagline" : "The OpenSearch Project: https://opensearch.org/"\n}\n',
      },
    ],
    near: [
      { url: "http://localhost:9200/", headers: { "X-elastic-product": "Elasticsearch" } },
      { url: "http://localhost:5601/", headers: {} },
    ],
  },
  {
    id: "keycloak",
    source: "https://github.com/keycloak/keycloak/issues/37529",
    own: [
      {
        method: "OPTIONS",
        url: "https://sso.example.com/realms/acme/protocol/openid-connect/token",
        headers: {
          "access-control-allow-credentials": "true",
          "access-control-allow-headers":
            "Origin, Accept, X-Requested-With, Content-Type, Access-Control-Request-Method, Access-Control-Request-Headers, DPoP, Authorization",
          "access-control-allow-methods": "POST, OPTIONS",
          "access-control-allow-origin": "https://app.example.com",
          "access-control-max-age": "3600",
          "content-length": "0",
          "referrer-policy": "no-referrer",
        },
      },
      {
        method: "POST",
        url: "https://sso.example.com/auth/realms/acme/protocol/openid-connect/token",
        status: 401,
        headers: { "cache-control": "no-store", "content-type": "application/json" },
        body: '{"error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials"}',
        itself: true,
      },
      {
        url: "https://sso.example.com/realms/acme/.well-known/openid-configuration",
        headers: { "content-type": "application/json;charset=UTF-8" },
      },
    ],
    near: [
      { url: "https://sso.example.com/oauth2/realms/token", headers: {} },
      { url: "https://sso.example.com/protocol/openid-connect/token", headers: {} },
      { url: "https://sso.example.com/realms/acme", headers: {} },
    ],
  },
  {
    id: "home-assistant",
    source: "https://github.com/home-assistant/core/issues/18566",
    own: [
      {
        method: "OPTIONS",
        url: "http://my-hassio-instance:8123/api/states",
        status: 403,
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Length": "70",
          Server: "Python/3.6 aiohttp/3.4.4",
        },
        body: "CORS preflight request failed: headers are not allowed: AUTHORIZATION",
        itself: true,
      },
      {
        method: "POST",
        url: "https://home.example/auth/token",
        headers: { Server: "Python/3.13 aiohttp/3.12.15", "Content-Type": "application/json" },
      },
      {
        url: "http://homeassistant.local:8123/api/config",
        status: 401,
        headers: { "Content-Type": "text/plain; charset=utf-8" },
        body: "401: Unauthorized",
        itself: true,
      },
    ],
    near: [
      { url: "https://home.example/orders", headers: { Server: "Python/3.13 aiohttp/3.12.15" } },
      { url: "http://homeassistant.local:8123/local/audio.mp3", headers: {} },
      { url: "http://homeassistant.local:8124/api/states", headers: {} },
    ],
  },
  {
    id: "otlp-collector",
    source: "https://github.com/open-telemetry/opentelemetry-collector/blob/main/receiver/otlpreceiver/otlphttp.go",
    own: [
      {
        method: "OPTIONS",
        url: "http://localhost:4318/v1/traces",
        status: 405,
        headers: { "Content-Type": "text/plain", "Content-Length": "41" },
        body: "405 method not allowed, supported: [POST]",
        itself: true,
      },
      {
        method: "POST",
        url: "http://localhost:4318/v1/logs",
        status: 415,
        headers: { "Content-Type": "text/plain" },
        body: "415 unsupported media type, supported: [application/json, application/x-protobuf]",
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "http://localhost:4318/v1/metrics",
        status: 204,
        headers: { Vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers" },
      },
      {
        method: "POST",
        url: "https://otel.example/v1/traces",
        headers: { "Content-Type": "application/json" },
        body: '{"partialSuccess":{}}',
      },
    ],
    near: [
      { url: "http://localhost:4317/v1/logs", headers: {} },
      { url: "http://localhost:4318/orders", headers: {} },
      { url: "https://api.example/v1/traces/42", headers: {} },
    ],
  },
  {
    id: "socket-io",
    source: "socket.io 4.8.4 with engine.io 6.6.13 of npm",
    own: [
      {
        url: "http://127.0.0.1:39103/socket.io/?EIO=4&transport=polling&t=abc",
        headers: {
          Vary: "Origin",
          "Content-Type": "text/plain; charset=UTF-8",
          "Content-Length": "118",
          "cache-control": "no-store",
        },
        body: '0{"sid":"OUaNhSSPh5tB0nvwAAAC","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
        itself: true,
      },
      {
        url: "http://127.0.0.1:39101/socket.io/?EIO=4&transport=x",
        status: 400,
        headers: { "Content-Type": "application/json", "Transfer-Encoding": "chunked" },
        body: '{"code":0,"message":"Transport unknown"}',
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:39101/socket.io/?EIO=4&transport=polling&sid=x",
        status: 400,
        headers: { "Content-Type": "application/json", "Transfer-Encoding": "chunked" },
        body: '{"code":1,"message":"Session ID unknown"}',
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:39103/socket.io/?EIO=4&transport=polling&sid=x",
        status: 204,
        headers: {
          Vary: "Origin, Access-Control-Request-Headers",
          "Access-Control-Allow-Methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
          "Access-Control-Allow-Headers": "x-a",
          "Content-Length": "0",
        },
      },
    ],
    near: [
      { url: "http://127.0.0.1:3000/socket.io/socket.io.js", headers: { ETag: '"4.8.4"' } },
      { url: "http://127.0.0.1:3000/?EIO=4&transport=polling", headers: {} },
      { status: 400, headers: {}, body: '{"code":0,"message":"Unknown"}' },
    ],
  },
  {
    id: "socket-io",
    source: "https://github.com/socketio/socket.io/issues/3575",
    own: [
      {
        url: "http://127.0.0.1:8848/socket.io/?EIO=4&transport=polling&t=abc",
        status: 404,
        headers: {
          "X-Powered-By": "Express",
          "Access-Control-Allow-Origin": "*",
          "Content-Security-Policy": "default-src 'none'",
          "X-Content-Type-Options": "nosniff",
          "Content-Type": "text/html; charset=utf-8",
        },
      },
    ],
    near: [{ url: "http://127.0.0.1:8848/socket.io/", headers: {} }],
  },
  {
    id: "mcp",
    source: "@modelcontextprotocol/sdk 1.32.2 with Express of npm",
    own: [
      {
        method: "POST",
        url: "http://127.0.0.1:39110/mcp",
        headers: {
          "X-Powered-By": "Express",
          "cache-control": "no-cache, no-transform",
          "content-type": "text/event-stream",
          "mcp-session-id": "a5a2ca4f-36d9-4e97-8c01-107fd2c02740",
          "x-accel-buffering": "no",
        },
        body: 'event: message\ndata: {"result":{"protocolVersion":"2025-06-18"},"jsonrpc":"2.0","id":1}\n\n',
      },
      {
        method: "POST",
        url: "http://127.0.0.1:39110/mcp",
        status: 400,
        headers: { "X-Powered-By": "Express", "content-type": "application/json", "content-length": "99" },
        body: '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Bad Request: Server not initialized"},"id":null}',
        itself: true,
      },
      {
        url: "http://127.0.0.1:39110/mcp",
        status: 406,
        headers: { "X-Powered-By": "Express", "content-type": "application/json", "content-length": "116" },
        body: '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Not Acceptable: Client must accept text/event-stream"},"id":null}',
        itself: true,
      },
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:39110/tools",
        requestHeaders: {
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "content-type,mcp-protocol-version",
        },
        headers: { "X-Powered-By": "Express", Allow: "DELETE, GET, HEAD, POST", "Content-Type": "text/plain" },
        body: "DELETE, GET, HEAD, POST",
      },
    ],
    near: [
      { url: "http://127.0.0.1:39110/mcp-docs", headers: { "X-Powered-By": "Express" } },
      { headers: { "x-mcp-session": "1" } },
    ],
  },
  {
    id: "mcp",
    source: "https://github.com/modelcontextprotocol/python-sdk/issues/1135",
    own: [
      {
        method: "POST",
        url: "http://localhost:8000/mcp",
        status: 400,
        headers: {
          server: "uvicorn",
          "content-type": "application/json",
          "content-length": "105",
          "access-control-allow-origin": "http://localhost:3000",
        },
        body: '{"jsonrpc":"2.0","id":"server-error","error":{"code":-32600,"message":"Bad Request: Missing session ID"}}',
        itself: true,
      },
    ],
    near: [{ url: "http://localhost:8000/", headers: { server: "uvicorn" } }],
  },
  {
    id: "minio",
    source: "https://github.com/minio/minio/blob/master/cmd/api-headers.go",
    own: [
      {
        url: "http://localhost:9000/bucket/photo.png",
        headers: { "Accept-Ranges": "bytes", "Content-Type": "image/png", Server: "MinIO", Vary: "Origin" },
      },
      {
        url: "http://localhost:9000/bucket/photo.png",
        status: 403,
        headers: { "Accept-Ranges": "bytes", "Content-Type": "application/xml", Server: "MinIO", Vary: "Origin" },
        body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied.</Message><BucketName>bucket</BucketName><Resource>/bucket/photo.png</Resource><RequestId>17A0</RequestId><HostId>dd90</HostId></Error>',
        itself: true,
      },
    ],
    near: [
      { headers: { Server: "my-MinIO" } },
      { url: "http://localhost:9000/", headers: {} },
      { headers: { Server: "MinIO Console" } },
    ],
  },
  {
    id: "airplay",
    source: "AirPlay Receiver of macOS, https://developer.apple.com/forums/thread/693768",
    own: [
      {
        url: "http://localhost:5000/api",
        status: 403,
        headers: { "Content-Length": "0", Server: "AirTunes/595.13.1", "X-Apple-ProcessingTime": "0" },
        itself: true,
      },
    ],
    near: [{ status: 403, url: "http://localhost:5000/api", headers: { "Content-Length": "0" } }],
  },
  {
    id: "ngrok",
    source: "https://ngrok.com/docs/errors/err_ngrok_6024",
    own: [
      {
        url: "https://9c96-103.ngrok-free.app/surveys",
        headers: { "Content-Type": "text/html", "Ngrok-Error-Code": "ERR_NGROK_6024" },
        itself: true,
      },
      { url: "https://9c96-103.ngrok-free.app/surveys", headers: { Server: "uvicorn" } },
      { headers: { "Ngrok-Agent-Ips": "203.0.113.9" } },
    ],
    near: [{ url: "https://ngrok-free.app.shop.example/", headers: {} }],
  },
  {
    id: "github-codespaces",
    source: "https://github.com/Azure/azure-dev/issues/914",
    own: [
      {
        url: "https://fuzzy-3100.app.github.dev/lists",
        status: 302,
        headers: { Location: "https://github.dev/pf-signin?id=1&port=3100", "Content-Length": "0" },
        itself: true,
      },
      {
        url: "https://fuzzy-3100.app.github.dev/lists",
        status: 401,
        headers: { "WWW-Authenticate": "tunnel" },
        itself: true,
      },
      {
        url: "https://fuzzy-3100.app.github.dev/lists",
        status: 401,
        headers: { "WWW-Authenticate": "Bearer", "X-Powered-By": "Express" },
      },
    ],
    near: [{ url: "https://github.dev/microsoft/vscode", headers: {} }],
  },
  {
    id: "gitpod",
    source: "https://github.com/gitpod-io/gitpod/issues/14576",
    own: [
      {
        method: "OPTIONS",
        url: "https://8080-shop.ws-eu74.gitpod.io/query",
        status: 401,
        headers: { "Content-Length": "0" },
        itself: true,
      },
      {
        url: "https://8080-shop.ws-eu74.gitpod.io/query",
        status: 401,
        headers: { "Content-Length": "0" },
      },
      ...[{ "WWW-Authenticate": "Bearer" }, { Server: "nginx" }, { "X-Powered-By": "Express" }].map((named) => ({
        method: "OPTIONS",
        url: "https://8080-shop.ws-eu74.gitpod.io/query",
        status: 401,
        headers: { "Content-Length": "0", ...named },
      })),
    ],
    near: [{ url: "https://gitpod.io.shop.example/", status: 401, headers: { "Content-Length": "0" } }],
  },
  {
    id: "azure-api-management",
    source: "https://learn.microsoft.com/azure/api-management/cors-policy",
    own: [
      {
        method: "OPTIONS",
        url: "https://shop.azure-api.net/orders",
        headers: { "Content-Length": "0", "Request-Context": "appId=cid-v1:2f" },
        itself: true,
      },
      { url: "https://shop.azure-api.net/orders", headers: { "Content-Type": "application/json" } },
    ],
    near: [{ url: "https://shop.azurewebsites.net/orders", headers: { "Content-Length": "0" } }],
  },
  {
    id: "minio-console",
    source: "https://github.com/minio/minio/issues/20379",
    own: [
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:9001/testbucket",
        headers: {
          "Accept-Ranges": "bytes",
          "Content-Length": "1310",
          "Content-Type": "text/html",
          "Referrer-Policy": "strict-origin-when-cross-origin",
          Server: "MinIO Console",
          "X-Content-Type-Options": "nosniff",
          "X-Frame-Options": "DENY",
        },
        itself: true,
      },
    ],
    near: [{ headers: { Server: "MinIO" } }, { headers: { Server: "My MinIO Console" } }],
  },
  {
    id: "s3",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html",
    own: [
      {
        url: "https://files.example/photo.png",
        headers: {
          "x-amz-id-2": "Vvag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7/C1NPcfTWAtRPfTaOFg==",
          "x-amz-request-id": "656c76696e6727732072657175657374",
          Server: "AmazonS3",
        },
      },
      {
        method: "OPTIONS",
        url: "https://bucket.s3.eu-central-1.amazonaws.com/photo.png",
        status: 403,
        headers: { "Content-Type": "application/xml", Server: "AmazonS3" },
        body: s3Error("AccessForbidden", "CORSResponse: This CORS request is not allowed."),
        itself: true,
      },
      { url: "https://s3.amazonaws.com/bucket/photo.png", headers: {} },
      { url: "https://bucket.s3-website-us-east-1.amazonaws.com/", headers: {} },
      { headers: { "x-amz-id-2": "Vvag1LuByRx9e6j5Onimru9pO4ZVKnJ2Qz7" } },
    ],
    near: [
      { url: "https://abc.execute-api.eu-central-1.amazonaws.com/orders", headers: { "x-amzn-requestid": "1" } },
      {
        url: "https://s3.wasabisys.com/bucket/photo.png",
        headers: { Server: "WasabiS3/7.21.4957", "x-amz-id-2": "FRGIi1RHPMkjbHqyZQ1KrsiF0jDHX7vazX0U2oZ6TVxAAz7E" },
      },
      { headers: { "x-amz-cf-id": "abc" } },
      { url: "https://s3.amazonaws.com.example/photo.png", headers: {} },
    ],
  },
  {
    id: "cloudflare-r2",
    source: "https://developers.cloudflare.com/r2/buckets/cors/",
    own: [
      {
        method: "PUT",
        url: "https://bucket.4a5b6c.r2.cloudflarestorage.com/photo.png",
        headers: { Server: "cloudflare", ETag: '"25db7d0a511ab61bd5f00acad8294e87"' },
      },
      { url: "https://pub-4a5b6c.r2.dev/photo.png", headers: { Server: "cloudflare" } },
      {
        method: "OPTIONS",
        url: "https://4a5b6c.r2.cloudflarestorage.com/bucket/photo.png",
        status: 403,
        headers: { "Content-Type": "application/xml", Server: "cloudflare" },
        body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>Unauthorized</Code><Message>CORS not configured for this bucket</Message></Error>',
        itself: true,
      },
    ],
    near: [
      { url: "https://files.example/photo.png", headers: { Server: "cloudflare" } },
      { url: "https://r2.dev.example/photo.png", headers: {} },
    ],
  },
  {
    id: "wasabi",
    source: "https://docs.wasabi.com/docs/rest-api-introduction",
    own: [
      {
        url: "https://files.example/photo.png",
        headers: {
          "Content-Type": "image/png",
          Server: "WasabiS3/7.20.2951-2024-06-14-7fcea49969 (R401-U28)",
          "X-Amz-Id-2": "FRGIi1RHPMkjbHqyZQ1KrsiF0jDHX7vazX0U2oZ6TVxAAz7E",
          "X-Amz-Request-Id": "5A967528CBC8853F:B",
          "X-Wasabi-Cm-Reference-Id": "1722367232582 192.0.2.1 ConID:970613190/EngineConID:8763175/Core:29",
        },
      },
      {
        url: "https://s3.eu-central-1.wasabisys.com/bucket/photo.png",
        status: 403,
        headers: { "Content-Type": "application/xml", Server: "WasabiS3/7.10.1193-2022-11-23-84c72037e8 (head2)" },
        body: s3Error("AccessDenied", "Access Denied"),
        itself: true,
      },
    ],
    near: [
      { url: "https://bucket.s3.amazonaws.com/photo.png", headers: { Server: "AmazonS3" } },
      { url: "https://wasabisys.com.example/photo.png", headers: {} },
    ],
  },
  {
    id: "digitalocean-spaces",
    source: "https://docs.digitalocean.com/products/spaces/how-to/configure-cors/",
    own: [
      { url: "https://bucket.nyc3.digitaloceanspaces.com/photo.png", headers: { "Content-Type": "image/png" } },
      {
        url: "https://bucket.nyc3.cdn.digitaloceanspaces.com/photo.png",
        status: 403,
        headers: { "Content-Type": "application/xml" },
        body: s3Error("AccessDenied", ""),
        itself: true,
      },
    ],
    near: [
      { url: "https://app-4a5b6.ondigitalocean.app/photo.png", headers: {} },
      { url: "https://mydigitaloceanspaces.com/photo.png", headers: {} },
    ],
  },
  {
    id: "backblaze-b2",
    source: "https://www.backblaze.com/docs/cloud-storage-cross-origin-resource-sharing-rules",
    own: [
      {
        url: "https://f001.backblazeb2.com/file/bucket/photo.png",
        headers: {
          "x-bz-file-name": "photo.png",
          "x-bz-file-id": "4_z953a9952635e1b337796081d_f1180926fe811133a_d20220215_m102423_c002_v0001114_t0024",
          "x-bz-content-sha1": "231d25ac68721f4d2c3e7764924d3149bf813045",
          "X-Bz-Upload-Timestamp": "1644920663000",
        },
      },
      {
        url: "https://files.example/photo.png",
        headers: { "x-bz-file-name": "photo.png", Server: "cloudflare", "cf-cache-status": "MISS" },
      },
      { method: "PUT", url: "https://s3.us-west-004.backblazeb2.com/bucket/photo.png", headers: {} },
    ],
    near: [
      { url: "https://backblazeb2.com.example/photo.png", headers: {} },
      { headers: { "x-amz-id-2": "aMb41pGbJOWYzrTUIY0JmFjSgZMljS2L4" } },
    ],
  },
  {
    id: "gcs",
    source: "https://cloud.google.com/storage/docs/xml-api/reference-headers",
    own: [
      {
        url: "https://files.example/photo.png",
        headers: {
          "x-goog-generation": "1725378482750814",
          "x-goog-metageneration": "1",
          "x-goog-stored-content-encoding": "identity",
          "x-goog-stored-content-length": "89349",
          "x-goog-hash": ["crc32c=zGH6qw==", "md5=Jdt9ClEathvV8ArK2ClOhw=="],
          "x-goog-storage-class": "STANDARD",
          "X-GUploader-UploadID": "AD-8ljvKuO6d4hAJ5kV1TXi3nWRkNyq",
          Server: "UploadServer",
        },
      },
      {
        method: "OPTIONS",
        url: "https://storage.googleapis.com/bucket/photo.png",
        headers: { "X-GUploader-UploadID": "AD-8ljvKuO6d4hAJ5kV1TXi3nWRkNyq", Server: "UploadServer" },
      },
      {
        url: "https://bucket.storage.googleapis.com/photo.png",
        status: 403,
        headers: { "Content-Type": "application/xml; charset=UTF-8", Server: "UploadServer" },
        body: "<?xml version='1.0' encoding='UTF-8'?><Error><Code>AccessDenied</Code><Message>Access denied.</Message></Error>",
        itself: true,
      },
      { headers: { Server: "UploadServer" } },
    ],
    near: [
      { url: "https://us-central1-project.cloudfunctions.net/f", headers: { Server: "Google Frontend" } },
      { url: "https://www.googleapis.com/drive/v3/files", headers: { Server: "ESF" } },
    ],
  },
  {
    id: "azure-blob",
    source: "https://learn.microsoft.com/rest/api/storageservices/preflight-blob-request",
    own: [
      {
        url: "https://account.blob.core.windows.net/container/photo.png",
        headers: {
          "Content-Type": "image/png",
          Server: "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0",
          "x-ms-request-id": "57047db3-001e-0050-3e34-2ba769000000",
          "x-ms-version": "2017-04-17",
          "x-ms-blob-type": "BlockBlob",
        },
      },
      { url: "https://files.example/photo.png", headers: { Server: "Windows-Azure-Blob/1.0" } },
      { url: "https://account.blob.core.windows.net/container/photo.png", status: 200, headers: {} },
    ],
    near: [
      { url: "https://account.azurewebsites.net/photo.png", headers: { Server: "Microsoft-HTTPAPI/2.0" } },
      { url: "https://blob.core.windows.net.example/photo.png", headers: {} },
    ],
  },
  {
    id: "azure-blob",
    source: "azurite 3.35.0 of npm",
    own: [
      {
        method: "OPTIONS",
        url: "http://127.0.0.1:39120/devstoreaccount1/c/b",
        status: 403,
        headers: {
          Server: "Azurite-Blob/3.35.0",
          "x-ms-error-code": "CorsPreflightFailure",
          "x-ms-request-id": "2d992249-6b62-4d84-9a46-61d2499265a1",
          "content-type": "application/xml",
        },
        body: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Error>\n  <Code>CorsPreflightFailure</Code>\n  <Message>CORS not enabled or no matching rule found for this request.\nRequestId:2d992249-6b62-4d84-9a46-61d2499265a1\nTime:2026-11-29T01:12:50.845Z</Message>\n  <MessageDetails>No CORS rules matches this request</MessageDetails>\n</Error>',
        itself: true,
      },
    ],
    near: [{ url: "http://127.0.0.1:39120/devstoreaccount1/c/b", headers: { Server: "Azurite-Queue/3.35.0" } }],
  },
];
