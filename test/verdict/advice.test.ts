import { describe, expect, test } from "vitest";
import { causes } from "../../src/causes/index.ts";
import { consoleTextOf, type Diagnosis, diagnose, readHar } from "../../src/index.ts";
import { type Answer, api, type Call, logOf, page } from "../har.ts";

// What each cause says of a response: the value that was sent, the value that would have passed, the headline, and what to do.

const origin = { "Access-Control-Allow-Origin": page };
const passes = { ...origin, "Access-Control-Allow-Credentials": "true" };
/** Proves credentials; the other proves that there are none. */
const withCookie = { Cookie: "a=1" };
const without = { "User-Agent": "Chrome/156.0.0.0", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site" };

function judge(call: Call): Diagnosis {
  const diagnosis = diagnose(readHar({ log: logOf(call) })).at(-1);
  if (!diagnosis) throw new Error("the call is no cross-origin fetch");
  return diagnosis;
}

interface Advice {
  readonly cause: string;
  readonly subject: string;
  readonly got: string | null;
  readonly want: string | null;
  readonly title: RegExp;
  readonly explain: RegExp;
}

function adviceOn(call: Call): Partial<Advice> {
  const { cause, subject, got, want, title, explain } = judge(call).verdict ?? {};
  return { cause, subject, got, want, title, explain } as unknown as Advice;
}

const get = (headers: Answer["headers"] = {}, more: Partial<Call> = {}, status = 200): Call => ({
  headers: without,
  answer: { status, headers },
  ...more,
});
const put = (headers: Answer["headers"] = {}, more: Partial<Call> = {}, status = 204): Call => ({
  method: "PUT",
  headers: without,
  preflight: { status, headers: { ...origin, ...headers } },
  ...more,
});
const preflighted = (names: readonly string[], headers: Answer["headers"], more: Partial<Call> = {}) =>
  put(headers, {
    method: "GET",
    headers: { ...without, ...Object.fromEntries(names.map((name) => [name, "1"])) },
    ...more,
  });

const allowOrigin = "Access-Control-Allow-Origin";
const allowMethods = "Access-Control-Allow-Methods";
const allowHeaders = "Access-Control-Allow-Headers";
const allowCredentials = "Access-Control-Allow-Credentials";

const table: [string, Call, Advice][] = [
  [
    "no header on the response",
    get({}, {}, 500),
    {
      cause: "missing-allow-origin",
      subject: allowOrigin,
      got: null,
      want: page,
      title: /^The response has no `Access-Control-Allow-Origin`$/,
      explain:
        /^On the server, allow the origin `http:\/\/localhost:3000` in the response\. The request got HTTP 500\.$/,
    },
  ],
  [
    "no header on the preflight response",
    { method: "PUT", preflight: { status: 404 } },
    {
      cause: "missing-allow-origin",
      subject: allowOrigin,
      got: null,
      want: page,
      title: /^The response has no/,
      explain: /`http:\/\/localhost:3000` in the response to `OPTIONS` too\. The preflight got HTTP 404\.$/,
    },
  ],
  [
    "another origin",
    get({ [allowOrigin]: "https://other.example" }),
    {
      cause: "allow-origin-mismatch",
      subject: allowOrigin,
      got: "https://other.example",
      want: page,
      title: /is `https:\/\/other\.example`, but the page's origin is `http:\/\/localhost:3000`$/,
      explain: /^Add `http:\/\/localhost:3000` to the server's allowed origins\..*only `https:\/\/other\.example`\.$/,
    },
  ],
  [
    "the origin with a slash behind",
    get({ [allowOrigin]: `${page}/` }),
    {
      cause: "allow-origin-mismatch",
      subject: allowOrigin,
      got: `${page}/`,
      want: page,
      title: /but the page's origin is/,
      explain: /slash/,
    },
  ],
  [
    "two lines",
    get({ [allowOrigin]: [page, "*"] }),
    {
      cause: "multiple-allow-origins",
      subject: allowOrigin,
      got: `${page}, *`,
      want: page,
      title: /has more than one value: `http:\/\/localhost:3000, \*`$/,
      explain: /send the header only once, with the value `http:\/\/localhost:3000`\..*the header 2 times/,
    },
  ],
  [
    "a list in one line",
    get({ [allowOrigin]: `${page}, https://b.example` }),
    {
      cause: "multiple-allow-origins",
      subject: allowOrigin,
      got: `${page}, https://b.example`,
      want: page,
      title: /has more than one value/,
      explain: /^On the server, send only one value: `http:\/\/localhost:3000`.*Browsers accept only one origin\.$/,
    },
  ],
  [
    "an empty header",
    get({ [allowOrigin]: "" }),
    {
      cause: "invalid-allow-origin",
      subject: allowOrigin,
      got: "",
      want: page,
      title: /^`Access-Control-Allow-Origin` is empty$/,
      explain: /^On the server, set the header to `http:\/\/localhost:3000`\. The header is empty\.$/,
    },
  ],
  [
    "no origin at all",
    get({ [allowOrigin]: "yes!" }),
    {
      cause: "invalid-allow-origin",
      subject: allowOrigin,
      got: "yes!",
      want: page,
      title: /is `yes!`, not a valid origin$/,
      explain:
        /^On the server, send `http:\/\/localhost:3000` instead of `yes!`\. An origin consists of scheme, host and port\.$/,
    },
  ],
  [
    "a host without a scheme",
    get({ [allowOrigin]: "localhost" }),
    {
      cause: "invalid-allow-origin",
      subject: allowOrigin,
      got: "localhost",
      want: page,
      title: /is `localhost`, not a valid origin$/,
      explain: /scheme|http:\/\//,
    },
  ],
  [
    "the wildcard for a request with credentials",
    get({ [allowOrigin]: "*" }, { headers: withCookie }),
    {
      cause: "wildcard-origin-with-credentials",
      subject: allowOrigin,
      got: "*",
      want: page,
      title: /does not allow requests with credentials$/,
      explain:
        /origin `http:\/\/localhost:3000` instead of `\*`\. Or, if the API needs no cookies, remove `credentials/,
    },
  ],
  [
    "the wildcard for a beacon",
    get({ [allowOrigin]: "*" }, { headers: withCookie, type: "ping", method: "POST" }),
    {
      cause: "wildcard-origin-with-credentials",
      subject: allowOrigin,
      got: "*",
      want: page,
      title: /does not allow requests with credentials$/,
      explain: /`navigator\.sendBeacon` always sends credentials/,
    },
  ],
  [
    "no permission for credentials",
    get(origin, { headers: withCookie }),
    {
      cause: "allow-credentials-not-true",
      subject: allowCredentials,
      got: null,
      want: "true",
      title: /^The request includes credentials, but `Access-Control-Allow-Credentials` is not `true`$/,
      explain: /^Send `Access-Control-Allow-Credentials: true` from the server.*remove `credentials: "include"`/,
    },
  ],
  [
    "no permission for a beacon's credentials",
    get(origin, { headers: withCookie, type: "ping", method: "POST" }),
    {
      cause: "allow-credentials-not-true",
      subject: allowCredentials,
      got: null,
      want: "true",
      title: /is not `true`$/,
      explain: /`navigator\.sendBeacon` always sends credentials/,
    },
  ],
  [
    "`True` for credentials",
    get({ ...origin, [allowCredentials]: "True" }, { headers: withCookie }),
    {
      cause: "allow-credentials-not-true",
      subject: allowCredentials,
      got: "True",
      want: "true",
      title: /`Access-Control-Allow-Credentials` is `True`, not `true`$/,
      explain: /^On the server, change `True` to `true` in lower case\./,
    },
  ],
  [
    "`1` for credentials",
    get({ ...origin, [allowCredentials]: "1" }, { headers: withCookie }),
    {
      cause: "allow-credentials-not-true",
      subject: allowCredentials,
      got: "1",
      want: "true",
      title: /`Access-Control-Allow-Credentials` is `1`, not `true`$/,
      explain: /^On the server, change `1` to `true`\. Browsers accept no other value\.$/,
    },
  ],
  [
    "`True` for a beacon's credentials",
    get({ ...origin, [allowCredentials]: "True" }, { headers: withCookie, type: "ping", method: "POST" }),
    {
      cause: "allow-credentials-not-true",
      subject: allowCredentials,
      got: "True",
      want: "true",
      title: /is `True`, not `true`$/,
      explain: /^On the server, change `True` to `true` in lower case\./,
    },
  ],
  [
    "the origin of its address to a page whose origin is opaque",
    get({ [allowOrigin]: "https://other.example" }, { origin: "null" }),
    {
      cause: "allow-origin-mismatch",
      subject: allowOrigin,
      got: "https://other.example",
      want: null,
      title: /^`Access-Control-Allow-Origin` allows a different origin$/,
      explain: /no server can safely allow `null`\.$/,
    },
  ],
  [
    "a redirected preflight",
    put(
      {},
      { preflight: { status: 301, headers: origin, redirectURL: `${api}/`, error: "net::ERR_INVALID_REDIRECT" } },
    ),
    {
      cause: "preflight-redirect",
      subject: "status",
      got: `301 → ${api}/`,
      want: "200–299",
      title: /^The server redirects the preflight to `.*\/api\/orders\/`$/,
      explain: /^Request `.*\/api\/orders\/` directly, or respond to `OPTIONS` before the redirect\./,
    },
  ],
  [
    "a status that is not ok",
    put({}, {}, 404),
    {
      cause: "preflight-status-not-ok",
      subject: "status",
      got: "404",
      want: "200–299",
      title: /^The server responded to the preflight with status 404, not 200 to 299$/,
      explain: /^Respond to `OPTIONS` with a status from 200 to 299/,
    },
  ],
  [
    "methods with semicolons",
    put({ [allowMethods]: "GET; PUT" }),
    {
      cause: "invalid-allow-methods",
      subject: allowMethods,
      got: "GET; PUT",
      want: "GET, PUT",
      title: /`Access-Control-Allow-Methods` is not a comma-separated list$/,
      explain: /write only method names, separated by commas\. Browsers cannot parse `GET; PUT`\.$/,
    },
  ],
  [
    "methods with semicolons, without the one that is asked for",
    put({ [allowMethods]: "GET; HEAD" }),
    {
      cause: "invalid-allow-methods",
      subject: allowMethods,
      got: "GET; HEAD",
      want: "GET, HEAD, PUT",
      title: /is not a comma-separated list$/,
      explain: /Browsers cannot parse `GET; HEAD`\.$/,
    },
  ],
  [
    "a star within a header name, which is no wildcard",
    preflighted(["x-a"], { ...passes, [allowHeaders]: "x-*" }),
    {
      cause: "header-not-allowed",
      subject: allowHeaders,
      got: "x-*",
      want: "x-*, x-a",
      title: /^The header `x-a`/,
      explain: /The server allows only `x-\*`\.$/,
    },
  ],
  [
    "the origin in quotes",
    get({ [allowOrigin]: `"${page}"` }),
    {
      cause: "invalid-allow-origin",
      subject: allowOrigin,
      got: `"${page}"`,
      want: page,
      title: /not a valid origin$/,
      explain: /quot/i,
    },
  ],
  ...["", "yes!", undefined, "*, *"].map((value): [string, Call, Advice] => [
    `${value === undefined ? "no header" : JSON.stringify(value)} to a page whose origin is opaque`,
    get(value === undefined ? {} : { [allowOrigin]: value }, { page: "data:text/html,x", origin: "null" }),
    {
      cause:
        value === undefined
          ? "missing-allow-origin"
          : value === "*, *"
            ? "multiple-allow-origins"
            : "invalid-allow-origin",
      subject: allowOrigin,
      got: value ?? null,
      want: null,
      title: /Access-Control-Allow-Origin/,
      explain: /^Open the page over http or https\..*no server can safely allow `null`\.$/,
    },
  ]),
  [
    "headers with semicolons",
    preflighted(["x-c"], { [allowHeaders]: "X-A; x-b" }),
    {
      cause: "invalid-allow-headers",
      subject: allowHeaders,
      got: "X-A; x-b",
      want: "x-a, x-b, x-c",
      title: /`Access-Control-Allow-Headers` is not a comma-separated list$/,
      explain: /write only header names, separated by commas\. Browsers cannot parse `X-A; x-b`\.$/,
    },
  ],
  [
    "no methods",
    put(),
    {
      cause: "method-not-allowed",
      subject: allowMethods,
      got: null,
      want: "PUT",
      title: /^The method `PUT` is not in `Access-Control-Allow-Methods`$/,
      explain: /^On the server, add `PUT` .*Without this header, browsers allow only GET, HEAD and POST\.$/,
    },
  ],
  [
    "other methods",
    put({ [allowMethods]: "GET,DELETE" }),
    {
      cause: "method-not-allowed",
      subject: allowMethods,
      got: "GET,DELETE",
      want: "GET, DELETE, PUT",
      title: /^The method `PUT`/,
      explain: /^On the server, add `PUT` .*The server lists only `GET,DELETE`\.$/,
    },
  ],
  [
    "the method in lower case",
    put({ [allowMethods]: "put" }),
    {
      cause: "method-not-allowed",
      subject: allowMethods,
      got: "put",
      want: "put, PUT",
      title: /^The method `PUT`/,
      explain: /^Change `put` to `PUT` in the server's list\. Method names are case-sensitive\.$/,
    },
  ],
  [
    "a page that writes the method in lower case",
    put({ [allowMethods]: "PATCH" }, { method: "patch" }),
    {
      cause: "method-not-allowed",
      subject: allowMethods,
      got: "PATCH",
      want: "PATCH, patch",
      title: /^The method `patch`/,
      explain: /^Write `method: "PATCH"` in the page\..*the page uses `patch`\.$/,
    },
  ],
  [
    "the wildcard for a method with credentials",
    put({ ...passes, [allowMethods]: "*" }, { headers: { ...without, "Sec-Fetch-Storage-Access": "none" } }),
    {
      cause: "method-not-allowed",
      subject: allowMethods,
      got: "*",
      want: "PUT",
      title: /^The method `PUT`/,
      explain: /^On the server, add `PUT` .* by name\. With credentials, `\*` is not a wildcard\.$/,
    },
  ],
  [
    "no headers",
    preflighted(["x-a"], {}),
    {
      cause: "header-not-allowed",
      subject: allowHeaders,
      got: null,
      want: "x-a",
      title: /^The header `x-a` is not in `Access-Control-Allow-Headers`$/,
      explain: /^On the server, add the header `x-a` .*The preflight response allows no headers\.$/,
    },
  ],
  [
    "an empty list of headers",
    preflighted(["x-a"], { [allowHeaders]: "" }),
    {
      cause: "header-not-allowed",
      subject: allowHeaders,
      got: "",
      want: "x-a",
      title: /^The header `x-a`/,
      explain: /The preflight response allows no headers\.$/,
    },
  ],
  [
    "other headers",
    preflighted(["x-a", "x-b"], { [allowHeaders]: "X-C" }),
    {
      cause: "header-not-allowed",
      subject: allowHeaders,
      got: "X-C",
      want: "X-C, x-a, x-b",
      title: /^The headers `x-a`.*`x-b` are not in `Access-Control-Allow-Headers`$/,
      explain: /^On the server, add the headers `x-a`.*`x-b` .*The server allows only `X-C`\.$/,
    },
  ],
  [
    "the wildcard for a header with credentials",
    preflighted(
      ["x-a"],
      { ...passes, [allowHeaders]: "x-c, *" },
      { headers: { ...without, "x-a": "1", ...storage() } },
    ),
    {
      cause: "header-not-allowed",
      subject: allowHeaders,
      got: "x-c, *",
      want: "x-c, x-a",
      title: /^The header `x-a`/,
      explain: /by name\. With credentials, `\*` is not a wildcard\.$/,
    },
  ],
  [
    "a password in a redirect",
    get(origin, { answer: { status: 302, headers: origin, redirectURL: "http://:secret@localhost:4000/x" } }),
    {
      cause: "redirect-with-credentials",
      subject: "Location",
      got: "http://:secret@localhost:4000/x",
      want: "a URL without `user:password@`",
      title: /^The server redirects to a URL that contains a user name or password$/,
      explain: /^Redirect to a URL without a user name and password/,
    },
  ],
  [
    "a user name in a redirect",
    get(origin, { answer: { status: 302, headers: origin, redirectURL: "http://ann@localhost:4000/x" } }),
    {
      cause: "redirect-with-credentials",
      subject: "Location",
      got: "http://ann@localhost:4000/x",
      want: "a URL without `user:password@`",
      title: /^The server redirects/,
      explain: /^Redirect to a URL without/,
    },
  ],
  [
    "a file",
    { url: "file:///etc/hosts" },
    {
      cause: "unsupported-scheme",
      subject: "URL scheme",
      got: "file:",
      want: "http: or https:",
      title: /^The URL begins with `file:`, not with `http:` or `https:`$/,
      explain: /^Serve the files over http/,
    },
  ],
  [
    "a host without a scheme in the URL",
    { url: "localhost:4000/x" },
    {
      cause: "unsupported-scheme",
      subject: "URL scheme",
      got: "localhost:",
      want: "http: or https:",
      title: /^The URL begins with `localhost:`/,
      explain: /^The scheme is missing\. Write `http:\/\/localhost:4000\/x`\.$/,
    },
  ],
  [
    "a host without a scheme and with the port of https",
    { url: "api.example.com:8443?a" },
    {
      cause: "unsupported-scheme",
      subject: "URL scheme",
      got: "api.example.com:",
      want: "http: or https:",
      title: /^The URL begins with `api\.example\.com:`/,
      explain: /^The scheme is missing\. Write `https:\/\/api\.example\.com:8443\?a`\.$/,
    },
  ],
  [
    "a telephone number",
    { url: "tel:12345" },
    {
      cause: "unsupported-scheme",
      subject: "URL scheme",
      got: "tel:",
      want: "http: or https:",
      title: /^The URL begins with `tel:`/,
      explain: /^Use an `http:\/\/` or `https:\/\/` URL\.$/,
    },
  ],
  [
    "another scheme",
    { url: "shop:4000x" },
    {
      cause: "unsupported-scheme",
      subject: "URL scheme",
      got: "shop:",
      want: "http: or https:",
      title: /^The URL begins with `shop:`/,
      explain: /^Use an `http:\/\/` or `https:\/\/` URL\.$/,
    },
  ],
];

function storage() {
  return { "Sec-Fetch-Storage-Access": "none" };
}

describe("what stopped the browser, and what to do", () => {
  test.each(table)("%s", (_, call, { title, explain, ...facts }) => {
    const advice = adviceOn(call);
    expect(advice).toMatchObject(facts);
    expect(advice.title).toMatch(title);
    expect(advice.explain).toMatch(explain);
  });
});

test("Firefox reports a header of two lines as repeated, and one line with two values as a mismatch", () => {
  const saidOf = (value: string | readonly string[]) => {
    const diagnosis = judge(get({ [allowOrigin]: value }));
    return [consoleTextOf(diagnosis).firefox, diagnosis.verdict?.reportedAs.firefox];
  };
  const [repeated, repeatedName] = saidOf([page, "*"]);
  expect(repeated).toMatch(/\(Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed\)\.$/);
  expect(repeatedName).toBe("CORSMultipleAllowOriginNotAllowed");
  const [mismatch, mismatchName] = saidOf(`${page}, *`);
  expect(mismatch).toMatch(/does not match ‘http:\/\/localhost:3000, \*’\)\.$/);
  expect(mismatchName).toBe("CORSAllowOriginNotMatchingOrigin");
});

describe("the browsers' own sentences", () => {
  /** Measured with Chromium 156 and Firefox 153; docs/causes.md has the other names. */
  const sentences: [string, Call, chrome: RegExp, firefox: RegExp][] = [
    [
      "methods that do not parse",
      put({ ...passes, [allowMethods]: "PUT; DELETE" }),
      /Cannot parse Access-Control-Allow-Methods response header field in preflight response\.$/,
      /\(Reason: invalid token ‘PUT; DELETE’ in CORS header ‘Access-Control-Allow-Methods’\)\.$/,
    ],
    [
      "headers that do not parse",
      preflighted(["x-a"], { ...passes, [allowHeaders]: "x-a; x-b" }),
      /Cannot parse Access-Control-Allow-Headers response header field in preflight response\.$/,
      /\(Reason: invalid token ‘x-a; x-b’ in CORS header ‘Access-Control-Allow-Headers’\)\.$/,
    ],
    [
      "a method that is not allowed",
      put(passes),
      /Method PUT is not allowed by Access-Control-Allow-Methods in preflight response\.$/,
      /\(Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’\)\.$/,
    ],
    [
      "a header that is not allowed",
      preflighted(["x-a"], passes),
      /Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response\.$/,
      /\(Reason: header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response\)\.$/,
    ],
    [
      "a preflight that failed",
      put(passes, {}, 404),
      /It does not have HTTP ok status\.$/,
      /\(Reason: CORS preflight response did not succeed\)\. Status code: 404\.$/,
    ],
    [
      "a password in a redirect",
      get(origin, { answer: { status: 302, headers: origin, redirectURL: "http://ann:secret@localhost:4000/x" } }),
      /Redirect location '' contains a username and password, which is disallowed for cross-origin requests\.$/,
      /\(Reason: CORS request did not succeed\)\. Status code: \(null\)\.$/,
    ],
    [
      "an empty Access-Control-Allow-Credentials",
      get(origin, { headers: withCookie }),
      /header in the response is '' which must be 'true' when the request's credentials mode is 'include'\.$/,
      /\(Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’\)\.$/,
    ],
    [
      "the wildcard with credentials",
      get({ [allowOrigin]: "*" }, { headers: withCookie }),
      /header in the response must not be the wildcard '\*' when the request's credentials mode is 'include'\.$/,
      /\(Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘\*’\)\.$/,
    ],
  ];

  test.each(sentences)("on %s", (_, call, chrome, firefox) => {
    const text = consoleTextOf(judge(call));
    expect(text.chrome).toMatch(chrome);
    expect(text.firefox).toMatch(firefox);
  });
});

describe("a request that Chromium's local network access checks blocked", () => {
  const error = "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS";
  const blocked = (from: string, url: string): Call => ({
    page: from,
    url,
    method: "PUT",
    preflight: { status: 0, error },
  });

  test("from a page that is not on https, needs a page on https", () => {
    const diagnosis = judge(blocked("http://shop.example", "http://192.168.0.1/x"));
    expect(diagnosis.verdict).toMatchObject({
      cause: "insecure-local-network",
      certainty: "possible",
      subject: "page",
      got: "http://shop.example",
      want: "a page served over https",
    });
    expect(diagnosis.verdict?.explain).toMatch(
      /^Serve the page `http:\/\/shop\.example` over https\. `192\.168\.0\.1` is on/,
    );
    expect(diagnosis.alternatives).toEqual(["LocalNetworkAccessPermissionDenied", "InvalidLocalNetworkAccess"]);
    expect(consoleTextOf(diagnosis)).toMatchObject({
      chrome: expect.stringMatching(
        /not a secure context and the resource is in more-private address space `local`\.$/,
      ),
      firefox: null,
    });
  });

  test("from a page on https, needs the user's permission", () => {
    const diagnosis = judge(blocked("https://shop.example", "http://localhost:4000/x"));
    expect(diagnosis.verdict).toMatchObject({
      cause: "local-network-access-denied",
      certainty: "possible",
      subject: "permission",
      got: "denied",
      want: "local network access allowed for this site",
    });
    expect(diagnosis.verdict?.explain).toMatch(
      /^Allow local network access for `https:\/\/shop\.example` .*`localhost/,
    );
    expect(diagnosis.alternatives).toEqual(["InvalidLocalNetworkAccess", "InsecureLocalNetwork"]);
    expect(consoleTextOf(diagnosis).chrome).toMatch(
      /Permission was denied for this request to access the `loopback` address space\.$/,
    );
  });
});

