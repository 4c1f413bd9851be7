import { describe, expect, test } from "vitest";
import { consoleTextOf } from "../../../src/explain/console-text.ts";
import { diagnose, isRefused, readHar } from "../../../src/index.ts";
import { lookAlikes } from "../../../src/lookalikes/index.ts";
import { readConsoleMessage } from "../../../src/node/commands/console-message.ts";
import { explainMessage } from "../../../src/node/commands/explain-message.ts";
import { allCauses } from "../../../src/node/commands/explanations.ts";
import { chromiumCaptures, firefoxCaptures } from "../../scenarios/captures.ts";

const refusals = [...chromiumCaptures(), ...firefoxCaptures()].flatMap(({ log }) =>
  diagnose(readHar(log)).filter(isRefused),
);

test("every message that the browsers print for a captured refusal is read as that refusal", () => {
  expect(refusals.length).toBeGreaterThan(100);
  for (const diagnosis of refusals) {
    const { chrome, firefox } = consoleTextOf(diagnosis);
    const { verdict, fetch } = diagnosis;
    if (chrome !== null) {
      const message = readConsoleMessage(chrome);
      const names = message?.causes.flatMap((cause) => Object.values(namesOf(cause)?.chrome ?? {}));
      expect(names, chrome).toContain(verdict?.reportedAs.chrome);
      expect(message, chrome).toMatchObject({ url: fetch.hops.at(-1)?.url, origin: fetch.origin });
    }
    if (firefox !== null && !firefox.includes("CORS request did not succeed")) {
      const causes = readConsoleMessage(firefox)?.causes ?? [];
      expect(
        causes.map((cause) => namesOf(cause)?.firefox),
        firefox,
      ).toContain(verdict?.reportedAs.firefox);
    }
  }
});

function namesOf(cause: string) {
  return allCauses.find(({ id }) => id === cause)?.reportedAs;
}

const refused = "has been blocked by CORS policy:";
const blocked = (url: string) => `Access to fetch at '${url}' from origin 'https://app.example' ${refused}`;

