import fc, { type Arbitrary } from "fast-check";
import type { Header } from "./headers.ts";

// Random fetches, and random responses to them, most of them nearly right. A value in braces is replaced when the server
// responds: `{origin}` by the request's `Origin`, `{method}` by its method, `{names}` by the headers to allow.

export interface RandomFetch {
  readonly page: string;
  /** Who makes the fetch: the page, a sandboxed frame in it, or a dedicated worker of it. */
  readonly context: "page" | "sandboxed" | "worker";
  readonly api: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly credentials: "omit" | "same-origin" | "include";
  readonly redirect: "follow" | "error";
  /** What the servers respond, one item for each redirect; the last one does not redirect. */
  readonly hops: readonly HopResponses[];
  readonly recording: RecordingOptions;
}

export interface HopResponses {
  readonly preflight: ResponseTemplate;
  readonly actual: ResponseTemplate;
}

export interface ResponseTemplate {
  /** 0 for a connection that breaks. */
  readonly status: number;
  readonly headers: readonly Header[];
}

/** What differs from recording to recording, although the fetch is the same. */
export interface RecordingOptions {
  readonly type: "fetch" | "xhr";
  readonly isHttp2: boolean;
  /** Whether the browser holds cookies of the servers. */
  readonly hasCookies: boolean;
  /** Whether the page sends no `Referer`. */
  readonly hidesReferrer: boolean;
  /** Whether DevTools wrote the entry of a request that was sent before it got the headers that went out. */
  readonly isWrittenEarly: boolean;
  /** Whether DevTools has the response of a preflight that was redirected. */
  readonly hasRedirectedPreflight: boolean;
  /** `cached`: a preflight that passed was sent before the recording began. `lost`: the recording lacks it. */
  readonly preflight: "recorded" | "cached" | "lost";
  /** Whether the page gave up once the headers had come, and before the browser checked them. */
  readonly isAborted: boolean;
  /** Line of the page's script. */
  readonly line: number;
  /** Milliseconds after the start of the fetch before this one. */
  readonly gap: number;
  /** Milliseconds that each request takes. */
  readonly duration: number;
}

interface Place {
  readonly page: string;
  readonly apis: readonly string[];
}

// A page on https reaches only https, and only a local page reaches local servers: other rules of the browser forbid it.
const places: readonly Place[] = [
  {
    page: "https://app.example",
    apis: ["https://api.example", "https://api.app.example", "https://app.example:8443", "https://app.example"],
  },
  {
    page: "http://app.example",
    apis: ["http://api.example", "https://app.example", "http://app.example:8080", "http://app.example"],
  },
  {
    page: "http://localhost:3000",
    apis: ["http://localhost:4000", "http://127.0.0.1:3000", "https://api.example", "http://localhost:3000"],
  },
  { page: "https://app.example:8443", apis: ["https://app.example", "https://api.example"] },
  { page: "https://xn--bcher-kva.example", apis: ["https://api.xn--bcher-kva.example", "https://api.example"] },
];

/** Any fetch that the generator knows. */
export function randomFetch(): Arbitrary<RandomFetch> {
  return fc.constantFrom(...places).chain(({ page, apis }) =>
    fc.record({
      page: fc.constant(page),
      context: mostly("page" as const, 8, ["sandboxed", "worker"]),
      api: fc.constantFrom(...apis),
      method: mostly("GET", 1, methods),
      headers: fc.oneof(
        { weight: 2, arbitrary: fc.constant<Header[]>([]) },
        fc.uniqueArray(header(), { maxLength: 3, selector: ({ name }) => name.toLowerCase() }),
      ),
      credentials: fc.constantFrom("same-origin" as const, "include" as const, "omit" as const),
      redirect: mostly("follow" as const, 30, ["error"]),
      hops: fc
        .tuple(fc.array(hop(redirectingResponse(page, apis)), { maxLength: 3 }), hop(actualResponse()))
        .map(([redirecting, last]) => [...redirecting, last]),
      recording: recordingOptions(),
    }),
  );
}

function recordingOptions(): Arbitrary<RecordingOptions> {
  return fc.record({
    type: mostly("fetch" as const, 2, ["xhr"]),
    isHttp2: rarely(3),
    hasCookies: rarely(2),
    hidesReferrer: rarely(12),
    isWrittenEarly: rarely(25),
    hasRedirectedPreflight: rarely(2),
    preflight: mostly("recorded" as const, 20, ["cached", "lost"]),
    isAborted: rarely(40),
    line: fc.integer({ min: 1, max: 40 }),
    gap: fc.integer({ min: 0, max: 40 }),
    duration: fc.integer({ min: 1, max: 200 }),
  });
}

