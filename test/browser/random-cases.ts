/** One fetch of the page and the server's responses to it, sensible or not. */
export interface RandomCase {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials;
  readonly redirect: RequestRedirect;
  readonly preflightStatus: number;
  readonly preflightHeaders: ResponseHeaders;
  readonly preflightLocation: string | null;
  readonly status: number;
  readonly responseHeaders: ResponseHeaders;
  /** Where the first request is redirected to, or null. */
  readonly location: string | null;
  /** The status of that redirect. */
  readonly redirectStatus: number;
}

/** Values by header name: a list for several lines, null for an absent header. */
type ResponseHeaders = Readonly<Record<string, HeaderValue>>;

type HeaderValue = string | readonly string[] | null;

/**
 * Numbers from 0 up to 1, the same for the same seed, so that a failure can be repeated. It is a linear congruential
 * generator.
 */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Functions that each make a new case out of random numbers, for a page of this origin. */
export function randomCases(random: () => number, page: string) {
  const source: Source = { random, page, origins: allowOriginValues(page) };
  return {
    /** A fetch of a URL of its own, `?id=N`; `other` is a second server, to which some are redirected. */
    distinctCase: (id: number, other: string) => distinctCase(source, id, other),
    /** One of many fetches of one URL. */
    sameUrlCase: () => sameUrlCase(source),
    /** The response to the next request of that one URL; browsers cache some of the preflights for a second. */
    sameUrlResponse: () => sameUrlResponse(source),
  };
}

interface Source {
  readonly random: () => number;
  readonly page: string;
  readonly origins: readonly HeaderValue[];
}

function distinctCase(source: Source, id: number, other: string): RandomCase {
  const { random, page, origins } = source;
  const query = `?id=${id}&hop=1`;
  return {
    method: pick(source, methods),
    headers: pick(source, requestHeaders),
    credentials: pick(source, ["omit", "same-origin", "include"] as const),
    redirect: random() < 0.92 ? "follow" : pick(source, ["error", "manual"] as const),
    preflightStatus: pick(source, [204, 204, 204, 200, 200, 404, 401, 500, 301, 307, 304]),
    preflightLocation: pick(source, preflightLocations),
    preflightHeaders: {
      "Access-Control-Allow-Origin": mostly(source, page, origins),
      "Access-Control-Allow-Credentials": pick(source, allowCredentialsValues),
      "Access-Control-Allow-Methods": mostly(source, "PUT, PATCH, patch, DELETE, OPTIONS, PURGE", allowMethodsValues),
      "Access-Control-Allow-Headers": mostly(source, usualAllowHeaders, allowHeadersValues),
      "Access-Control-Max-Age": pick(source, [null, "0", "600"]),
    },
    status: pick(source, [200, 200, 200, 204, 304, 404, 500]),
    responseHeaders: {
      "Access-Control-Allow-Origin": mostly(source, page, origins),
      "Access-Control-Allow-Credentials": pick(source, allowCredentialsValues),
      "Access-Control-Expose-Headers": pick(source, exposeHeadersValues),
      "x-total": "3",
    },
    location:
      random() < 0.88
        ? null
        : pick(source, [
            `/x${query}`,
            `${other}/x${query}`,
            `${page}/x${query}`,
            `${other.replace("//", "//u:p@")}/x${query}`,
            `shop://cart${query}`,
            "",
          ]),
    redirectStatus: pick(source, [301, 302, 302, 303, 307, 308]),
  };
}

function sameUrlCase(source: Source): RandomCase {
  return {
    ...sameUrlResponse(source),
    method: pick(source, ["PUT", "PUT", "PATCH"]),
    headers: pick(source, [{}, { "x-a": "1" }, { "x-b": "1" }]),
    credentials: "omit",
  };
}