describe.each([
  [
    "a header, with the command that finds out more",
    `Access to XMLHttpRequest at 'http://localhost:1337/api/auth/local' from origin 'http://localhost:3000' ${refused} Request header field baggage is not allowed by Access-Control-Allow-Headers in preflight response.`,
    /^On the server, add `baggage` to `Access-Control-Allow-Headers`[\s\S]* {2}cors-panel preflight http:\/\/localhost:1337\/api\/auth\/local --origin http:\/\/localhost:3000 --header baggage\n/,
  ],
  [
    "a response header that the page sends",
    `Access to fetch at 'https://api.example/a' from origin 'https://app.example' ${refused} Request header field access-control-allow-origin is not allowed by Access-Control-Allow-Headers in preflight response.`,
    /^Delete `access-control-allow-origin` from the request's headers(?![\s\S]*--header access)/,
  ],
  [
    "a method",
    `Access to fetch at 'https://api.example/a' from origin 'https://app.example' ${refused} Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.`,
    /^On the server, add `PATCH` to `Access-Control-Allow-Methods`[\s\S]*--method PATCH\n/,
  ],
  [
    "a method in lower case",
    `Access to fetch at 'https://api.example/a' from origin 'https://app.example' ${refused} Method patch is not allowed by Access-Control-Allow-Methods in preflight response.`,
    /^Write `method: "PATCH"` in the page/,
  ],
  [
    "a slash at the end of the allowed origin",
    `Access to font at 'https://cdn.example/a.woff2' from origin 'https://www.example' ${refused} The 'Access-Control-Allow-Origin' header has a value 'https://www.example/' that is not equal to the supplied origin.`,
    /^On the server, change `https:\/\/www.example\/` to `https:\/\/www.example`[\s\S]*--actual\n/,
  ],
  [
    "a wildcard beside credentials, which only a request with credentials shows",
    `Access to fetch at 'https://api.example/a' from origin 'https://app.example' ${refused} The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.`,
    / {2}cors-panel preflight https:\/\/api\.example\/a --origin https:\/\/app\.example --credentials include --actual\n/,
  ],
  [
    "a status that Firefox adds",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/cart. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 502.",
    /^`api\.example` responded with HTTP 502, without CORS headers\. Find the cause of HTTP 502 first\.[\s\S]*--origin ORIGIN --actual\n/,
  ],
  [
    "a status that older Chrome adds to a preflight",
    "Failed to load https://api.example/a: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin 'http://localhost:3000' is therefore not allowed access. The response had HTTP status code 405.",
    /^`api\.example` responded to `OPTIONS` with HTTP 405\.[\s\S]*cors-panel preflight https:\/\/api.example\/a --origin http:\/\/localhost:3000\n/,
  ],
  [
    "a redirect to a login page",
    `Access to fetch at 'https://accounts.google.com/o/oauth2/v2/auth?x=1' (redirected from 'http://localhost:3000/auth/google') from origin 'http://localhost:4000' ${refused} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    /^`localhost:3000` redirects the request to a login page, [\s\S]*open `http:\/\/localhost:3000\/auth\/google` as a page/,
  ],
  [
    "another redirect",
    `Access to fetch at 'https://api.example/a/' (redirected from 'https://api.example/a') from origin 'https://app.example' ${refused} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    /^Request `https:\/\/api\.example\/a\/` directly/,
  ],
  [
    "a page without an origin",
    `Access to fetch at 'https://api.example/a' from origin 'null' ${refused} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    /^Open the page over http or https\.(?![\s\S]*--origin null)/,
  ],
  [
    "Safari's sentence",
    "Origin app://www is not allowed by Access-Control-Allow-Origin. Status code: 200",
    /^The server must allow `app:\/\/www` in the response\.[\s\S]*missing-allow-origin: [\s\S]*allow-origin-mismatch: /,
  ],
  [
    "the first of several messages",
    `${blocked("https://a.example/1")} Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.\n${blocked("https://b.example/2")} The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.`,
    /^On the server, add `x-a`[\s\S]* {2}cors-panel preflight https:\/\/a\.example\/1 /,
  ],
  [
    "a network error before a refusal",
    `GET https://a.example/1 net::ERR_BLOCKED_BY_CLIENT\n${blocked("https://b.example/2")} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    /^Not CORS: A browser extension/,
  ],
  [
    "a URL that names a preflight, for a request without one",
    `${blocked("https://a.example/preflight")} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    /in the response\.[\s\S]*--actual\n/,
  ],
  [
    "a URL with quotes",
    `${blocked("https://a.example/it's?q='1'")} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    /preflight 'https:\/\/a\.example\/it%27s\?q=%271%27' --origin/,
  ],
  [
    "a preflight that a proxy could not pass on",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/x. (Reason: CORS preflight response did not succeed). Status code: 502.",
    /^`api\.example` responded to `OPTIONS` with HTTP 502\. Find the cause/,
  ],
  [
    "a header in older Firefox",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/x. (Reason: missing token ‘authorization’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).",
    /^On the server, add `authorization` to/,
  ],
  [
    "Safari's redirect",
    "Cross-origin redirection to https://b.example/x denied by Cross-Origin Resource Sharing policy: Origin https://app.example is not allowed by Access-Control-Allow-Origin. Status code: 302\nFetch API cannot load https://a.example/x due to access control checks.",
    /^Request `https:\/\/b\.example\/x` directly: `a\.example` redirects/,
  ],
  [
    "a policy of the page, as Chrome's newer versions word it",
    "Fetch API cannot load https://api.example/x. Refused to connect because it violates the document's Content Security Policy.",
    /^Not CORS: .*Content-Security-Policy.*\nAdd `api\.example` to `connect-src`/,
  ],
  [
    "a policy of the page in Safari",
    "Refused to connect to https://api.example/x because it does not appear in the connect-src directive of the Content Security Policy.",
    /^Not CORS: .*Content-Security-Policy.*\nAdd `api\.example` to `connect-src`/,
  ],
  [
    "mixed content in Safari",
    "[blocked] The page at https://app.example/ was not allowed to display insecure content from http://api.example/x.",
    /^Not CORS: .*mixed content[\s\S]*`api\.example`/,
  ],
  [
    "local network access, which no server can allow",
    `Access to fetch at 'http://127.0.0.1:5700/api' from origin 'https://chat.example' ${refused} Permission was denied for this request to access the \`loopback\` address space.`,
    /^Allow local network access for `https:\/\/chat\.example` (?![\s\S]*cors-panel preflight)/,
  ],
  [
    "a policy of the page",
    "Refused to connect to 'https://api.example/x' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    /^Not CORS: .*Content-Security-Policy.*\nAdd `api\.example` to `connect-src`/,
  ],
  [
    "a network error",
    "GET http://localhost:8081/admin/banners/1 net::ERR_BLOCKED_BY_CLIENT",
    /^Not CORS: A browser extension or content blocker blocked the request/,
  ],
  [
    "a look-alike without advice of its own",
    "GET https://api.example/x net::ERR_HTTP2_PROTOCOL_ERROR 200 (OK)",
    /^Not CORS: [^\n]*`ERR_HTTP2_PROTOCOL_ERROR`\)\.\n[A-Z][^\n]{20,}\.\nbroken-protocol /,
  ],
  [
    "the error of the page, which is always the same",
    "Uncaught (in promise) TypeError: Failed to fetch",
    /^A page gets this same error/,
  ],
  [
    "a connection that Node.js reports, with the address",
    "TypeError: fetch failed\n    at node:internal/deps/undici/undici:13185:13\n  cause: Error: connect ECONNREFUSED 127.0.0.1:8080",
    /^Not CORS: No server is listening[\s\S]*Nothing listens at `127\.0\.0\.1:8080`\.\n/,
  ],
  [
    "a connection that curl reports, without naming a host twice",
    "curl: (7) Failed to connect to localhost port 8080 after 0 ms: Couldn't connect to server",
    /`curl: \(7\) Failed to connect to localhost port 8080`\)\.\nStart the server, or correct the host and port\.\n/,
  ],
  [
    "a host name that does not exist",
    "Error: getaddrinfo ENOTFOUND api.exmple",
    /^Not CORS: [^\n]*`ENOTFOUND`[\s\S]*`api\.exmple`/,
  ],
  [
    "the status in the Network panel",
    "POST https://api.example/ CORS error",
    /^Chrome's Network panel shows `CORS error`/,
  ],
  ["the status of a blocked request", "(blocked:csp)", /^Not CORS: The page's own Content-Security-Policy/],
  [
    "a local address in another address space",
    `${blocked("http://127.0.0.1/a")} Request had a target IP address space of \`local\` yet the resource is in address space \`loopback\`.`,
    /^Correct `targetAddressSpace`[^\n]*`127\.0\.0\.1`[\s\S]*\nlocal-network-address-mismatch: /,
  ],
  [
    "a canceled request, with what to look for",
    "GET https://api.example/x net::ERR_ABORTED",
    /^Not CORS: [\s\S]*`AbortController`/,
  ],
  [
    "a message that was cut off before its reason",
    "Access to fetch at 'https://api.example/a' from origin 'https://app.example' has been blocked by CORS policy",
    /^The message is cut off[^\n]*\n[^\n]*\n {2}cors-panel preflight https:\/\/api\.example\/a --origin https:\/\/app\.example --actual$/,
  ],
  ["a WebSocket", "WebSocket connection to 'wss://api.example/' failed:", /^Not CORS: [^\n]*WebSockets/],
  ["an error status", "GET https://api.example/x 404 (Not Found)", /^The server responded with an error status/],
  ["a referrer policy", "Referrer Policy: strict-origin-when-cross-origin", /^This is the page's referrer policy/],
  ["a canvas", "Tainted canvases may not be exported.", /^The canvas shows an image[\s\S]*crossorigin="anonymous"/],
  [
    "a frame that its site forbids",
    "Refused to frame 'https://shop.example/' because an ancestor violates the following Content Security Policy directive: \"frame-ancestors 'self'\".",
    /^Not CORS: the site that you load in a frame/,
  ],
  [
    "a message without the page's origin, with a command to complete",
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://localhost:8080/api. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.",
    /\(replace ORIGIN by the page's origin; [\s\S]*cors-panel preflight http:\/\/localhost:8080\/api --origin ORIGIN --actual\n/,
  ],
  [
    "a refused preflight of an unknown request",
    `${blocked("https://api.example/a")} Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`,
    /`--header`, without which there is no preflight\):\n/,
  ],
])("%s", (_, message, wanted) => {
  test("is explained", () => {
    expect(explainMessage(message)).toMatch(wanted);
  });
});