function hop(actual: Arbitrary<ResponseTemplate>): Arbitrary<HopResponses> {
  return fc.record({ preflight: preflightResponse(), actual });
}

function preflightResponse(): Arbitrary<ResponseTemplate> {
  return fc
    .record({
      status: mostly(204, 6, preflightStatuses),
      allowOrigin: lines("Access-Control-Allow-Origin", ["{origin}"], 5, allowOriginValues),
      allowCredentials: lines("Access-Control-Allow-Credentials", ["true"], 3, allowCredentialsValues),
      allowMethods: lines("Access-Control-Allow-Methods", ["{method}"], 3, allowMethodsValues),
      allowHeaders: lines("Access-Control-Allow-Headers", ["{names}"], 3, allowHeadersValues),
      location: lines("Location", [], 12, [["/elsewhere"], ["https://login.example/"], ["shop://cart"], [""]]),
      other: otherHeaders(),
    })
    .map(({ status, other, ...named }) => ({ status, headers: [...other, ...Object.values(named).flat()] }));
}

function actualResponse(): Arbitrary<ResponseTemplate> {
  return fc
    .record({
      status: mostly(200, 3, actualStatuses),
      allowOrigin: lines("Access-Control-Allow-Origin", ["{origin}"], 2, allowOriginValues),
      allowCredentials: lines("Access-Control-Allow-Credentials", ["true"], 2, allowCredentialsValues),
      other: otherHeaders(),
    })
    .map(({ status, other, ...named }) => ({ status, headers: [...other, ...Object.values(named).flat()] }));
}

function redirectingResponse(page: string, apis: readonly string[]): Arbitrary<ResponseTemplate> {
  const origins = [...apis, page, page.startsWith("https:") ? "https://other.example" : "http://other.example"];
  const urls = origins.map((origin) => `${origin}/next`);
  const withCredentials = origins.flatMap((origin) =>
    ["u:p@", "u@", ":p@"].map((user) => origin.replace("//", `//${user}`)),
  );
  const location = fc.oneof(
    { weight: 3, arbitrary: fc.constant("/next") },
    { weight: 6, arbitrary: fc.constantFrom(...urls) },
    { weight: 1, arbitrary: fc.constantFrom(...withCredentials, "shop://cart") },
  );
  return fc
    .record({
      status: fc.constantFrom(301, 302, 303, 307, 308),
      allowOrigin: lines("Access-Control-Allow-Origin", ["{origin}"], 6, allowOriginValues),
      allowCredentials: lines("Access-Control-Allow-Credentials", ["true"], 6, allowCredentialsValues),
      location,
    })
    .map(({ status, allowOrigin, allowCredentials, location }) => ({
      status,
      headers: [...allowOrigin, ...allowCredentials, { name: "Location", value: location }],
    }));
}

/** The lines of a header: the usual ones with this weight, else others, under a name in some spelling. */
function lines(name: string, usual: readonly string[], weight: number, others: readonly (readonly string[])[]) {
  return fc
    .tuple(fc.constantFrom(name, name.toLowerCase(), name.toUpperCase()), mostly(usual, weight, others))
    .map(([spelling, values]) => values.map((value): Header => ({ name: spelling, value })));
}

function otherHeaders(): Arbitrary<Header[]> {
  return fc.subarray([
    { name: "Content-Type", value: "application/json" },
    { name: "Server", value: "nginx" },
    { name: "Vary", value: "Origin" },
    { name: "Access-Control-Expose-Headers", value: "*" },
    { name: "Access-Control-Max-Age", value: "600" },
    { name: "Access-Control-Allow-Orgin", value: "*" },
    { name: "Set-Cookie", value: "sid=1" },
  ]);
}

function header(): Arbitrary<Header> {
  return fc.constantFrom(...requestHeaders).map(([name, value]) => ({ name, value }));
}

/** The usual value `weight` times as often as any of the others. */
function mostly<T>(usual: T, weight: number, others: readonly T[]): Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

/** True in one of so many. */
function rarely(many: number): Arbitrary<boolean> {
  return mostly(false, many - 1, [true]);
}

