import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locationOf, redirectRequest } from "../../src/fetch/redirect.ts";
import {
  needsPreflight,
  type Request,
  type RequestInput,
  serializeRequestOrigin,
  startRequest,
} from "../../src/fetch/request.ts";
import { type Listening, listenHttp } from "../node/http/listen.ts";

const siteOf = (hostname: string) => hostname.split(".").slice(-2).join(".");
const call: RequestInput = {
  method: "GET",
  url: "https://api.example/",
  headers: [],
  body: null,
  origin: "https://app.example",
  credentials: "omit",
};

/** The requests of a chain of redirects, with the first one. */
function follow(first: RequestInput, hops: readonly { readonly status: number; readonly url: string }[]): Request[] {
  const requests = [startRequest(first, siteOf)];
  for (const { status, url } of hops) {
    const next = redirectRequest(requests.at(-1) as Request, status, url, siteOf);
    if ("error" in next) throw new Error(next.error);
    requests.push(next);
  }
  return requests;
}

const origins = ["https://app.example", "https://api.example", "https://b.example", "http://app.example"];
const hop = fc.record({
  status: fc.constantFrom(301, 302, 303, 307, 308),
  url: fc.constantFrom(...origins).map((origin) => `${origin}/x`),
});
const someCall = fc.record({
  method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"),
  url: fc.constantFrom(...origins).map((origin) => `${origin}/`),
});
const headers = [
  { name: "Authorization", value: "Bearer 42" },
  { name: "Content-Type", value: "application/json" },
  { name: "X-Own", value: "1" },
];

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

describe("the same as Node's fetch, another implementation of the standard", () => {
  const seen: string[] = [];
  let servers: readonly Listening[];
  let path: readonly { readonly status: number; readonly server: number }[];

  beforeAll(async () => {
    const start = () =>
      listenHttp((request, response) => {
        const { authorization = "", "content-type": type = "", "x-own": own = "" } = request.headers;
        let body = "";
        request.on("data", (chunk) => {
          body += chunk;
        });
        request.on("end", () => {
          seen.push([request.headers.host, request.method, authorization, type, own, body].join(" "));
          const next = path[seen.length - 1];
          if (next) response.writeHead(next.status, { Location: urlOf(next.server) });
          response.end();
        });
      });
    servers = [await start(), await start()];
  });

  afterAll(() => Promise.all(servers.map(({ close }) => close())));

  const urlOf = (server: number) => `http://127.0.0.1:${servers[server]?.port}/`;

  test("methods, bodies and headers are the same on every hop", async () => {
    const step = fc.record({ status: fc.constantFrom(301, 302, 303, 307, 308), server: fc.nat(1) });
    const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");
    await fc.assert(
      fc.asyncProperty(method, fc.array(step, { maxLength: 5 }), async (method, steps) => {
        path = steps;
        seen.length = 0;
        const body = method === "GET" || method === "HEAD" ? null : "{}";
        await fetch(urlOf(0), {
          method,
          body,
          headers: headers.map(({ name, value }) => [name, value] as [string, string]),
        });
        const hops = steps.map(({ status, server }) => ({ status, url: urlOf(server) }));
        const ours = follow({ ...call, method, body, headers, url: urlOf(0) }, hops).map((request) => {
          const values = headers.map(({ name }) => request.headers.find((header) => header.name === name)?.value ?? "");
          return [new URL(request.url).host, request.method, ...values, request.body ?? ""].join(" ");
        });
        expect(ours).toEqual(seen);
      }),
      { numRuns: 150 },
    );
  });
});

describe("where a response redirects to", () => {
  const at = (...values: string[]) =>
    locationOf(
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
    const redirecting = statuses.filter((status) => locationOf(status, [{ name: "Location", value: "/" }], call.url));
    expect(redirecting).toEqual([301, 302, 303, 307, 308]);
  });
});
