import { describe, expect, test } from "vitest";
import type { Header } from "../../src/exchange.ts";
import { getHeader } from "../../src/fetch/headers.ts";
import {
  type Agent,
  actualRequestHeaders,
  createRequest,
  needsPreflight,
  preflightRequestHeaders,
  type RequestInput,
} from "../../src/fetch/request.ts";
import { chromiumCaptures } from "../scenarios/captures.ts";
import { call, siteOf } from "./redirect-chain.ts";

const agent: Agent = { userAgent: "Agent/1", languages: "de", byteLength: (text) => Buffer.byteLength(text) };
const requestOf = (input: Partial<RequestInput>) => createRequest({ ...call, ...input }, siteOf);
const own = (name: string, value = "1"): Header => ({ name, value });
const lines = (headers: readonly Header[]) => headers.map(({ name, value }) => `${name}: ${value}`);

interface Entry {
  readonly _resourceType: string;
  readonly request: { readonly method: string; readonly url: string; readonly headers: readonly Header[] };
}

/** A request of a capture that Chromium sent over HTTP/1.1, whose headers DevTools lists as they were sent. */
interface Sent {
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
}

function sentRequests(types: readonly string[]): Sent[] {
  return chromiumCaptures()
    .filter(({ name }) => !otherwiseSetUp.has(name))
    .flatMap(({ log }) => (log as { readonly entries: readonly Entry[] }).entries)
    .filter(({ _resourceType }) => types.includes(_resourceType))
    .map(({ request: { method, url, headers } }) => ({ title: `${method} ${url}`, method, url, headers }))
    .filter(({ headers }) => getHeader(headers, "Host") !== null && getHeader(headers, "Origin") !== "null");
}

/** Captures of pages with another referrer policy, and of one with the cache switched off in DevTools. */
const otherwiseSetUp: ReadonlySet<string> = new Set([
  "preflight-cache-disabled-in-devtools",
  "referrer-policy-no-referrer",
]);

/** The sent headers without client hints, which the engine leaves out. */
const expectedLines = (headers: readonly Header[]) =>
  lines(headers.filter(({ name }) => !/^sec-ch-/i.test(name))).sort();

function agentOf(sent: readonly Header[]): Agent {
  const userAgent = getHeader(sent, "User-Agent") ?? "";
  return { ...agent, userAgent, languages: getHeader(sent, "Accept-Language") ?? "" };
}

describe("the headers of a preflight are those that Chromium sent", () => {
  const preflights = sentRequests(["preflight"]);

  test.each(preflights)("$title", ({ url, headers: sent }) => {
    const names = getHeader(sent, "Access-Control-Request-Headers")?.split(",") ?? [];
    const request = requestOf({
      url,
      method: getHeader(sent, "Access-Control-Request-Method") ?? "",
      origin: getHeader(sent, "Origin") ?? "",
      headers: names.map((name) => own(name, "application/json")),
    });
    expect(lines(preflightRequestHeaders(request, agentOf(sent))).sort()).toEqual(expectedLines(sent));
  });

  test("in many captures", () => expect(preflights.length).toBeGreaterThan(100));
});

describe("the headers of an actual request are those that Chromium sent", () => {
  const requests = sentRequests(["fetch", "xhr"]).filter(({ url, headers }) => {
    const origin = getHeader(headers, "Origin");
    return origin !== null && origin !== new URL(url).origin;
  });

  test.each(requests)("$title", ({ method, url, headers: sent }) => {
    const cookie = getHeader(sent, "Cookie");
    const length = getHeader(sent, "Content-Length");
    const hasCredentials = cookie !== null || getHeader(sent, "Sec-Fetch-Storage-Access") !== null;
    const request = requestOf({
      method,
      url,
      origin: getHeader(sent, "Origin") ?? "",
      headers: sent.filter(({ name }) => !setByBrowser.test(name)),
      body: length === null || length === "0" ? null : "x".repeat(Number(length)),
      credentials: hasCredentials ? "include" : "omit",
    });
    expect(lines(actualRequestHeaders(request, agentOf(sent), cookie)).sort()).toEqual(expectedLines(sent));
  });

  test("in many captures", () => expect(requests.length).toBeGreaterThan(100));
});

