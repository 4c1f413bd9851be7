import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { reasons } from "../../src/reasons/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";
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
    never: [[allowing(["*", page], express)], [allowing(`https://shop.example,${page}`, { ...nginx, ...express })]],
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
    id: "api-gateway",
    certainty: "certain",
    calls: [get(403, { "X-Amzn-ErrorType": "MissingAuthenticationTokenException", "X-Amz-Apigw-Id": "1" })],
    never: [[get(200, { "X-Amz-Apigw-Id": "1" })], [get(403)]],
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
    id: "upstream-down",
    certainty: "certain",
    calls: [get(502, { ...nginx, "Content-Type": "text/html" })],
    never: [[get(500, nginx)], [get(503, { ...express, "Content-Type": "application/json" })]],
  },
  { id: "upstream-down", certainty: "possible", calls: [get(504)], never: [[get(500)]] },
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
  { id: "auth-answered-preflight", certainty: "possible", calls: [put(403)], never: [[get(403)]] },
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
    id: "preflight-route-missing",
    certainty: "certain",
    calls: [put(405, { Allow: "GET, PUT" })],
    never: [[put(200)], [get(405)]],
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

function lastRefusal(calls: readonly Call[]) {
  return diagnose(readHar(logOf(...calls))).findLast(({ outcome }) => outcome === "refused");
}