function sameUrlResponse(source: Source): RandomCase {
  const { random, page } = source;
  const granted = {
    "Access-Control-Allow-Origin": page,
    "Access-Control-Allow-Headers": "x-a, x-b, x-id",
    "Access-Control-Allow-Methods": "PUT, PATCH",
    "Access-Control-Max-Age": random() < 0.05 ? "1" : "0",
  };
  const [name, value] = pick(source, Object.entries(spoiledHeaders));
  return {
    method: "PUT",
    headers: {},
    credentials: "omit",
    redirect: "follow",
    preflightStatus: random() < 0.9 ? 204 : 500,
    preflightHeaders: random() < 0.5 ? granted : { ...granted, [name]: value },
    preflightLocation: null,
    status: 200,
    responseHeaders: { "Access-Control-Allow-Origin": random() < 0.7 ? page : "http://x.test" },
    location: null,
    redirectStatus: 302,
  };
}

function pick<T>({ random }: Source, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** The usual value in two of three. */
function mostly(source: Source, usual: string, others: readonly HeaderValue[]): HeaderValue {
  return source.random() < 2 / 3 ? usual : pick(source, others);
}

// A value that stands twice in a list is picked twice as often.

const methods = ["GET", "GET", "POST", "PUT", "PATCH", "patch", "DELETE", "OPTIONS", "PURGE", "HEAD"];

const requestHeaders: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  { "x-a": "1" },
  { "x-a": "1", "x-b": "2" },
  { "content-type": "application/json" },
  { authorization: "Bearer x" },
  // Whether these need a preflight depends on the value, or on the browser.
  { accept: "application/json" },
  { accept: 'a"b' },
  { accept: "a".repeat(129) },
  { "accept-language": "de_DE" },
  { "content-language": "de" },
  { "content-type": "text/plain;charset=UTF-8" },
  { "content-type": "text/plain; x=(y)" },
  { range: "bytes=0-99" },
  { range: "bytes=-99" },
  { "save-data": "on" },
  { dpr: "2" },
  { ect: "4g" },
  { "user-agent": "mine" },
  { "cache-control": "no-cache" },
  { "if-none-match": '"1"' },
];

const allowCredentialsValues: readonly HeaderValue[] = [null, "true", "true", "True", "1", ["true", "true"], ""];

const allowMethodsValues: readonly HeaderValue[] = [
  null,
  "*",
  "GET",
  "put",
  "GET; PUT",
  ",PUT,,",
  '"PUT"',
  "",
  "PUT DELETE",
  ["PUT", "DELETE"],
];

const allowHeadersValues: readonly HeaderValue[] = [
  null,
  "*",
  "x-a",
  "X-A, Content-Type",
  "x-a x-b",
  "x-a; x-b",
  "",
  "Content-Type:",
  ["x-a", "x-b"],
];

const exposeHeadersValues: readonly HeaderValue[] = [
  null,
  null,
  "*",
  "x-total",
  "X-Total, x-b",
  ["x-b", "x-total"],
  "x-b",
  "x-total;",
  "*, x-b",
  "",
];

const preflightLocations = [
  "/elsewhere",
  "/elsewhere",
  "/elsewhere",
  "/elsewhere",
  "shop://cart",
  "ftp://localhost/x",
  "data:text/plain,x",
  "mailto:a@b.test",
  "http://u:p@localhost/x",
  "http://",
  "",
  null,
  null,
];

const usualAllowHeaders =
  "x-a, x-b, content-type, authorization, accept, content-language, range, save-data, dpr, cache-control";

/** Each makes the preflight of a fetch of the one URL fail in another way. */
const spoiledHeaders = {
  "Access-Control-Allow-Origin": null,
  "Access-Control-Allow-Headers": "x-z",
  "Access-Control-Allow-Methods": "GET",
};

function allowOriginValues(page: string): readonly HeaderValue[] {
  return [
    "*",
    "*",
    null,
    null,
    `${page}/`,
    page.toUpperCase(),
    page.replace("localhost", "127.0.0.1"),
    "null",
    "",
    "undefined",
    "localhost",
    "localhost:3000",
    `${page}, http://x.test`,
    `${page} http://x.test`,
    ["*", page],
    [page, page],
    "http://*.localhost",
    "//localhost",
    "http://",
    "http://localhost:*",
    "'*'",
    "https://exa%mple.com",
    "https://exa%20mple.com",
    "https://ex\xe4mple.com",
    "https://xn--a",
    "true",
    "*,*",
  ];
}
