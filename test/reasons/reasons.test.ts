import { readdirSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { diagnose, fixesFor, readHar } from "../../src/index.ts";
import { reasons } from "../../src/reasons/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { expectTranslated } from "../text/expect-translated.ts";

type Case = {
  readonly id: string;
  readonly certainty: "certain" | "possible";
  /** The last call is the refused one. */
  readonly calls: readonly Call[];
  /** Similar recordings in which the reason must not match. */
  readonly never: readonly (readonly Call[])[];
  /** The more specific reason that is the headline instead. */
  readonly beneath?: string;
};

const express = { "X-Powered-By": "Express" };
const nginx = { Server: "nginx/1.22.1" };
const allowed = { "Access-Control-Allow-Origin": page };
const passing: Answer = { status: 204, headers: { ...allowed, "Access-Control-Allow-Methods": "PUT" } };
const expressError = {
  ...express,
  "Content-Security-Policy": "default-src 'none'",
  "X-Content-Type-Options": "nosniff",
  "Content-Type": "text/html; charset=utf-8",
};

const kestrel = { Server: "Kestrel" };
const iis = { Server: "Microsoft-IIS/10.0", "X-Powered-By": "ASP.NET" };
const lambda = { "X-Amz-Apigw-Id": "1", "X-Amzn-Trace-Id": "Root=1-1" };
const cloudfrontError = { Server: "CloudFront", "X-Cache": "Error from cloudfront", "Content-Type": "text/html" };
const workerError = {
  Server: "cloudflare",
  "Content-Type": "text/plain; charset=UTF-8",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "SAMEORIGIN",
  Expires: "Thu, 01 Jan 1970 00:00:01 GMT",
};
const googleError = { Server: "Google Frontend", "Content-Type": "text/html; charset=UTF-8" };
const springSecurity = {
  "X-Content-Type-Options": "nosniff",
  "X-XSS-Protection": "0",
  "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
  Pragma: "no-cache",
  Expires: "0",
  "X-Frame-Options": "DENY",
};
const functionUrl = "https://us-central1-shop.cloudfunctions.net/orders";
const gcpGatewayUrl = "https://shop-1.uc.gateway.dev/orders";
const gitpodUrl = "https://8080-shop.ws-eu74.gitpod.io/query";
const supabaseUrl = "https://shop.functions.supabase.co/orders";
const notRegistered = '{"code":404,"message":"The requested webhook \\"GET orders\\" is not registered."}';
const socketUrl = "http://localhost:4000/socket.io/?EIO=4&transport=polling&t=1";

const get = (status: number, headers: Answer["headers"] = {}, rest: Partial<Call> = {}): Call => ({
  answer: { status, headers },
  ...rest,
});
const put = (status: number, headers: Answer["headers"] = {}, rest: Partial<Call> = {}): Call => ({
  method: "PUT",
  preflight: { status, headers },
  ...rest,
});
/** A PUT whose preflight passed. */
const putAfter = (preflight: Answer, status: number, headers: Answer["headers"] = {}): Call => ({
  method: "PUT",
  preflight,
  answer: { status, headers },
});
const passed = (headers: Answer["headers"] = allowed, rest: Partial<Call> = {}): Call => ({
  answer: { status: 200, headers },
  error: null,
  ...rest,
});
const redirected = (status: number, redirectURL: string, rest: Partial<Call> = {}): Call => ({
  method: "PUT",
  preflight: { status, headers: { Location: redirectURL }, redirectURL, error: "net::ERR_INVALID_REDIRECT" },
  ...rest,
});
const allowing = (value: string | readonly string[], headers: Answer["headers"] = {}): Call =>
  get(200, { "Access-Control-Allow-Origin": value, ...headers });

const goVary = { Vary: ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"] };
const stated = (status: number, body: string, headers: Answer["headers"] = {}): Call => ({
  answer: { status, headers, body },
});
/** A GET with a header of its own, whose preflight was refused. */
const asking = (name: string, status: number, headers: Answer["headers"] = {}, body?: string): Call => ({
  headers: { [name]: "1" },
  preflight: { status, headers, ...(body === undefined ? {} : { body }) },
});

/** A file that nginx read itself. */
const nginxFile = {
  ...nginx,
  ETag: '"655a1b2c-20fd4"',
  "Last-Modified": "Thu, 19 Nov 2026 10:00:00 GMT",
  "Accept-Ranges": "bytes",
};
/** A request from a public page to another site, whose response has no CORS headers. */
const foreign = (url: string, site = "cross-site"): Call =>
  get(200, {}, { url, page: "https://www.shop.example", headers: { "Sec-Fetch-Site": site } });
/** A request to another site with these headers, whose preflight gets a 404. */
const traced = (headers: Record<string, string>): Call => ({
  url: "https://api.vendor.example/rates",
  page: "https://www.shop.example",
  headers: { ...headers, "Sec-Fetch-Site": "cross-site" },
  preflight: { status: 404 },
});

/** A request of the page to its own origin, which redirects to a URL that responds with 401. */
const ownHost = (url: string, path = "/api/drafts"): readonly Call[] => [
  { line: 7, url: `${page}${path}`, answer: { status: 307, redirectURL: url }, error: null },
  { line: 7, url, answer: { status: 401, headers: { "WWW-Authenticate": "Bearer" } } },
];

const plainImage: Call = {
  type: "image",
  origin: null,
  headers: { "Sec-Fetch-Mode": "no-cors" },
  answer: { status: 200, headers: { "Cache-Control": "max-age=600" } },
  error: null,
};

const cases: readonly Case[] = [
  {
    id: "cached-without-origin",
    certainty: "possible",
    calls: [plainImage, {}],
    never: [
      [plainImage, get(200)],
      [{ ...plainImage, answer: { status: 200, headers: { "Cache-Control": "no-store" } } }, {}],
    ],
  },
  {
    id: "cached-for-another-origin",
    certainty: "possible",
    calls: [passed({ ...allowed, "Cache-Control": "max-age=600" }), { page: "http://localhost:3001" }],
    never: [[passed({ ...allowed, "Cache-Control": "max-age=600" }), allowing("http://localhost:3001")]],
  },
  {
    id: "response-header-sent-as-request-header",
    certainty: "certain",
    calls: [
      {
        headers: { "Access-Control-Allow-Origin": "*" },
        preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*" } },
      },
    ],
    never: [
      [{ headers: { "X-Shop": "tea" }, preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*" } } }],
      [put(401, {}, { headers: { "Access-Control-Allow-Origin": "*" } })],
    ],
  },
  {
    id: "opaque-page-origin",
    certainty: "certain",
    calls: [get(200, allowed, { page: "file:///home/me/index.html" })],
    never: [[allowing("http://localhost:9")], [get(200, {}, { page: "file:///home/me/index.html" })]],
  },
  {
    id: "redirect-made-origin-null",
    certainty: "certain",
    calls: [
      { line: 7, answer: { status: 302, headers: allowed, redirectURL: "http://127.0.0.1:4000/v2" }, error: null },
      { line: 7, url: "http://127.0.0.1:4000/v2", origin: "null", answer: { status: 200, headers: allowed } },
    ],
    never: [[get(200, allowed, { page: "file:///home/me/index.html" })], [allowing("http://localhost:9")]],
  },
  {
    id: "hsts-redirect",
    certainty: "certain",
    calls: [
      {
        method: "PUT",
        url: "http://api.shop.example/orders",
        preflight: {
          status: 307,
          headers: { "Non-Authoritative-Reason": "HSTS" },
          redirectURL: "https://api.shop.example/orders",
          error: "net::ERR_INVALID_REDIRECT",
        },
      },
    ],
    never: [[redirected(307, "https://api.shop.example/orders", { url: "http://api.shop.example/orders" })]],
  },
  {
    id: "http-to-https-redirect",
    certainty: "certain",
    calls: [redirected(301, "https://api.shop.example/orders", { url: "http://api.shop.example/orders" })],
    never: [
      [redirected(301, "https://login.shop.example/orders", { url: "http://api.shop.example/orders" })],
      [redirected(301, "https://api.shop.example/v2/orders", { url: "http://api.shop.example/orders" })],
    ],
  },
  {
    id: "slash-redirect",
    certainty: "certain",
    calls: [redirected(307, `${api}/`)],
    never: [[redirected(307, `${api}/1/`)], [redirected(301, "https://localhost:4000/api/orders")]],
  },
  {
    id: "login-redirect",
    certainty: "certain",
    calls: [get(302, {}, { answer: { status: 302, redirectURL: "http://localhost:4000/login?next=%2Fapi" } })],
    never: [
      [get(302, {}, { answer: { status: 302, redirectURL: "http://localhost:4000/blog/inside" } })],
      [redirected(308, "http://localhost:4000/login/", { url: "http://localhost:4000/login" })],
    ],
  },
  {
    id: "redirect-to-another-url",
    certainty: "certain",
    calls: [redirected(308, "http://localhost:4000/v2/orders")],
    never: [[put(200)], [{ answer: { status: 304, redirectURL: "http://localhost:4000/v2" } }]],
  },
  {
    id: "misspelled-header",
    certainty: "certain",
    calls: [get(200, { "Access-Control-Allow-Orgin": page })],
    never: [
      [get(200, { "Access-Control-Allow-Methods": "GET" })],
      [get(200, { "Access-Control-Allow-Orgin": page, "Access-Control-Allow-Origin": "http://localhost:9" })],
      [get(200, { "Cross-Origin-Opener-Policy": "same-origin" })],
    ],
  },
  {
    id: "misspelled-header",
    certainty: "certain",
    calls: [put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Method": "PUT" })],
    never: [[put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET" })]],
  },
  {
    id: "placeholder-value",
    certainty: "certain",
    calls: [allowing("undefined")],
    never: [[allowing("https://undefined.example")], [allowing("http://localhost:9")]],
  },
  { id: "placeholder-value", certainty: "certain", calls: [allowing(`"${page}"`)], never: [[allowing(`${page}/`)]] },
  { id: "placeholder-value", certainty: "certain", calls: [allowing("")], never: [[get(200)]] },
  {
    id: "placeholder-value",
    certainty: "certain",
    calls: [allowing("undefined", { Vary: "Origin" })],
    never: [[get(200, { Vary: "Origin" })]],
  },
  {
    id: "origin-near-miss",
    certainty: "certain",
    calls: [allowing(`${page}/`)],
    never: [[allowing("https://shop.example")], [passed({ "Access-Control-Allow-Origin": page })]],
  },
  {
    id: "origin-near-miss",
    certainty: "certain",
    calls: [allowing("http://127.0.0.1:3000")],
    never: [[allowing("*.example")]],
  },
  {
    id: "origin-near-miss",
    certainty: "certain",
    calls: [allowing("localhost:3000")],
    never: [[allowing("shop.example")]],
  },
  {
    id: "origin-pattern-sent",
    certainty: "certain",
    calls: [
      get(200, { "Access-Control-Allow-Origin": "https://*.shop.example" }, { page: "https://app.shop.example" }),
    ],
    never: [[passed({ "Access-Control-Allow-Origin": "*" })], [allowing("https://shop.example")]],
  },
  {
    id: "origin-list-in-one-value",
    certainty: "certain",
    calls: [allowing(`https://shop.example,${page}`)],
    never: [[allowing(["https://shop.example", page])], [allowing(`*, ${page}`)]],
  },
  {
    id: "proxy-and-app-both-set",
    certainty: "possible",
    calls: [allowing(["*", page], { ...nginx, ...express })],
    never: [
      [allowing(["*", page], express)],
      [allowing(["*", page], nginx)],
      [allowing(`https://shop.example,${page}`, { ...nginx, ...express })],
    ],
  },
  {
    id: "header-set-twice",
    certainty: "certain",
    calls: [allowing([page, page], express)],
    never: [[allowing(["*", page], { ...nginx, ...express })], [allowing(`https://shop.example,${page}`)]],
  },
  {
    id: "other-instance-of-cors",
    certainty: "certain",
    calls: [putAfter(passing, 200, { "Access-Control-Allow-Origin": "https://shop.example" })],
    never: [[putAfter(passing, 200)], [put(204, { "Access-Control-Allow-Origin": "https://shop.example" })]],
  },
  {
    id: "shared-cache-answered",
    certainty: "possible",
    calls: [allowing("https://shop.example", { Age: "120", "X-Cache": "Hit from cloudfront" })],
    never: [
      [allowing("https://shop.example", { Age: "0", "X-Cache": "Miss from cloudfront" })],
      [allowing("https://shop.example", { Age: "120", Vary: "Accept-Encoding, Origin" })],
      [get(200, { Age: "120" })],
    ],
  },
  {
    id: "origin-of-another-stage",
    certainty: "possible",
    calls: [allowing("https://shop.example")],
    never: [
      [allowing("http://localhost:9")],
      [get(200, { "Access-Control-Allow-Origin": "https://shop.example" }, { page: "https://tea.test" })],
    ],
  },
  {
    id: "waf-challenge",
    certainty: "certain",
    calls: [put(403, { Server: "cloudflare", "CF-Mitigated": "challenge", "Content-Type": "text/html" })],
    never: [[put(403, { Server: "cloudflare", "Content-Type": "application/json" })], [put(403, nginx)]],
  },
  {
    id: "vercel-protection",
    certainty: "certain",
    calls: [put(401, { Server: "Vercel", "Set-Cookie": "_vercel_sso_nonce=1; Path=/" })],
    never: [[put(401)], [put(404, { Server: "Vercel" })]],
  },
  {
    id: "s3-no-rule",
    certainty: "certain",
    calls: [put(403, { Server: "AmazonS3", "X-Amz-Request-Id": "1", "X-Amz-Id-2": "2" })],
    never: [[put(403, { "X-Amzn-RequestId": "1" })], [put(500, { Server: "AmazonS3" })]],
  },
  {
    id: "spring-cors-threw",
    certainty: "possible",
    calls: [put(500, { ...goVary, "Content-Type": "application/json" })],
    never: [
      [put(500, { "Content-Type": "application/json" })],
      [put(500, { Vary: "Origin" })],
      [put(403, goVary)],
      [get(500, goVary)],
    ],
  },
  {
    id: "platform-error",
    certainty: "certain",
    calls: [get(504, { Server: "Vercel", "X-Vercel-Error": "FUNCTION_INVOCATION_TIMEOUT" })],
    never: [
      [get(504, { Server: "Vercel" })],
      [get(403, { "X-Vercel-Error": "UNKNOWN" })],
      [get(500, { "X-Vercel-Error": "FUNCTION_INVOCATION_FAILED", Vary: "Origin" })],
    ],
  },
  {
    id: "platform-error",
    certainty: "certain",
    calls: [put(404, { Server: "railway-edge", "X-Railway-Fallback": "true" })],
    never: [[put(404, { Server: "railway-edge" })], [put(503, { "X-Railway-Fallback": "true" })]],
  },
  {
    id: "platform-error",
    certainty: "possible",
    calls: [put(403, cloudfrontError)],
    never: [
      [get(403, cloudfrontError)],
      [put(403, { ...cloudfrontError, Server: "AmazonS3" })],
      [put(404, cloudfrontError)],
      [get(403, { ...cloudfrontError, "Content-Type": "text/xml" })],
      [{ method: "PUT", preflight: { status: 403, headers: cloudfrontError, body: "Request blocked." } }],
    ],
  },
  {
    id: "platform-error",
    certainty: "possible",
    calls: [get(500, workerError)],
    never: [
      [get(500, { ...workerError, Expires: "0" })],
      [get(403, workerError)],
      [get(500, { Server: "cloudflare" })],
    ],
  },
  {
    id: "function-not-found",
    certainty: "certain",
    calls: [put(404, googleError, { url: functionUrl })],
    never: [
      [put(404, { ...googleError, "Function-Execution-Id": "1" }, { url: functionUrl })],
      [put(404, { "Content-Type": "text/html; charset=UTF-8" })],
      [put(403, googleError, { url: functionUrl })],
    ],
  },
  {
    id: "function-not-found",
    certainty: "certain",
    calls: [
      {
        method: "PUT",
        url: supabaseUrl,
        preflight: { status: 404, body: '{"code":"NOT_FOUND","message":"Requested function was not found"}' },
      },
    ],
    never: [[put(404, { "x-deno-execution-id": "1" }, { url: supabaseUrl })]],
  },
  {
    id: "function-failed-to-start",
    certainty: "possible",
    calls: [put(503, { "sb-project-ref": "shop" }, { url: supabaseUrl })],
    never: [[put(503, { "sb-project-ref": "shop" })], [put(500, { "x-deno-execution-id": "1" }, { url: supabaseUrl })]],
  },
  {
    id: "function-failed-to-start",
    certainty: "certain",
    calls: [get(546, {}, { url: supabaseUrl })],
    never: [[get(546)]],
  },
  {
    id: "webhook-not-registered",
    certainty: "certain",
    calls: [{ url: "https://flows.example/webhook/orders", answer: { status: 404, body: notRegistered } }],
    never: [
      [get(404, {}, { url: "https://flows.example/webhook/orders" })],
      [{ url: "https://flows.example/webhook/orders", answer: { status: 200, body: notRegistered } }],
    ],
  },
  {
    id: "webhook-not-registered",
    certainty: "possible",
    calls: [put(404, {}, { url: "https://shop.app.n8n.cloud/webhook/orders" })],
    never: [[put(204, {}, { url: "https://shop.app.n8n.cloud/webhook/orders" })]],
  },
  {
    id: "another-program-responded",
    certainty: "certain",
    calls: [put(200, { Server: "MinIO Console" })],
    never: [[put(403, { Server: "MinIO" })]],
  },
  {
    id: "another-program-responded",
    certainty: "certain",
    calls: [get(403, { Server: "AirTunes/595.13.1", "Content-Length": "0" })],
    never: [[get(403, { "Content-Length": "0" })]],
  },
  {
    id: "another-program-responded",
    certainty: "possible",
    calls: [get(403, { Server: "AirTunes/605.1" }, { url: "http://192.168.1.7:7000/info" })],
    never: [],
  },
  {
    id: "tunnel-responded",
    certainty: "certain",
    calls: [putAfter(passing, 200, { "Ngrok-Error-Code": "ERR_NGROK_6024", "Content-Type": "text/html" })],
    never: [
      [putAfter(passing, 200, { "Ngrok-Agent-Ips": "1" })],
      [putAfter(passing, 200, { "Ngrok-Error-Code": "x" })],
    ],
  },
  {
    id: "private-port",
    certainty: "certain",
    calls: [
      redirected(302, "https://github.dev/pf-signin?id=1&port=3100", { url: "https://a-3100.app.github.dev/lists" }),
    ],
    never: [[redirected(302, "https://github.dev/shop", { url: "https://a-3100.app.github.dev/lists" })]],
  },
  {
    id: "private-port",
    certainty: "possible",
    calls: [put(401, { "Content-Length": "0" }, { url: gitpodUrl })],
    never: [
      [put(401, { "Content-Length": "0", "WWW-Authenticate": "Bearer" }, { url: gitpodUrl })],
      [put(401, { "Content-Length": "0", Server: "nginx" }, { url: gitpodUrl })],
      [put(401, { "Content-Length": "0", "X-Powered-By": "Express" }, { url: gitpodUrl })],
      [put(401, { "Content-Length": "12" }, { url: gitpodUrl })],
      [put(403, { "Content-Length": "0" }, { url: gitpodUrl })],
      [{ ...putAfter(passing, 401, { "Content-Length": "0" }), url: gitpodUrl }],
    ],
  },
  {
    id: "redirect-to-own-host",
    certainty: "certain",
    calls: ownHost("https://shop.azurewebsites.net/api/drafts"),
    never: [
      ownHost("https://shop.azurewebsites.net/login/drafts"),
      ownHost("https://cdn.example/api/drafts.pdf", "/api/drafts.pdf"),
      [get(401, {}, { url: `${page}/api/drafts` })],
    ],
  },
  {
    id: "socket-io-version-mismatch",
    certainty: "certain",
    calls: [{ url: socketUrl, answer: { status: 400, body: '{"code":5,"message":"Unsupported protocol version"}' } }],
    never: [
      [{ url: socketUrl, answer: { status: 400, body: '{"code":1,"message":"Session ID unknown"}' } }],
      [{ answer: { status: 400, body: '{"code":5,"message":"Teapot"}' } }],
    ],
  },
  {
    id: "function-not-public",
    certainty: "certain",
    calls: [put(403, googleError, { url: functionUrl })],
    never: [
      [put(403, { ...googleError, "X-Powered-By": "Express" }, { url: functionUrl })],
      [put(404, googleError, { url: functionUrl })],
    ],
  },
  {
    id: "api-gateway",
    certainty: "certain",
    calls: [get(403, { "X-Amzn-ErrorType": "MissingAuthenticationTokenException", "X-Amz-Apigw-Id": "1" })],
    never: [[get(200, { "X-Amz-Apigw-Id": "1" })], [get(403)], [get(400, lambda)]],
  },
  {
    id: "api-gateway",
    certainty: "certain",
    calls: [get(502, { ...lambda, "X-Amzn-ErrorType": "InternalServerErrorException" })],
    never: [[get(502, lambda)]],
  },
  {
    id: "api-gateway",
    certainty: "possible",
    calls: [{ answer: { status: 401, headers: { "Apigw-Requestid": "1" }, body: '{"message":"Unauthorized"}' } }],
    never: [[{ answer: { status: 401, headers: { "Apigw-Requestid": "1" }, body: '{"message":"No session"}' } }]],
  },
  {
    id: "function-error-without-headers",
    certainty: "certain",
    calls: [putAfter(passing, 400, lambda)],
    never: [
      [putAfter(passing, 200, lambda)],
      [get(403, { "X-Amzn-ErrorType": "ForbiddenException", "X-Amz-Apigw-Id": "1" })],
      [get(400, { "X-Amzn-Trace-Id": "Root=1-1" })],
    ],
  },
  {
    id: "function-error-without-headers",
    certainty: "possible",
    calls: [{ answer: { status: 422, headers: { "Apigw-Requestid": "1" }, body: '{"error":"no size"}' } }],
    never: [[{ answer: { status: 404, headers: { "Apigw-Requestid": "1" }, body: '{"message":"Not Found"}' } }]],
  },
  {
    id: "gateway-refused-login",
    certainty: "certain",
    calls: [put(401, { "X-Goog-IAP-Generated-Response": "true", Via: "1.1 google" })],
    never: [[put(401, { Via: "1.1 google" })], [put(404, { "X-Goog-IAP-Generated-Response": "true" })]],
  },
  {
    id: "gateway-refused-login",
    certainty: "certain",
    calls: [put(401, { ...iis, "WWW-Authenticate": ["Negotiate", "NTLM"] })],
    never: [
      [put(401, { ...iis, "WWW-Authenticate": "Bearer" })],
      [put(401, { Server: "Apache", "WWW-Authenticate": "Negotiate" })],
    ],
  },
  {
    id: "gateway-refused-login",
    certainty: "certain",
    calls: [
      put(
        401,
        { "WWW-Authenticate": `Bearer realm="${gcpGatewayUrl}"`, Server: "Google Frontend" },
        { url: gcpGatewayUrl },
      ),
    ],
    never: [[put(401, { "WWW-Authenticate": "Bearer", Server: "Google Frontend" }, { url: gcpGatewayUrl })]],
  },
  {
    id: "gateway-refused-login",
    certainty: "certain",
    calls: [putAfter(passing, 401, { "SB-Gateway-Version": "1" })].map((call) => ({ ...call, url: supabaseUrl })),
    never: [
      [get(401, { "SB-Gateway-Version": "1", "x-deno-execution-id": "1" }, { url: supabaseUrl })],
      [get(401, { "WWW-Authenticate": "Bearer" })],
      [get(500, { "SB-Gateway-Version": "1" }, { url: supabaseUrl })],
    ],
  },
  {
    id: "gateway-refused-login",
    certainty: "certain",
    calls: [put(401, { Server: "kong/3.6.1", "X-Kong-Response-Latency": "1", "WWW-Authenticate": "Key" })],
    never: [[put(401, { Via: "1.1 kong/3.6.1", "X-Kong-Upstream-Latency": "9", "X-Kong-Proxy-Latency": "1" })]],
  },
  {
    id: "gateway-refused-login",
    certainty: "certain",
    calls: [get(401, { "X-MS-Middleware-Request-Id": "1", "WWW-Authenticate": 'Bearer realm="localhost"' })],
    never: [[get(500, { "X-MS-Middleware-Request-Id": "1", Server: "uvicorn" })]],
  },
  {
    id: "gateway-fixed-headers",
    certainty: "certain",
    calls: [
      put(
        200,
        { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT", "X-Kong-Response-Latency": "1" },
        { headers: { "X-Shop": "tea" } },
      ),
    ],
    never: [
      [
        put(
          200,
          {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": "PUT",
            "X-Kong-Response-Latency": "1",
            "X-Kong-Upstream-Latency": "9",
          },
          { headers: { "X-Shop": "tea" } },
        ),
      ],
      [put(404, { "X-Kong-Response-Latency": "1" })],
    ],
  },
  {
    id: "vite-refused-origin",
    certainty: "certain",
    calls: [
      get(
        200,
        { Vary: "Origin" },
        { url: "http://localhost:5173/@vite/client", page: "http://shop.test", type: "script" },
      ),
    ],
    never: [[get(200, { Vary: "Origin" }, { url: "http://localhost:5173/src/main.ts", type: "script" })]],
  },
  {
    id: "iis-responded",
    certainty: "certain",
    calls: [put(405, { ...iis, Allow: "GET, HEAD, OPTIONS, TRACE" })],
    never: [[put(405, { ...iis, Allow: "GET, POST" })], [put(405, { Allow: "GET, HEAD, OPTIONS, TRACE" })]],
  },
  {
    id: "iis-responded",
    certainty: "certain",
    calls: [put(200, { ...iis, Allow: "OPTIONS, TRACE, GET, HEAD, POST", Public: "OPTIONS, TRACE, GET, HEAD, POST" })],
    never: [[put(200, { ...iis, Allow: "GET, PUT" })]],
  },
  {
    id: "socket-io-not-attached",
    certainty: "certain",
    calls: [get(404, { ...expressError, "Access-Control-Allow-Origin": "*" }, { url: socketUrl })],
    never: [[get(404, expressError, { url: "http://localhost:4000/socket.io/" })], [get(400, {}, { url: socketUrl })]],
  },
  {
    id: "upstream-down",
    certainty: "certain",
    calls: [get(502, { ...nginx, "Content-Type": "text/html" })],
    never: [[get(500, nginx)], [get(503, { ...express, "Content-Type": "application/json" })]],
  },
  { id: "upstream-down", certainty: "possible", calls: [get(504)], never: [[get(500)]] },
  {
    id: "upstream-down",
    certainty: "certain",
    calls: [
      {
        answer: {
          status: 503,
          headers: { Server: "envoy", "Content-Type": "text/plain" },
          body: "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
        },
      },
    ],
    never: [[get(503, { Server: "envoy", "X-Envoy-Upstream-Service-Time": "9", "Content-Type": "application/json" })]],
  },
  {
    id: "upstream-down",
    certainty: "certain",
    calls: [
      {
        answer: {
          status: 503,
          headers: { "Cache-Control": "no-cache", "Content-Type": "text/html" },
          body: "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n",
        },
      },
    ],
    never: [[get(503, { "Content-Type": "text/html" })]],
  },
  {
    id: "aspnet-policy-refused-origin",
    certainty: "certain",
    calls: [put(204, kestrel)],
    never: [
      [put(204)],
      [put(405, kestrel)],
      [put(204, { ...kestrel, "Access-Control-Allow-Origin": "http://localhost:9" })],
    ],
  },
  { id: "aspnet-policy-refused-origin", certainty: "possible", calls: [put(204, iis)], never: [[put(200, iis)]] },
  {
    id: "origin-callback-threw",
    certainty: "certain",
    calls: [{ answer: { status: 500, headers: expressError, body: "<pre>Error: Not allowed by CORS</pre>" } }],
    never: [[get(500, expressError)], [put(500, { Server: "uvicorn" })]],
  },
  {
    id: "origin-callback-threw",
    certainty: "possible",
    calls: [put(500, expressError)],
    never: [[passed(), get(500, expressError, { url: "http://localhost:4000/other" })]],
  },
  {
    id: "origin-callback-threw",
    certainty: "possible",
    calls: [get(500, expressError, { url: "http://localhost:4000/a" }), get(500, expressError)],
    never: [],
  },
  {
    id: "origin-not-in-cors-list",
    certainty: "certain",
    calls: [put(204, { Vary: "Origin, Access-Control-Request-Headers", "Access-Control-Allow-Methods": "GET,PUT" })],
    never: [
      [put(204)],
      [get(200, { Vary: "Accept-Encoding" })],
      [get(500, { Vary: "Origin" })],
      [get(200, { Vary: "Origin", "Access-Control-Allow-Orgin": page, "Access-Control-Allow-Credentials": "true" })],
    ],
  },
  {
    id: "origin-not-in-cors-list",
    certainty: "possible",
    calls: [get(200, { ...express, Vary: "Origin" })],
    never: [[allowing("https://shop.example", { Vary: "Origin" })]],
  },
  {
    id: "origin-not-in-cors-list",
    certainty: "certain",
    calls: [
      {
        method: "PUT",
        preflight: {
          status: 400,
          headers: { ...goVary, "Access-Control-Allow-Methods": "GET, PUT", "Access-Control-Max-Age": "600" },
        },
      },
    ],
    never: [[put(400, allowed)]],
  },
  {
    id: "origin-not-in-cors-list",
    certainty: "certain",
    calls: [put(200, { Vary: "Origin", "X-Rack-CORS": "miss; no-origin" })],
    never: [
      [put(200, { "X-Rack-CORS": "miss; no-path" })],
      [put(200, { Vary: "Origin", "X-Rack-CORS": "miss; deny-method" })],
      [passed(), put(200, goVary)],
    ],
  },
  {
    id: "origin-not-in-cors-list",
    certainty: "certain",
    calls: [stated(403, '{"error":"Not allowed by CORS"}')],
    never: [
      [stated(403, '{"detail":"CSRF Failed: Origin checking failed"}')],
      [stated(403, '{"message":"You are not allowed to read this"}')],
      [get(200, {}, { answer: { status: 200, body: "How to read: Not allowed by CORS" } })],
    ],
  },
  {
    id: "path-not-in-cors-rules",
    certainty: "certain",
    calls: [put(200, { Vary: "Origin", "X-Rack-CORS": "miss; no-path" })],
    never: [[put(200, { Vary: "Origin", "X-Rack-CORS": "miss; no-origin" })], [put(200, { "X-Rack-CORS": "none" })]],
  },
  {
    id: "origin-check-refused",
    certainty: "possible",
    calls: [put(403)],
    never: [
      [put(403, { "WWW-Authenticate": "Bearer" })],
      [put(403, { "Content-Type": "text/html" })],
      [put(403, { "Content-Type": "application/json" })],
      [put(403, { "Content-Length": "900" })],
      [put(403, { "Set-Cookie": "id=1" })],
      [put(401)],
      [passed(), get(403)],
      [get(403, {}, { origin: null, headers: { "Sec-Fetch-Mode": "no-cors" } }), get(403)],
    ],
  },
  {
    id: "origin-check-refused",
    certainty: "possible",
    calls: [stated(403, "Forbidden", { "Content-Type": "text/plain" })],
    never: [
      [stated(403, "error code: 1020", { "Content-Type": "text/plain" })],
      [stated(403, "RBAC: access denied", { "Content-Type": "text/plain" })],
      [stated(403, "<h1>Forbidden</h1>")],
    ],
  },
  {
    id: "origin-check-refused",
    certainty: "certain",
    calls: [{ origin: null, type: "document", answer: { status: 200 }, error: null }, get(403)],
    never: [[{ origin: null, type: "document", answer: { status: 403 }, error: null }, get(403)]],
  },
  {
    id: "preflight-refused-by-cors-code",
    certainty: "certain",
    calls: [passed(), asking("x-shop", 200, goVary)],
    never: [
      [asking("x-shop", 200, goVary)],
      [passed(), asking("x-shop", 500, goVary)],
      [passed(), asking("x-shop", 200)],
    ],
  },
  {
    id: "preflight-refused-by-cors-code",
    certainty: "possible",
    calls: [passed(allowed, { url: "http://localhost:4000/health" }), asking("x-shop", 403)],
    never: [[passed(allowed, { url: "http://localhost:5000/health" }), asking("x-shop", 403)]],
  },
  {
    id: "preflight-refused-by-cors-code",
    certainty: "certain",
    calls: [asking("x-shop", 200, {}, '{"message":"CORS error: Some headers are not allowed"}')],
    never: [
      [asking("x-shop", 200, {}, '{"message":"CORS error: Origin not allowed"}')],
      [asking("x-shop", 200, {}, '{"message":"Some headers"}')],
    ],
  },
  {
    id: "preflight-refused-by-cors-code",
    certainty: "possible",
    calls: [put(400, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, POST" })],
    never: [
      [put(400, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, PUT" })],
      [put(401, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET" })],
    ],
  },
  {
    id: "nginx-add-header-without-always",
    certainty: "possible",
    calls: [passed({ ...allowed, ...nginx }), get(404, nginx)],
    never: [
      [get(404, nginx)],
      [passed(), get(404, nginx)],
      [passed({ ...allowed, ...nginx }), get(500, { ...nginx, ...allowed }, { error: null }), get(404, nginx)],
    ],
  },
  {
    id: "nginx-inheritance-dropped-headers",
    certainty: "possible",
    calls: [passed({ ...allowed, ...nginx }), put(204, nginx)],
    never: [
      [put(204, nginx)],
      [passed({ ...nginx, "Access-Control-Allow-Origin": "https://shop.example" }), put(204, nginx)],
    ],
  },
  {
    id: "rate-limiter-before-cors",
    certainty: "certain",
    calls: [get(429, { "Retry-After": "60" })],
    never: [[get(503, { "Retry-After": "60" })], [get(429, allowed, { error: null })]],
  },
  {
    id: "auth-answered-preflight",
    certainty: "certain",
    calls: [put(401, { "WWW-Authenticate": "Bearer" })],
    never: [[get(401, { "WWW-Authenticate": "Bearer" })], [put(404)]],
  },
  {
    id: "auth-answered-preflight",
    certainty: "certain",
    calls: [put(401, springSecurity)],
    never: [[put(403, { Vary: ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"] })]],
  },
  {
    id: "auth-answered-preflight",
    certainty: "possible",
    calls: [put(403, { ...springSecurity, "Content-Length": "0" })],
    never: [[put(403, { ...springSecurity, "Content-Length": "20" })]],
  },
  {
    id: "auth-answered-preflight",
    certainty: "possible",
    calls: [put(403, { "Content-Type": "application/json" })],
    never: [[get(403)], [put(403)], [put(403, { Vary: "Origin" })]],
  },
  {
    id: "auth-before-cors",
    certainty: "certain",
    calls: [get(401, { "WWW-Authenticate": "Bearer" })],
    never: [[put(401)], [get(401, allowed, { error: null })], [get(401, { Vary: "Origin" })]],
  },
  {
    id: "body-parser-before-cors",
    certainty: "possible",
    calls: [get(400, expressError, { method: "POST" })],
    never: [[get(400, expressError)], [get(400, express, { method: "POST" })]],
  },
  {
    id: "body-parser-before-cors",
    certainty: "certain",
    calls: [putAfter(passing, 413, nginx)],
    never: [[putAfter(passing, 500, nginx)]],
  },
  {
    id: "body-parser-before-cors",
    certainty: "certain",
    calls: [putAfter({ ...passing, headers: { ...passing.headers, ...nginx } }, 413, nginx)],
    never: [[putAfter({ ...passing, headers: { ...passing.headers, ...nginx } }, 404, nginx)]],
  },
  {
    id: "preflight-route-missing",
    certainty: "certain",
    calls: [put(405, { Allow: "GET, PUT" })],
    never: [[put(200)], [get(405)]],
  },
  {
    id: "preflight-route-missing",
    certainty: "certain",
    calls: [
      {
        method: "PUT",
        preflight: { status: 404, headers: { "Content-Type": "text/plain" }, body: "404 page not found" },
      },
    ],
    never: [[put(501)]],
  },
  {
    id: "options-reached-application",
    certainty: "certain",
    calls: [put(415, { Vary: "trpc-accept, accept", "Content-Type": "application/json" })],
    never: [
      [get(415, {}, { method: "POST" })],
      [put(415, { Vary: "Origin" })],
      [put(405, { Vary: "trpc-accept, accept" })],
    ],
  },
  { id: "options-reached-application", certainty: "certain", calls: [put(501)], never: [[put(500)], [put(429)]] },
  {
    id: "options-reached-application",
    certainty: "possible",
    calls: [
      {
        method: "PUT",
        preflight: {
          status: 400,
          headers: { "Content-Type": "application/json" },
          body: '{"statusCode":400,"error":"Bad Request","message":"body must be object"}',
        },
      },
    ],
    never: ["Disallowed CORS origin", "Invalid CORS request", '{"message":"CORS error: Origin not allowed"}'].map(
      (body) => [{ method: "PUT", preflight: { status: 400, headers: { "Content-Type": "application/json" }, body } }],
    ),
  },
  { id: "preflight-failed", certainty: "certain", calls: [put(500)], never: [[get(500)], [put(502)]] },
  {
    id: "route-level-cors-without-options",
    certainty: "certain",
    calls: [passed({ ...allowed, ...express }), put(200, { Allow: "GET,HEAD,PUT", ...express })],
    never: [
      [put(200, { Allow: "GET,HEAD,PUT", ...express })],
      [
        passed({ "Access-Control-Allow-Origin": "http://localhost:3001" }, { page: "http://localhost:3001" }),
        put(200, { Allow: "GET,HEAD,PUT", ...express }),
      ],
    ],
  },
  {
    id: "express-answered-options",
    certainty: "certain",
    calls: [put(200, { Allow: "GET,HEAD,PUT", ...express })],
    never: [
      [put(200, express)],
      [put(200, { Allow: "GET, PUT" })],
      [put(200, { Allow: "GET", Vary: "Origin", ...express })],
    ],
  },
  {
    id: "framework-answered-options",
    certainty: "certain",
    calls: [put(200, { Allow: "GET, HEAD, OPTIONS", Server: "Werkzeug/2.2.2 Python/3.11.2" })],
    never: [[put(200, { Allow: "GET,HEAD,PUT", ...express })], [put(405, { Allow: "GET" })]],
  },
  {
    id: "error-page-without-headers",
    certainty: "certain",
    calls: [get(500, { "Content-Type": "text/html" })],
    never: [[get(200)], [get(500, allowed, { error: null })], [put(500)]],
  },
  {
    id: "proxy-grants-on-options-only",
    certainty: "possible",
    calls: [putAfter({ ...passing, headers: { ...passing.headers, ...nginx } }, 200, { ...nginx, ...express })],
    never: [
      [putAfter({ ...passing, headers: { ...passing.headers, ...nginx, ...express } }, 200, { ...nginx, ...express })],
      [putAfter({ ...passing, headers: { ...passing.headers, ...nginx } }, 200, nginx)],
      [putAfter(passing, 200, express)],
      [get(200, { ...nginx, ...express })],
    ],
  },
  {
    id: "proxy-responded-itself",
    certainty: "possible",
    calls: [passed({ ...allowed, ...nginx, ...express }), put(204, nginx)],
    never: [
      [passed({ ...allowed, ...nginx, ...express }), put(204, { ...nginx, ...express })],
      [passed({ ...allowed, ...nginx }), put(204, nginx)],
      [passed({ ...allowed, ...express }), put(204)],
      [passed({ ...allowed, ...nginx, ...express }, { url: "http://localhost:4000/health" }), put(204, nginx)],
      [passed({ ...allowed, Server: "Caddy", ...express }), put(204, nginx)],
      [passed({ ...allowed, ...nginx, ...express }), get(504, nginx)],
    ],
  },
  {
    id: "allow-origin-removed",
    certainty: "possible",
    calls: [
      passed({ ...allowed, ...nginx }, { url: "http://localhost:4000/health" }),
      get(200, { ...nginx, Vary: "Origin" }),
    ],
    never: [
      [passed({ ...allowed, ...nginx }, { url: "http://localhost:4000/health" }), get(200, { Vary: "Origin" })],
      [
        passed({ "Access-Control-Allow-Origin": "*", ...nginx }, { url: "http://localhost:4000/health" }),
        get(200, { ...nginx, Vary: "Origin" }),
      ],
      [get(200, { ...nginx, "Access-Control-Allow-Credentials": "true" })],
      [passed({ ...allowed, ...nginx }, { url: "http://localhost:4000/health" }), get(200, nginx)],
      [
        passed(allowed, { url: "http://localhost:4000/health" }),
        get(200, { "Access-Control-Allow-Credentials": "true" }),
      ],
    ],
  },
  {
    id: "headers-only-on-preflight",
    certainty: "certain",
    calls: [putAfter(passing, 200)],
    never: [[putAfter(passing, 500)], [get(200)]],
  },
  {
    id: "dev-proxy-bypassed",
    certainty: "possible",
    calls: [passed({}, { url: `${page}/api/cart`, origin: null }), get(200)],
    never: [[get(200)], [passed({}, { url: `${page}/images/cart`, origin: null }), get(200)]],
  },
  {
    id: "proxy-answered-preflight",
    certainty: "possible",
    calls: [passed({ ...nginx, ...allowed }), put(200, { "Content-Length": "0" })],
    never: [
      [passed(allowed), put(200, { "Content-Length": "0" })],
      [passed({ ...nginx, ...allowed }), put(200, nginx)],
      [passed({ ...nginx, ...allowed }), put(200, { Allow: "PUT" })],
      [{ ...put(200, nginx), url: `${api}/1` }, put(200, { "Content-Length": "0" })],
    ],
  },
  {
    id: "web-page-answered-preflight",
    certainty: "possible",
    calls: [put(200, { Server: "Netlify", "Content-Type": "text/html; charset=UTF-8", ETag: '"1-ssl"' })],
    never: [
      [put(200, { Server: "Netlify", "Content-Type": "text/html; charset=UTF-8" })],
      [put(200, { "Content-Type": "application/json", ETag: '"1"' })],
      [asking("X-Shop", 200, { "Content-Type": "text/html", ETag: '"1"' })],
    ],
  },
  {
    id: "cors-on-other-routes-only",
    certainty: "possible",
    calls: [passed(allowed, { url: "http://localhost:4000/health" }), get(200)],
    never: [[get(200)], [passed(allowed, { url: "http://localhost:5000/health" }), get(200)]],
  },
  {
    id: "lower-case-method",
    certainty: "certain",
    calls: [
      put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PATCH" }, { method: "patch" }),
    ],
    never: [
      [put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET" }, { method: "PATCH" })],
    ],
  },
  {
    id: "lower-case-method-list",
    certainty: "certain",
    calls: [put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "get, put" })],
    never: [[put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "get" })]],
  },
  {
    id: "framework-default-methods",
    certainty: "possible",
    calls: [put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET,HEAD,POST" })],
    never: [[put(204, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET,POST" })]],
  },
  {
    id: "header-added-by-library",
    certainty: "possible",
    calls: [
      {
        headers: { traceparent: "00-1-2-01", "X-Shop": "tea" },
        preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*" } },
      },
    ],
    never: [
      [{ headers: { "X-Shop": "tea" }, preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*" } } }],
      [{ headers: { traceparent: "00-1-2-01" }, preflight: { status: 404 } }],
    ],
  },
  {
    id: "credentials-not-needed",
    certainty: "possible",
    calls: [allowing("*")],
    never: [
      [get(200, { "Access-Control-Allow-Origin": "*" }, { headers: { Cookie: "id=1" } })],
      [allowing("*", { "Set-Cookie": "id=1" })],
    ],
  },
  {
    id: "preflight-from-cache",
    certainty: "certain",
    beneath: "error-page-without-headers",
    calls: [
      { method: "PUT", preflight: passing, answer: { status: 200, headers: allowed }, error: null },
      { method: "PUT", answer: { status: 500 } },
    ],
    never: [[get(500)], [putAfter(passing, 500)]],
  },
  {
    id: "headers-rewritten-by-extension",
    certainty: "possible",
    beneath: "preflight-route-missing",
    calls: [passed({}), put(404)],
    never: [[passed(), put(404)]],
  },
  {
    id: "file-origin",
    certainty: "certain",
    calls: [put(403, { Vary: "Origin" }, { origin: "file://", page: "file:///C:/app/index.html" })],
    never: [
      [put(403, { Vary: "Origin" }, { origin: "app://local" })],
      [get(200, allowed, { page: "file:///home/me/index.html" })],
    ],
  },
  {
    id: "beacon-sends-credentials",
    certainty: "certain",
    calls: [
      {
        method: "POST",
        type: "ping",
        headers: { "Content-Type": "application/json" },
        preflight: { status: 204, headers: { ...allowed, "Access-Control-Allow-Headers": "content-type" } },
      },
    ],
    never: [
      [{ ...allowing("*"), type: "fetch" }],
      [{ method: "POST", type: "ping", headers: { "Content-Type": "application/json" }, preflight: { status: 404 } }],
    ],
  },
  {
    id: "login-redirect",
    certainty: "certain",
    calls: [
      {
        line: 7,
        method: "POST",
        url: `${page}/api/cart`,
        answer: { status: 302, redirectURL: "https://acme.cloudflareaccess.com/cdn-cgi/access/login/shop?kid=1" },
        error: null,
      },
      {
        line: 7,
        url: "https://acme.cloudflareaccess.com/cdn-cgi/access/login/shop?kid=1",
        answer: { status: 200, headers: { "Content-Type": "text/html" } },
      },
    ],
    never: [
      [get(200, { "Content-Type": "text/html" }, { url: "https://acme.cloudflareaccess.com/cdn-cgi/access/certs" })],
    ],
  },
  {
    id: "login-redirect",
    certainty: "certain",
    calls: [redirected(302, "https://acme.okta.com/oauth2/v1/authorize?client_id=1")],
    never: [[redirected(302, "http://localhost:4000/v2/orders")]],
  },
  {
    id: "web-page-fetched",
    certainty: "certain",
    calls: [get(303, {}, { url: "https://id.shop.example/authorize?response_type=code&client_id=1" })],
    never: [
      [get(200, {}, { url: "https://id.shop.example/authorize?client_id=1" })],
      [get(200, {}, { url: "https://id.shop.example/token?response_type=code&client_id=1" })],
      [get(200, {}, { url: "https://id.shop.example/authorize?response_type=json&client_id=1" })],
    ],
  },
  {
    id: "web-page-fetched",
    certainty: "certain",
    calls: [get(200, { "Content-Type": "text/html" }, { url: "https://github.com/login/oauth/authorize?client_id=1" })],
    never: [
      [get(200, { "Content-Type": "text/html" })],
      [get(200, {}, { method: "POST", url: "https://github.com/login/oauth/access_token" })],
      [get(200, { ...allowed, "Access-Control-Allow-Origin": "https://a.test" }, { url: "https://a.auth0.com/login" })],
    ],
  },
  {
    id: "web-page-fetched",
    certainty: "certain",
    calls: [
      {
        line: 7,
        method: "POST",
        url: `${page}/api/pay`,
        answer: { status: 303, redirectURL: "https://pay.shop.example/c/1" },
        error: null,
      },
      {
        line: 7,
        url: "https://pay.shop.example/c/1",
        answer: { status: 200, headers: { "Content-Type": "text/html" } },
      },
    ],
    never: [
      [
        { line: 7, url: `${page}/api/pay`, answer: { status: 302, redirectURL: "https://cdn.example/1" }, error: null },
        { line: 7, url: "https://cdn.example/1", answer: { status: 200, headers: { "Content-Type": "image/png" } } },
      ],
    ],
  },
  {
    id: "vendor-without-cors",
    certainty: "certain",
    calls: [
      {
        url: "https://slack.com/api/chat.postMessage",
        headers: { Authorization: "Bearer x" },
        preflight: { status: 200, headers: { "Access-Control-Allow-Origin": "*" } },
      },
    ],
    never: [
      [get(500, {}, { url: "https://slack.com/api/chat.postMessage" })],
      [
        {
          url: "https://slack.com/api/chat.postMessage",
          headers: { traceparent: "00-1-1-01" },
          preflight: { status: 200, headers: { "Access-Control-Allow-Origin": "*" } },
        },
      ],
      [
        {
          url: "https://api.notion.com/v1/pages/1",
          headers: { Authorization: "Bearer x" },
          preflight: { status: 200, headers: { "Access-Control-Allow-Origin": "*" } },
        },
      ],
    ],
  },
  {
    id: "vendor-without-cors",
    certainty: "certain",
    calls: [get(400, {}, { method: "POST", url: "https://login.microsoftonline.com/common/oauth2/v2.0/token" })],
    never: [[get(400, {}, { method: "POST", url: "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode" })]],
  },
  {
    id: "vendor-without-cors",
    certainty: "certain",
    calls: [put(401, {}, { url: "https://api.notion.com/v1/pages/1" })],
    never: [
      [put(401, {}, { url: "https://api.notion.com.shop.example/v1/pages/1" })],
      [get(404, {}, { url: "https://github.com/login/oauth" })],
    ],
  },
  {
    id: "vendor-without-cors",
    certainty: "certain",
    calls: [get(401, {}, { url: "https://api.anthropic.com/v1/models" })],
    never: [
      [
        {
          url: "https://api.anthropic.com/v1/models",
          headers: { "x-trace": "1" },
          preflight: { status: 200, headers: { "Access-Control-Allow-Origin": "*" } },
        },
      ],
    ],
  },
  {
    id: "vendor-without-cors",
    certainty: "certain",
    calls: [get(200, {}, { url: "https://maps.googleapis.com/maps/api/place/details/json?placeid=1" })],
    never: [[get(200, {}, { url: "https://maps.googleapis.com/maps/api/js" })]],
  },
  {
    id: "product-setting",
    certainty: "certain",
    calls: [putAfter(passing, 200, {})].map((call) => ({
      ...call,
      url: "https://sso.shop.example/realms/shop/protocol/openid-connect/token",
    })),
    never: [
      [putAfter(passing, 200)],
      [put(502, nginx, { url: "https://sso.shop.example/realms/shop/protocol/openid-connect/token" })],
      [
        passed(allowed, { url: "https://sso.shop.example/realms/shop/protocol/openid-connect/token" }),
        get(200, {}, { url: "https://sso.shop.example/realms/shop/protocol/openid-connect/token" }),
      ],
    ],
  },
  {
    id: "product-setting",
    certainty: "possible",
    calls: [get(200, {}, { url: "http://localhost:11434/api/tags" })],
    never: [
      [get(404, {}, { url: "http://localhost:11434/api/tags" })],
      [get(200, {}, { url: "http://localhost:11435/api/tags" })],
    ],
  },
  {
    id: "product-setting",
    certainty: "certain",
    calls: [
      put(
        200,
        { ...allowed, "Access-Control-Allow-Methods": "PUT", "X-Elastic-Product": "Elasticsearch" },
        { headers: { "X-Shop": "tea" } },
      ),
    ],
    never: [[put(200, { ...allowed, "Access-Control-Allow-Methods": "PUT" }, { headers: { "X-Shop": "tea" } })]],
  },
  {
    id: "packaged-app-origin",
    certainty: "possible",
    calls: [get(200, {}, { origin: "capacitor://localhost", page: "capacitor://localhost" })],
    never: [[get(200)], [put(401, {}, { origin: "capacitor://localhost", page: "capacitor://localhost" })]],
  },
  {
    id: "packaged-app-origin",
    certainty: "certain",
    calls: [
      put(400, { Vary: "Origin", "Access-Control-Allow-Methods": "PUT" }, { origin: "http://tauri.localhost" }),
    ].map((call) => ({ ...call, page: "http://tauri.localhost" })),
    never: [[put(400, { Vary: "Origin", "Access-Control-Allow-Methods": "PUT" })]],
  },
  {
    id: "packaged-app-origin",
    certainty: "possible",
    calls: [
      get(
        200,
        { "Access-Control-Allow-Origin": "capacitor://localhost" },
        { origin: "https://localhost", page: "https://localhost" },
      ),
    ],
    never: [
      [
        get(
          200,
          { "Access-Control-Allow-Origin": "http://localhost" },
          { origin: "https://localhost", page: "https://localhost" },
        ),
      ],
      [
        get(
          200,
          { "Access-Control-Allow-Origin": "capacitor://localhost" },
          { origin: "https://localhost:8100", page: "https://localhost:8100" },
        ),
      ],
    ],
  },
  {
    id: "packaged-app-origin",
    certainty: "possible",
    calls: [get(200, {}, { origin: "chrome-extension://abc", page: "chrome-extension://abc" })],
    never: [],
  },
  {
    id: "nginx-other-location",
    certainty: "certain",
    calls: [get(200, { ...nginxFile, "Content-Length": "135124" }, { type: "font" })],
    never: [
      [get(200, { ...nginxFile, ...express })],
      [get(200, { ...nginxFile, ETag: '"abc"' })],
      [get(200, { ...nginxFile, Server: "Apache" })],
      [get(404, nginxFile)],
    ],
  },
  { id: "nginx-other-location", certainty: "possible", calls: [get(200, nginxFile)], never: [] },
  {
    id: "tracer-made-preflight",
    certainty: "certain",
    calls: [traced({ "sentry-trace": "1-1-1", baggage: "sentry-release=1" })],
    never: [
      [traced({ "sentry-trace": "1-1-1", "x-shop": "tea" })],
      [{ ...traced({ "sentry-trace": "1-1-1" }), method: "PUT" }],
      [{ headers: { traceparent: "00-1-2-01" }, preflight: { status: 404 } }],
    ],
  },
  {
    id: "header-added-by-library",
    certainty: "possible",
    calls: [
      {
        headers: { newrelic: "e30=", traceparent: "00-1-2-01", "X-Shop": "tea" },
        preflight: { status: 204, headers: { "Access-Control-Allow-Origin": "*" } },
      },
    ],
    never: [],
  },
  {
    id: "header-set-twice",
    certainty: "certain",
    calls: [allowing("*, *", nginx)],
    never: [[allowing("*", nginx)]],
  },
  {
    id: "third-party-server",
    certainty: "possible",
    calls: [foreign("https://data.vendor.example/rates")],
    never: [
      [foreign("https://data.shop.example/rates", "same-site")],
      [foreign("https://shop-backend.onrender.com/rates")],
      [foreign("http://data.vendor.example/rates")],
      [foreign("https://localhost:4000/rates")],
    ],
  },
  {
    id: "cors-code-absent",
    certainty: "possible",
    calls: [get(200, express)],
    never: [
      [get(200, { Vary: "Origin" })],
      [get(500)],
      [passed(allowed, { url: "http://localhost:4000/a" }), get(200)],
    ],
  },
];

describe.each(cases)("$id ($certainty)", ({ id, certainty, calls, never, beneath }) => {
  const matches = lastRefusal(calls)?.reasons ?? [];

  test("matches", () => {
    expect(matches.map((reason) => reason.id)).toContain(id);
    expect(matches.find((reason) => reason.id === id)?.certainty).toBe(certainty);
  });

  test("is the headline, unless a more specific reason matches too", () => {
    expect(matches[0]?.id).toBe(beneath ?? id);
  });

  test("has a translation of every text", () => expectTranslated(logOf(...calls)));

  test("has complete texts, with the facts filled in", () => {
    for (const reason of matches) {
      for (const text of [reason.title, reason.evidence, reason.explain]) {
        expect(text).toMatch(/^\S.*\S$/);
        expect(text).not.toMatch(/``|\bundefined\b(?!`)|\[object|NaN/);
        expect(text.split("`").length % 2, `backticks in: ${text}`).toBe(1);
      }
    }
  });

  test.each(["null", "file://"])("advises no server to allow `%s`, where the page sends that origin", (origin) => {
    const fromPage = origin === "null" ? { origin } : { origin, page: origin };
    const recording = readHar(logOf(...calls.map((call) => ({ ...call, ...fromPage }))));
    const refused = diagnose(recording).filter(({ outcome }) => outcome === "refused");
    const fixes = fixesFor(refused, recording);
    const texts = [
      ...refused.flatMap(({ reasons, findings }) => [...reasons, ...findings].map(({ explain }) => explain)),
      ...fixes.flatMap(({ title, language, code, warnings }) => [
        title,
        ...warnings,
        ...(language === "text" ? [code] : []),
      ]),
    ];
    const forbids = /\b(?:never|no server|do not)\b/i;
    const allows = new RegExp(`\\b(?:add|allow|send|set|change|enter)\\b.*\\b${origin}\``, "i");
    const sentences = texts.flatMap((text) => text.split(/(?<=\.) /)).filter((sentence) => !forbids.test(sentence));
    for (const sentence of sentences) expect(sentence).not.toMatch(allows);
    const code = fixes.filter(({ language }) => language !== "text").map((fix) => fix.code);
    expect(code.join("\n")).not.toMatch(origin === "null" ? /allow.*['"]null['"]/i : /file:\/\//);
  });

  test("quotes a hostile method like every other value", () => {
    const methods = calls.map((call) => (call.method ? { ...call, method: "`\u001b[31m" } : call));
    for (const { title, evidence, explain } of lastRefusal(methods)?.reasons ?? []) {
      const text = [title, evidence, explain].join(" ");
      expect(text.split("`").length % 2, `backticks in: ${text}`).toBe(1);
      expect(text).not.toContain("\u001b");
    }
  });

  test.skipIf(never.length === 0).each(never.map((calls) => ({ calls })))(
    "does not match a similar recording: %#",
    ({ calls }) => {
      const matching = diagnose(readHar(logOf(...calls))).flatMap(({ reasons }) => reasons);
      expect(matching.map((reason) => reason.id)).not.toContain(id);
    },
  );
});

describe("reasons", () => {
  const ids = reasons.map(({ id }) => id);

  test("are all in the list, one for each file, with the file's name as id", () => {
    const files = readdirSync(new URL("../../src/reasons/", import.meta.url)).filter((file) => file.endsWith(".ts"));
    const names = files.map((file) => file.replace(/\.ts$/, "")).filter((name) => !["reason", "index"].includes(name));
    expect([...ids].sort()).toEqual(names.sort());
  });

  test("each have a case here", () => {
    expect(ids.filter((id) => !cases.some((case_) => case_.id === id))).toEqual([]);
  });

  test("shorten a hostile value of a megabyte", () => {
    const [reason] = lastRefusal([allowing(`http://*.${"a`\u001b[31m".repeat(200_000)}`)])?.reasons ?? [];
    expect(reason?.id).toBe("origin-pattern-sent");
    expect(reason?.title.length).toBeLessThan(300);
    expect(`${reason?.title}${reason?.evidence}`).not.toContain("\u001b");
  });

  test("do not match allowed fetches", () => {
    const passes = [passed(), passed({ "Access-Control-Allow-Origin": "*" }), get(500, allowed, { error: null })];
    expect(diagnose(readHar(logOf(...passes))).flatMap(({ reasons }) => reasons)).toEqual([]);
  });
});

/** The reasons for which a field is a part of the rule; for all others, `detect` alone returns the same, and the field saves time. */
const decidedBy = {
  causes: [
    "beacon-sends-credentials",
    "cors-code-absent",
    "credentials-not-needed",
    "error-page-without-headers",
    "gateway-fixed-headers",
    "headers-only-on-preflight",
    "lower-case-method-list",
    "origin-near-miss",
    "origin-of-another-stage",
    "origin-pattern-sent",
    "other-instance-of-cors",
  ],
  appliesTo: [
    "aspnet-policy-refused-origin",
    "auth-answered-preflight",
    "auth-before-cors",
    "cors-code-absent",
    "cors-on-other-routes-only",
    "error-page-without-headers",
    "function-error-without-headers",
    "function-failed-to-start",
    "function-not-found",
    "function-not-public",
    "headers-only-on-preflight",
    "nginx-add-header-without-always",
    "options-reached-application",
    "platform-error",
    "preflight-failed",
    "preflight-route-missing",
    "product-setting",
    "rate-limiter-before-cors",
    "socket-io-not-attached",
    "spring-cors-threw",
    "third-party-server",
    "vercel-protection",
    "webhook-not-registered",
  ],
};

describe.each(["causes", "appliesTo"] as const)("`%s`", (field) => {
  test("keeps no reason from being recognized, except where it is a part of the rule", async () => {
    const logs = [
      ...cases.flatMap(({ calls, never }) => [calls, ...never]).map((calls) => logOf(...calls)),
      ...[...chromiumCaptures(), ...firefoxCaptures()].map(({ log }) => log),
    ];
    const specific = reasons.map((reason) => ({ ...reason, general: undefined }));
    const recognized = await recognizedIn(logs, specific);
    const withoutField = await recognizedIn(
      logs,
      specific.map((reason) => ({ ...reason, [field]: undefined })),
    );
    const more = withoutField.flatMap((ids, at) => ids.filter((id) => !recognized[at]?.includes(id)));
    expect(recognized.some((ids) => ids.length > 0)).toBe(true);
    expect([...new Set(more)].sort()).toEqual(decidedBy[field]);
  });
});

/** The ids of the reasons that are recognized in each of the refused fetches, where the engine knows these reasons. */
async function recognizedIn(
  logs: readonly unknown[],
  known: readonly unknown[],
): Promise<readonly (readonly string[])[]> {
  vi.resetModules();
  vi.doMock("../../src/reasons/index.ts", () => ({ reasons: known }));
  const engine = await import("../../src/index.ts");
  vi.doUnmock("../../src/reasons/index.ts");
  return logs.flatMap((log) => engine.diagnose(engine.readHar(log))).map(({ reasons }) => reasons.map(({ id }) => id));
}

function lastRefusal(calls: readonly Call[]) {
  return diagnose(readHar(logOf(...calls))).findLast(({ outcome }) => outcome === "refused");
}
