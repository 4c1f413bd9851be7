import { describe, expect, test } from "vitest";
import { diagnose, fixesFor, isRefused, readHar } from "../../src/index.ts";
import { type Call, logOf, page } from "../har.ts";

const laravelOptions = { Allow: "POST", "Cache-Control": "no-cache, private" };
const threeLines = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];
const server = "http://localhost:4000";
const startOfLogin = `${server}/oauth2/authorization/google`;
const login = "https://accounts.google.com/o/oauth2/v2/auth?client_id=1";

describe.each<[string, readonly Call[], RegExp, RegExp]>([
  [
    "Laravel's path that is not in `paths`",
    [{ method: "PUT", url: "http://localhost:8000/login", preflight: { status: 200, headers: laravelOptions } }],
    /^The framework's default `OPTIONS` handler/,
    /^Add `login` to `paths` in `config\/cors\.php`/,
  ],
  [
    "a route handler of Next.js",
    [
      {
        method: "PUT",
        preflight: { status: 204, headers: { Allow: "OPTIONS, PUT", Vary: "RSC, Next-Router-State-Tree" } },
      },
    ],
    /^The framework's default `OPTIONS` handler/,
    /^Export `OPTIONS` from this route/,
  ],
  [
    "two Spring applications",
    [
      {
        answer: {
          status: 200,
          headers: {
            Vary: [...threeLines, ...threeLines],
            "Access-Control-Allow-Origin": [page, page],
            "X-Content-Type-Options": "nosniff",
          },
        },
      },
    ],
    /^Two parts of the server set/,
    /^Two Spring applications set the header, [\s\S]*DedupeResponseHeader=/,
  ],
  [
    "one Spring application and something that does not name itself",
    [{ answer: { status: 200, headers: { Vary: threeLines, "Access-Control-Allow-Origin": ["*", page] } } }],
    /^Two parts of the server set/,
    /^(?![\s\S]*Two Spring)/,
  ],
  ...(
    [
      ["Authelia", "https://auth.shop.example/?rd=https%3A%2F%2Fapi.shop.example", {}, /methods: \[OPTIONS\]/],
      ["OAuth2 Proxy", `${server}/oauth2/start?rd=%2F`, {}, /--skip-auth-preflight=true/],
      ["Identity-Aware Proxy", login, { "X-Goog-IAP-Generated-Response": "true" }, /allowHttpOptions/],
      ["a load balancer of AWS", login, { Server: "awselb/2.0" }, /^Add a listener rule/],
      ["Google without Identity-Aware Proxy", login, {}, /^Respond to `OPTIONS` before Google asks/],
    ] as const
  ).map(([name, redirectURL, headers, explain]): [string, readonly Call[], RegExp, RegExp] => [
    `a preflight that ${name} redirects to a login`,
    [{ method: "PUT", preflight: { status: 302, headers, redirectURL, error: "net::ERR_INVALID_REDIRECT" } }],
    /redirects requests without a session/,
    explain,
  ]),
  [
    "Google's API Gateway without an operation for `OPTIONS`",
    [{ method: "PUT", url: "https://shop-1.uc.gateway.dev/orders", preflight: { status: 404 } }],
    /no `OPTIONS` route/,
    /an `options` operation/,
  ],
  [
    "API Management of Azure without an operation",
    [{ method: "PUT", url: "https://shop.azure-api.net/orders", preflight: { status: 404 } }],
    /no `OPTIONS` route/,
    /the `cors` policy for all APIs/,
  ],
  [
    "a 405 that looks like axum",
    [{ method: "PUT", preflight: { status: 405, headers: { Allow: "PUT", "Content-Length": "0" } } }],
    /no `OPTIONS` route/,
    /^The server looks like axum\. Call `\.layer/,
  ],
  [
    "a 405 that looks like Echo",
    [
      {
        method: "PUT",
        preflight: {
          status: 405,
          headers: { "Content-Type": "application/json; charset=UTF-8", "Content-Length": "33" },
        },
      },
    ],
    /no `OPTIONS` route/,
    /^The server looks like Echo\. Register/,
  ],
  [
    "a crash of PHP",
    [{ answer: { status: 500, headers: { "X-Powered-By": "PHP/8.2" } } }],
    /^HTTP 500/,
    /`dd\(\)`, `die\(\)` or `exit`/,
  ],
  [
    "a stored response without headers",
    [{ answer: { status: 200, headers: { Age: "5300" } } }],
    /^No CORS middleware/,
    /Then clear the cache: this response is a stored one \(`Age: 5300`\)/,
  ],
  [
    "a stored response of another site",
    [
      {
        url: "https://cdn.vendor.example/a.css",
        page: "https://www.shop.example",
        headers: { "Sec-Fetch-Site": "cross-site" },
        answer: { status: 200, headers: { "CF-Cache-Status": "HIT" } },
      },
    ],
    /sends no CORS headers/,
    /^Add `\?v=2` to the URL first/,
  ],
  [
    "a list in JSON without the page's origin",
    [{ answer: { status: 200, headers: { "Access-Control-Allow-Origin": '["https://other.example"]' } } }],
    /^The server sends its list of origins as JSON text/,
    /^Add `http:\/\/localhost:3000` to the list, and parse/,
  ],
  [
    "a tunnel that is not open",
    [{ answer: { status: 404, headers: { "Ngrok-Error-Code": "ERR_NGROK_3200" } } }],
    /^ngrok responded itself with `ERR_NGROK_3200`/,
    /^Start the tunnel/,
  ],
  [
    "a tunnel whose account is at its limit",
    [{ answer: { status: 402, headers: { "Ngrok-Error-Code": "ERR_NGROK_727" } } }],
    /^ngrok responded itself with `ERR_NGROK_727`/,
    /^Read at `https:\/\/ngrok\.com\/docs\/errors\/err_ngrok_727`/,
  ],
  [
    "a variable of the environment that holds JSON",
    [{ answer: { status: 200, headers: { "Access-Control-Allow-Origin": `["${page}"]` } } }],
    /^The server sends its list of origins as JSON text/,
    /JSON\.parse/,
  ],
  [
    "a bucket whose response a CDN stored",
    [{ answer: { status: 200, headers: { Server: "AmazonS3", Age: "53800", "X-Cache": "Hit from cloudfront" } } }],
    /^The CDN returned a stored response without CORS headers/,
    /^Add `Origin` to the CDN's cache key/,
  ],
  [
    "a bucket whose response no CDN stored",
    [{ answer: { status: 200, headers: { Server: "AmazonS3", "X-Cache": "Miss from cloudfront" } } }],
    /^No CORS rule of the bucket/,
    /^Add a rule with/,
  ],
  [
    "tracing headers that the CORS code of another site's server refuses",
    [
      {
        method: "POST",
        url: "https://o1.ingest.sentry.io/api/1/envelope/",
        page: "https://www.shop.example",
        headers: { "request-id": "|1", traceparent: "00-1", "Sec-Fetch-Site": "cross-site" },
        preflight: { status: 400, body: "One or more headers requested are not allowed" },
      },
    ],
    /^Exclude `o1\.ingest\.sentry\.io` in `correlationHeaderExcludedDomains`/,
    /^Change `correlationHeaderExcludedDomains`/,
  ],
  [
    "a URL that starts a login",
    [
      {
        line: 7,
        url: "http://localhost:3000/auth/google",
        answer: {
          status: 302,
          headers: { Location: login, "Access-Control-Allow-Origin": "*" },
          redirectURL: login,
        },
        error: null,
      },
      { line: 7, url: login, origin: "null", answer: { status: 200, headers: { "Content-Type": "text/html" } } },
    ],
    /^Open `http:\/\/localhost:3000\/auth\/google` as a page/,
    /^Use a link, or `location\.href = "http:\/\/localhost:3000\/auth\/google"`/,
  ],
  ...["/api/auth/me", "/api/connect/devices", "/oauth2/userinfo"].map((path): [string, Call[], RegExp, RegExp] => [
    `${path}, which is data behind a login`,
    [
      { line: 7, url: `${server}${path}`, answer: { status: 302, redirectURL: login }, error: null },
      { line: 7, url: login, answer: { status: 200, headers: { "Content-Type": "text/html" } } },
    ],
    /^Sign in again/,
    /^Open `http:\/\/localhost:4000` in a tab/,
  ]),
  [
    "data behind a login that an own redirect starts",
    [
      { line: 7, url: `${server}/api/a`, answer: { status: 302, redirectURL: startOfLogin }, error: null },
      { line: 7, url: startOfLogin, answer: { status: 302, redirectURL: login }, error: null },
      { line: 7, url: login, answer: { status: 200, headers: { "Content-Type": "text/html" } } },
    ],
    /^Sign in again/,
    /^Open `http:\/\/localhost:4000` in a tab/,
  ],
  [
    "an origin without its port, as a proxy writes it",
    [
      {
        page: "http://192.168.40.1:8123",
        url: "http://192.168.40.1:8081/x",
        answer: { status: 200, headers: { "Access-Control-Allow-Origin": "http://192.168.40.1" } },
      },
    ],
    /^The allowed origin and the page use different ports/,
    /^Add `http:\/\/192\.168\.40\.1:8123`[\s\S]*`\$host` leaves out the port/,
  ],
  [
    "an origin with another port than the page's, which no proxy writes",
    [
      {
        page: "http://192.168.40.1:8123",
        url: "http://192.168.40.1:8081/x",
        answer: { status: 200, headers: { "Access-Control-Allow-Origin": "http://192.168.40.1:8081" } },
      },
    ],
    /^The allowed origin and the page use different ports/,
    /^(?![\s\S]*\$host)/,
  ],
  [
    "a test webhook of n8n",
    [{ url: "https://shop.app.n8n.cloud/webhook-test/orders", answer: { status: 404 } }],
    /^n8n has no active webhook for `GET`/,
    /^Click "Listen for test event"[\s\S]*instead of `\/webhook-test\/`/,
  ],
])("%s", (_, calls, title, explain) => {
  test("gets advice of its own", () => {
    const [reason] =
      diagnose(readHar(logOf(...calls)))
        .filter(isRefused)
        .at(-1)?.reasons ?? [];
    expect(reason?.title).toMatch(title);
    expect(reason?.explain).toMatch(explain);
  });
});

test("advice is short, however long the URL is that it names", () => {
  const url = `${server}/auth/google/${"a".repeat(10_000)}`;
  const log = logOf(
    { line: 7, url, answer: { status: 302, redirectURL: login }, error: null },
    { line: 7, url: login, answer: { status: 200 } },
  );
  const [refused] = diagnose(readHar(log));
  expect(refused?.reasons[0]?.explain).toMatch(/^Use a link, or `location\.href = ".{0,120}…`, instead of `fetch`\./);
});

test("a request that nginx gave up after a minute names the setting for that", () => {
  const log = logOf({ answer: { status: 504, headers: { Server: "nginx/1.22.1" } } });
  const [entry] = log.entries.slice(-1);
  const [slow] = diagnose(readHar({ ...log, entries: [{ ...entry, time: 60_040 }] }));
  expect(slow?.reasons[0]?.explain).toMatch(/did not respond within 60 s\. Repair it, or raise `proxy_read_timeout`/);
});

test("a redirect from https to http is the server's mistake, not the page's", () => {
  const plain = "http://api.shop.example/config/";
  const log = logOf(
    {
      page: "https://www.shop.example",
      line: 7,
      url: "https://api.shop.example/config",
      answer: { status: 307, headers: { "Access-Control-Allow-Origin": "*" }, redirectURL: plain },
      error: null,
    },
    { page: "https://www.shop.example", line: 7, url: plain, error: "" },
  );
  const [failed] = diagnose(readHar(log));
  expect(failed?.lookAlike).toMatchObject({ id: "mixed-content", certainty: "certain" });
  expect(failed?.lookAlike?.explain).toMatch(
    /^Request `https:\/\/api\.shop\.example\/config\/` directly: the server redirects/,
  );
});

describe("a fix", () => {
  const firstFix = (...calls: Call[]) => {
    const recording = readHar(logOf(...calls));
    return fixesFor(diagnose(recording).filter(isRefused), recording)[0];
  };

  test("for Amazon API Gateway is for the kind of API that responded", () => {
    const gateway = (header: string): Call => ({
      url: "https://a1.execute-api.us-east-1.amazonaws.com/prod/orders",
      answer: { status: 403, headers: { [header]: "1", "X-Amzn-Errortype": "ForbiddenException" } },
    });
    expect(firstFix(gateway("X-Amz-Apigw-Id"))?.code).toContain("AWS::Serverless::Api");
    expect(firstFix(gateway("Apigw-Requestid"))?.code).toContain("AWS::Serverless::HttpApi");
  });

  test("for Elasticsearch repeats the headers that the server allows already", () => {
    const code = firstFix({
      url: "http://localhost:9200/_search",
      headers: { authorization: "Basic x" },
      preflight: {
        status: 200,
        headers: {
          "Access-Control-Allow-Origin": page,
          "Access-Control-Allow-Headers": "X-Requested-With, Content-Type",
        },
      },
    })?.code;
    expect(code).toBe("http.cors.allow-headers: authorization, Content-Type, X-Requested-With");
  });

  test("calls the origin of a packaged app no mere development page", () => {
    const refused: Call = { page: "https://localhost", answer: { status: 200, headers: { Server: "nginx" } } };
    expect(firstFix(refused)?.warnings.join()).toMatch(
      /`https:\/\/localhost` is an installed app, such as one made with/,
    );
    expect(firstFix({ ...refused, page: "https://localhost:5173" })?.warnings.join()).toMatch(
      /is a development page\./,
    );
  });
});