test("every line that the browsers printed for a captured request is explained, except warnings", () => {
  const lines = [...chromiumCaptures(), ...firefoxCaptures()].flatMap(({ printed }) => printed);
  const warning = /^Cross-Origin Request Warning: /;
  expect(lines.length).toBeGreaterThan(300);
  expect(lines.filter((line) => !warning.test(line) && explainMessage(line) === undefined)).toEqual([]);
});

test("another text is no message, and every look-alike that a message names exists", () => {
  expect(explainMessage("tea")).toBeUndefined();
  const ids = lookAlikes.map(({ id }) => id);
  for (const text of [
    "Mixed Content: The page",
    "net::ERR_CERT_DATE_INVALID",
    "net::ERR_TOO_MANY_REDIRECTS",
    "net::ERR_TIMED_OUT",
  ])
    expect(ids).toContain(readConsoleMessage(text)?.lookAlike);
});

test("no part of a message acts on a terminal or a shell", () => {
  const hostile = "\u001b[2J\u202e’;calc;’";
  const refusals = [
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    `Request header field x${hostile}';id;' is not allowed by Access-Control-Allow-Headers in preflight response.`,
    `Method x${hostile}';id;' is not allowed by Access-Control-Allow-Methods in preflight response.`,
  ];
  for (const [url, origin] of [
    [`https://a.example/${hostile}';id;'`, "https://app.example"],
    ["https://a.example/", `https://app.example${hostile}`],
  ])
    for (const refusal of refusals) {
      const text = explainMessage(`Access to fetch at '${url}' from origin '${origin}' ${refused} ${refusal}`) ?? "";
      expect(text).not.toMatch(/[^\n\P{C}]/u);
      const command = text.split("\n").find((line) => line.startsWith("  cors-panel")) ?? "";
      // What is left outside of the quotes is no syntax of a shell.
      expect(command.replace(/'[^']*'/g, "")).toMatch(/^ {2}cors-panel [\w .:/-]+$/);
      expect(command).not.toMatch(/[^ -~]/);
    }
});

test("a message about mixed content at a port of its own asks for the port for https", () => {
  const message = (host: string) =>
    `Mixed Content: The page at 'https://app.example/' was loaded over HTTPS, but requested an insecure XMLHttpRequest endpoint 'http://${host}/a'. This request has been blocked.`;
  expect(explainMessage(message("api.example:8080"))).toContain(
    "`api.example:8080` over https, at its port for https.",
  );
  expect(explainMessage(message("api.example"))).toContain("`api.example` over https. ");
});

test("a long text takes no longer than its length explains", () => {
  const texts = [
    `Mixed Content: The page at 'http://${"a".repeat(100_000)}`,
    "Access to x at 'https://a".repeat(5_000),
    "Content-Security-Policy: The page’s settings blocked ".repeat(20_000),
    "a".repeat(100_000),
    "auf https://a. (Grund: ".repeat(5_000),
    "/https://a".repeat(10_000),
    `auf https://a. (Grund: CORS${" https://a, ‘".repeat(10_000)}`,
    `auf https://a. (Grund: CORS ${"„ ".repeat(50_000)}`,
    `origin${"-".repeat(50_000)} a`,
  ];
  for (const text of texts) {
    const { user } = process.cpuUsage();
    explainMessage(text);
    expect(process.cpuUsage({ user, system: 0 }).user).toBeLessThan(500_000);
  }
});