const methods = [
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "get",
  "put",
  "Delete",
  "patch",
  "Patch",
  "PURGE",
  "QUERY",
  "M-SEARCH",
];

const requestHeaders: readonly (readonly [string, string])[] = [
  ["X-A", "1"],
  ["x-b", "2"],
  ["x-requested-with", "XMLHttpRequest"],
  ["Authorization", "Bearer t"],
  ["Content-Type", "application/json"],
  ["content-type", "text/plain;charset=UTF-8"],
  ["Content-Type", "TEXT/PLAIN"],
  ["Content-Type", "multipart/form-data; boundary=x"],
  ["Content-Type", 'text/plain; a="b"'],
  ["Content-Type", "application/x-www-form-urlencoded"],
  ["Content-Type", "text"],
  ["Accept", "application/json"],
  ["Accept", "a(b)"],
  ["Accept", "a".repeat(128)],
  ["Accept", "a".repeat(129)],
  ["Accept-Language", "de, en;q=0.5"],
  ["Accept-Language", "en_US"],
  ["Content-Language", "en"],
  ["Content-Language", "a/b"],
  ["Range", "bytes=0-1"],
  ["Range", "bytes=5-"],
  ["Range", "bytes=-5"],
  ["Range", "bytes=5-1"],
  ["Range", "bytes=0-1,3-4"],
  ["If-None-Match", '"x"'],
  ["Cache-Control", "no-cache"],
];

const preflightStatuses = [
  200, 201, 206, 299, 300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 418, 429, 500, 503, 0,
];
const actualStatuses = [201, 204, 206, 299, 300, 301, 400, 401, 403, 404, 418, 500, 502, 503, 0];

const allowOriginValues: readonly (readonly string[])[] = [
  [],
  [],
  ["*"],
  ["*"],
  ["*"],
  ["{origin}/"],
  ["{ORIGIN}"],
  ["{otherScheme}"],
  ["{origin}:443"],
  ["{origin}:9999"],
  ["{origin}.evil.example"],
  ["{origin}, {origin}"],
  ["{origin},https://b.example"],
  ["{origin} {origin}"],
  ["{origin},"],
  ["{origin}", "{origin}"],
  ["*", "{origin}"],
  ["*", "*"],
  ["*, *"],
  ["*,"],
  ["", "{origin}"],
  ["", ""],
  [" {origin}\t"],
  [" * "],
  ["{host}"],
  ["//{host}"],
  ["https://*.{host}"],
  ["null"],
  ["NULL"],
  ["true"],
  [""],
  ["undefined"],
  ["'*'"],
  ['"*"'],
  ["**"],
  ["localhost"],
  ["localhost:3000"],
  ["http://localhost:*"],
  ["https://"],
  ["https://b.example"],
  ["https://exa%mple.com"],
  ["[object Object]"],
  ["$http_origin"],
  ["file://"],
];

const allowCredentialsValues: readonly (readonly string[])[] = [
  [],
  [],
  ["false"],
  ["True"],
  ["TRUE"],
  [""],
  ["1"],
  ["true", "true"],
  ["true, true"],
  ["true,"],
  ["true;"],
  [" true\t"],
  ['"true"'],
];

const allowMethodsValues: readonly (readonly string[])[] = [
  [],
  ["*"],
  ["*"],
  ["GET, {method}"],
  ["{method},GET,PATCH"],
  ["GET", "{method}"],
  [" {method}\t,\tGET "],
  [",{method},,"],
  ["{Method}"],
  ["{method}X"],
  ["GET, POST"],
  [""],
  [","],
  ["*, GET"],
  ["GET; {method}"],
  ["{method} GET"],
  ['"{method}"'],
  ["GET/{method}"],
  ["GET, \xe9"],
  ["[{method}]"],
];

const allowHeadersValues: readonly (readonly string[])[] = [
  [],
  ["*"],
  ["*"],
  ["{NAMES}"],
  ["x-z, {names}"],
  ["{names},"],
  ["x-z", "{names}"],
  ["*, x-z"],
  ["*, authorization"],
  [" {names} "],
  ["{someNames}"],
  ["Content-Type"],
  ["x-a; x-b"],
  ["x-a x-b"],
  ["{names}:"],
  ['"{names}"'],
  ["(x), {names}"],
  [""],
];