describe("the referrer, by the default policy, is", () => {
  const refererOf = (origin: string, url: string) => {
    const request = requestOf({ origin, url });
    const values = [preflightRequestHeaders(request, agent), actualRequestHeaders(request, agent, null)].map(
      (headers) => getHeader(headers, "Referer"),
    );
    expect(values[0]).toBe(values[1]);
    return values[0];
  };

  test.each([
    ["https://app.example", "https://api.example/x", "https://app.example/"],
    ["http://app.example", "http://api.example/x", "http://app.example/"],
    ["http://localhost:3000", "http://api.example/x", "http://localhost:3000/"],
    ["http://app.example", "https://api.example/x", "http://app.example/"],
  ])("the origin of the page %s for %s", (origin, url, referrer) => expect(refererOf(origin, url)).toBe(referrer));

  test.each([
    ["https://app.example", "http://api.example/x"],
    ["https://app.example", "http://localhost:4000/x"],
    ["null", "https://api.example/x"],
    ["chrome-extension://abcdefgh", "https://api.example/x"],
  ])("absent from %s to %s", (origin, url) => expect(refererOf(origin, url)).toBeNull());
});

describe("the length of the body is sent", () => {
  const lengthOf = (method: string, body: string | null) =>
    getHeader(actualRequestHeaders(requestOf({ method, body }), agent, null), "Content-Length");

  test("in bytes", () => expect(lengthOf("PUT", "ä€")).toBe("5"));

  test("as 0 of POST and PUT without a body, and not at all of other methods", () => {
    const methods = ["POST", "PUT", "PATCH", "DELETE", "GET"];
    expect(methods.map((method) => lengthOf(method, null))).toEqual(["0", "0", null, null, null]);
  });
});

test("a header that the page sets is sent once, with the page's value", () => {
  const request = requestOf({ headers: [own("accept", "application/json"), own("Accept-Language", "fr")] });
  const sent = actualRequestHeaders(request, agent, null);
  expect([getHeader(sent, "Accept"), getHeader(sent, "Accept-Language")]).toEqual(["application/json", "fr"]);
});

describe("Origin is sent", () => {
  const originIn = (input: Partial<RequestInput>) =>
    getHeader(actualRequestHeaders(requestOf(input), agent, null), "Origin");

  test("to the page's own origin with every method but GET and HEAD", () => {
    const url = "https://app.example/x";
    const methods = ["GET", "HEAD", "POST", "PUT"];
    expect(methods.map((method) => originIn({ url, method }))).toEqual([null, null, call.origin, call.origin]);
  });

  test("to another origin with every method", () => expect(originIn({ method: "GET" })).toBe("https://app.example"));
});

test("Sec-Fetch-Storage-Access is sent to another site with credentials, and says whether there is a cookie", () => {
  const storageIn = (input: Partial<RequestInput>, cookie: string | null) =>
    getHeader(actualRequestHeaders(requestOf(input), agent, cookie), "Sec-Fetch-Storage-Access");
  const elsewhere = { url: "https://other.test/", credentials: "include" } as const;
  expect(storageIn(elsewhere, "a=1")).toBe("active");
  expect(storageIn(elsewhere, null)).toBe("none");
  expect(storageIn({ ...elsewhere, credentials: "omit" }, null)).toBeNull();
  expect(storageIn({ ...elsewhere, url: "http://other.test/" }, null)).toBeNull();
  expect(storageIn({ ...elsewhere, url: "https://api.app.example/" }, null)).toBeNull();
});

test("a page whose origin is opaque has no origin in common with anything, not even with another opaque one", () => {
  const request = requestOf({ origin: "null", url: "data:text/plain,x" });
  expect(request).toMatchObject({ isCrossOrigin: true, site: "cross-site" });
});

test("the fragment of the URL is not sent", () => {
  expect(requestOf({ url: "https://api.example/a#b" }).url).toBe("https://api.example/a");
});

describe("a preflight is needed", () => {
  const json = [own("Content-Type", "application/json")];

  test.each([
    ["for a method that is not safelisted", { method: "PUT" }],
    ["for a header that is not safelisted", { headers: [own("X-A")] }],
    ["for a header whose value is not safelisted", { method: "POST", headers: json }],
  ])("%s", (_, input) => {
    expect(needsPreflight(requestOf(input))).toBe(true);
    expect(needsPreflight(requestOf({ ...input, url: "https://app.example/" }))).toBe(false);
  });

  test("for nothing else", () => {
    for (const method of ["GET", "HEAD", "POST"]) {
      expect(needsPreflight(requestOf({ method, headers: [own("Accept", "text/html")] }))).toBe(false);
    }
  });
});

const setByBrowser =
  /^(Accept|Accept-Encoding|Accept-Language|Connection|Content-Length|Cookie|Host|Origin|Referer|User-Agent|sec-.*)$/i;