describe("a redirected preflight is in Firefox", () => {
  const nameFor = (redirectURL: string) => {
    const diagnosis = judge(
      put({}, { preflight: { status: 302, headers: origin, redirectURL, error: "net::ERR_INVALID_REDIRECT" } }),
    );
    return [diagnosis.verdict?.reportedAs.firefox, consoleTextOf(diagnosis).firefox?.replace(/^.*\(Reason/, "(Reason")];
  };

  test.each(["https://api.example/x", "http://localhost:4000/x", ""])("an external redirect, to %j", (url) => {
    expect(nameFor(url)).toEqual([
      "CORSExternalRedirectNotAllowed",
      "(Reason: CORS request external redirect not allowed).",
    ]);
  });

  test.each([
    "http://ann@localhost/x",
    "http://:secret@localhost/x",
    "shop://cart",
    "httpsx://cart",
    "xhttp://cart",
    "http://[",
  ])("a request that did not succeed, to %j", (url) => {
    expect(nameFor(url)).toEqual(["CORSDidNotSucceed", "(Reason: CORS request did not succeed). Status code: (null)."]);
  });
});

test("a URL counts by its scheme, in any letter case, also behind a space", () => {
  expect(judge({ url: "shop:https://x" }).verdict).toMatchObject({ cause: "unsupported-scheme", got: "shop:" });
  for (const url of [" https://api.example/x", "HTTPS://api.example/x", " http://api.example/x"]) {
    expect(diagnose(readHar({ log: logOf(get({}, { url })) }))[0]?.verdict?.cause).toBe("missing-allow-origin");
  }
});

test("a user name in the Location of a response that is no redirect does not matter", () => {
  const answer = { status: 201, headers: origin, redirectURL: "http://ann@localhost:4000/x" };
  expect(judge({ headers: without, answer, error: null }).findings).toEqual([]);
});

test("the refused method and the refused headers are named", () => {
  const namesOf = (call: Call) => judge(call).verdict?.names;
  expect(namesOf(put())).toEqual(["PUT"]);
  expect(namesOf(preflighted(["x-a", "x-b", "x-c"], { ...passes, [allowHeaders]: "x-b" }))).toEqual(["x-a", "x-c"]);
  expect(namesOf(get())).toEqual([]);
});

test("causes of one check exclude each other", () => {
  const checks = new Map<string, string>(causes.map(({ id, check }) => [id, check]));
  for (const [what, call] of table) {
    const found = judge(call).findings.map(({ step, cause }) => `${step} ${checks.get(cause)}`);
    expect(new Set(found).size, what).toBe(found.length);
  }
});

test("the wildcard allows any method and any header without credentials, so credentials are what stopped the request", () => {
  const call = preflighted(["x-a"], { [allowMethods]: "*", [allowHeaders]: "x-b, *" }, { method: "PURGE" });
  expect(judge({ ...call, headers: { "x-a": "1" } })).toMatchObject({
    credentials: "include",
    verdict: { cause: "allow-credentials-not-true", certainty: "certain" },
  });
});
