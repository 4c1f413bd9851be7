import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locationUrl, redirectRequest } from "../../src/fetch/http-redirect-fetch.ts";
import { needsPreflight, type Request, serializeRequestOrigin } from "../../src/fetch/request.ts";
import { call, follow, headers, siteOf } from "./redirect-chain.ts";

const origins = ["https://app.example", "https://api.example", "https://b.example", "http://app.example"];
const hop = fc.record({
  status: fc.constantFrom(301, 302, 303, 307, 308),
  url: fc.constantFrom(...origins).map((origin) => `${origin}/x`),
});
const someCall = fc.record({
  method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"),
  url: fc.constantFrom(...origins).map((origin) => `${origin}/`),
});
describe("HTTP-redirect fetch, on any chain of redirects", () => {
  const chains = fc.tuple(someCall, fc.array(hop, { minLength: 1, maxLength: 8 }));

  test("the origin is opaque from the first redirect between two foreign origins on", () => {
    fc.assert(
      fc.property(chains, ([start, hops]) => {
        const requests = follow({ ...call, ...start }, hops);
        const path = requests.map(({ url }) => new URL(url).origin);
        const foreign = path.findIndex(
          (origin, at) => at > 0 && origin !== path[at - 1] && path[at - 1] !== call.origin,
        );
        for (const [at, request] of requests.entries()) {
          expect(serializeRequestOrigin(request)).toBe(foreign >= 0 && at >= foreign ? "null" : call.origin);
        }
      }),
    );
  });

  test("the CORS check applies from the first foreign hop on, also back at the origin of the page", () => {
    fc.assert(
      fc.property(chains, ([start, hops]) => {
        const requests = follow({ ...call, ...start }, hops);
        const left = requests.findIndex(({ url }) => new URL(url).origin !== call.origin);
        for (const [at, { isCrossOrigin }] of requests.entries()) expect(isCrossOrigin).toBe(left >= 0 && at >= left);
      }),
    );
  });

  test("Authorization is removed at the first redirect to another origin", () => {
    fc.assert(
      fc.property(chains, ([start, hops]) => {
        const requests = follow({ ...call, ...start, headers }, hops);
        const path = requests.map(({ url }) => new URL(url).origin);
        const left = path.findIndex((origin) => origin !== path[0]);
        for (const [at, request] of requests.entries()) {
          const has = request.headers.some(({ name }) => name === "Authorization");
          expect(has).toBe(left < 0 || at < left);
        }
      }),
    );
  });

  test("whether a hop needs a preflight depends on the method and headers that are left", () => {
    const [first, second] = follow({ ...call, method: "POST", headers: headers.slice(0, 2), body: "{}" }, [
      { status: 302, url: "https://b.example/" },
    ]);
    expect(first && needsPreflight(first)).toBe(true);
    expect(second).toMatchObject({ method: "GET", body: null, headers: [] });
    expect(second && needsPreflight(second)).toBe(false);
  });

  test("Sec-Fetch-Site is that of the most distant URL in the chain", () => {
    const chain = follow({ ...call, url: "https://app.example/" }, [
      { status: 302, url: "https://api.app.example/" },
      { status: 302, url: "https://other.test/" },
      { status: 302, url: "https://app.example/" },
    ]);
    expect(chain.map(({ site }) => site)).toEqual(["same-origin", "same-site", "cross-site", "cross-site"]);
  });

  test("twenty redirects are followed, and not one more", () => {
    const twenty = Array.from({ length: 20 }, () => ({ status: 302, url: "https://api.example/" }));
    const last = follow(call, twenty).at(-1) as Request;
    expect(redirectRequest(last, 302, last.url, siteOf)).toEqual({ error: "net::ERR_TOO_MANY_REDIRECTS" });
  });
});

describe("where a response redirects to", () => {
  const at = (...values: string[]) =>
    locationUrl(
      302,
      values.map((value) => ({ name: "location", value })),
      "https://api.example/a/b",
    );

  test.each([
    [["c"], { url: "https://api.example/a/c" }],
    [["/\xc3\xbc"], { url: "https://api.example/%C3%BC" }],
    [["c", "c"], { url: "https://api.example/a/c" }],
    [[""], null],
    [[], null],
    [["c", "d"], { url: "", error: "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION" }],
    [["http://[::1"], { url: "", error: "net::ERR_INVALID_REDIRECT" }],
    [["data:text/plain,x"], { url: "data:text/plain,x", error: "net::ERR_UNSAFE_REDIRECT" }],
    [["shop://x"], { url: "shop://x" }],
  ])("%j", (values, location) => expect(at(...values)).toEqual(location));

  test("only the five statuses redirect", () => {
    const statuses = Array.from({ length: 100 }, (_, at) => 300 + at);
    const redirecting = statuses.filter((status) => locationUrl(status, [{ name: "Location", value: "/" }], call.url));
    expect(redirecting).toEqual([301, 302, 303, 307, 308]);
  });
});
