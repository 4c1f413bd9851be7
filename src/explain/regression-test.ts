import { causes } from "../causes/index.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { type Hop, lastHop } from "../exchange.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { redactUrl } from "../redact/redact-url.ts";
import { jsString, jsStrings } from "../stacks/writing/quote.ts";
import { isPlainOrigin } from "../text/plain.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";

/** Test modules for `node --test` that fail while a browser refuses a fetch, and pass once it allows it. */
export interface RegressionTests {
  /** Sends the requests to the application object, through `supertest`. */
  readonly supertest: string;
  /** Sends the requests to a running server, through `fetch`. */
  readonly fetch: string;
}

/**
 * Tests for the server of one refused fetch. They send the browser's requests and check that the responses allow them.
 * Secrets in the URL are replaced by `REDACTED`. Null where the server cannot be tested: the fetch was not refused, the
 * page has no origin that a server may allow, or the page must change.
 */
export function regressionTestsOf({ fetch, verdict, credentials }: Diagnosis): RegressionTests | null {
  const hop = lastHop(fetch);
  const { origin, url } = hop;
  if (verdict === null || verdict.remedy === "change-request" || !isPlainOrigin(origin)) return null;
  if (!hop.preflight && !verbs.has(hop.method)) return null;
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null;
  const { origin: server, pathname, search } = new URL(redactUrl(url));
  const call: Call = {
    hop,
    path: `${pathname}${search}`,
    credentials: credentials === "include",
    redirects: causes.some(({ id, check }) => id === verdict.cause && check === "redirect-url"),
  };
  return { supertest: supertestOf(call), fetch: fetchOf(call, server) };
}

interface Call {
  readonly hop: Hop;
  readonly path: string;
  readonly credentials: boolean;
  /** True where the refused response is a redirect to a URL with a user name or password. */
  readonly redirects: boolean;
}

function supertestOf(call: Call): string {
  const verb = verbs.get(call.hop.method);
  return lines(
    "// Save as cors.test.mjs and run `node --test`.",
    "// In Jest or Vitest, delete the line that imports `test`.",
    "import assert from 'node:assert/strict';",
    "import test from 'node:test';",
    "import request from 'supertest';",
    "import app from './app.js'; // your application, without listen()",
    "",
    ...constants(call),
    "",
    ...testsOf(
      call,
      (headers) => `const { status, headers } = await request(app).options(path).set(${headers});`,
      verb && `const { headers } = await request(app).${verb}(path).set('Origin', origin);`,
      (name) => `headers[${name}]`,
    ),
  );
}

/** Method → the function of superagent that sends it. */
const verbs: ReadonlyMap<string, string> = new Map(
  ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].map((method) => [method, method.toLowerCase()]),
);

function fetchOf(call: Call, server: string): string {
  const method = jsString(call.hop.method);
  return lines(
    "// Save as cors.test.mjs, start the server and run `node --test`.",
    "// Set SERVER to test another server.",
    "import assert from 'node:assert/strict';",
    "import test from 'node:test';",
    "",
    `const server = process.env.SERVER ?? ${jsString(server)};`,
    ...constants(call),
    "",
    ...testsOf(
      call,
      (headers) => `const { status, headers } = await call('OPTIONS', ${headers});`,
      `const { headers } = await call(${method}, { Origin: origin });`,
      (name) => `headers.get(${name})`,
    ),
    "",
    "function call(method, headers) {",
    "  return fetch(new URL(path, server), { method, headers, redirect: 'manual' });",
    "}",
  );
}

function constants({ hop, path }: Call): string[] {
  return [`const origin = ${jsString(hop.origin)}; // the page`, `const path = ${jsString(path)};`];
}

/** The tests of preflight and response; `get` writes the expression that reads a response header. */
function testsOf(
  { hop, credentials, redirects }: Call,
  askPreflight: (headers: string) => string,
  askActual: string | undefined,
  get: (name: string) => string,
): string[] {
  const { preflight, method } = hop;
  const names = requestedHeaderNames(preflight?.requestHeaders ?? []);
  const mayRead = allowedOrigin(get, credentials);
  const preflightTest = [
    "test('the preflight allows the request', async () => {",
    ...indented(
      askPreflight(preflightHeaders(method, names)),
      "assert.ok(status >= 200 && status <= 299, `the preflight has the status ${status}`);",
      ...mayRead,
      ...(isCorsSafelistedMethod(method)
        ? []
        : listed("allowedMethods", get("'access-control-allow-methods'"), [method], credentials)),
      ...(names.length === 0
        ? []
        : listed("allowedHeaders", `${get("'access-control-allow-headers'")}?.toLowerCase()`, names, credentials)),
    ),
    "});",
  ];
  const actualTest = askActual && [
    "test('the response allows the page', async () => {",
    ...indented(askActual, ...mayRead, ...(redirects ? [redirectsPlainly(get("'location'"))] : [])),
    "});",
  ];
  return [...(preflight ? [...preflightTest, ...(actualTest ? [""] : [])] : []), ...(actualTest || [])];
}

function preflightHeaders(method: string, names: readonly string[]): string {
  const asked = [`Origin: origin`, `'Access-Control-Request-Method': ${jsString(method)}`];
  if (names.length > 0) asked.push(`'Access-Control-Request-Headers': ${jsString(names.join(","))}`);
  return `{ ${asked.join(", ")} }`;
}

function redirectsPlainly(location: string): string {
  return `assert.doesNotMatch(${location} ?? '', /\\/\\/[^/?#]*@/, 'the redirect has no user name or password');`;
}

function allowedOrigin(get: (name: string) => string, credentials: boolean): string[] {
  const allowed = get("'access-control-allow-origin'");
  return credentials
    ? [`assert.equal(${allowed}, origin);`, `assert.equal(${get("'access-control-allow-credentials'")}, 'true');`]
    : [`assert.ok(['*', origin].includes(${allowed}), \`allowed origin: \${${allowed}}\`);`];
}

/** Lines that check a list header. `*` is a wildcard only for requests without credentials. */
function listed(what: string, value: string, names: readonly string[], credentials: boolean): string[] {
  const wildcard = credentials ? "" : `${what}.includes('*') || `;
  return [
    `const ${what} = (${value} ?? '').split(',').map((name) => name.trim());`,
    `for (const name of ${jsStrings(names)}) assert.ok(${wildcard}${what}.includes(name), \`\${name} is allowed\`);`,
  ];
}

function indented(...code: readonly string[]): string[] {
  return code.map((line) => `  ${line}`);
}

function lines(...code: readonly string[]): string {
  return `${code.join("\n")}\n`;
}
