import { describe, expect, test } from "vitest";
import { diagnose, readHar } from "../../src/index.ts";
import { api, entry, page, type Recorded } from "./entries.ts";

// A proxy or a server records no request that a preflight stopped. Where a redirect led to such a request, its preflight continues
// the redirected fetch.

const target = "https://b.example/items";
const passes = { "Access-Control-Allow-Origin": page, "Access-Control-Allow-Credentials": "true" };

/** The entry as a recorder writes it that is no browser. */
function proxied(recorded: Recorded, more: object = {}): object {
  const { _resourceType, _initiator, pageref, response, ...rest } = entry(recorded) as ReturnType<typeof entry> & {
    readonly pageref?: string;
  };
  const { _error, ...answer } = response;
  return { ...rest, ...more, response: answer };
}

const redirect = (recorded: Recorded = {}, more: object = {}) =>
  proxied(
    {
      method: "PUT",
      status: 307,
      takes: 100,
      redirectURL: target,
      answer: passes,
      headers: { Origin: page, "X-A": "1" },
      ...recorded,
    },
    more,
  );

const preflight = ({ of = "PUT", ...recorded }: Recorded & { readonly of?: string } = {}) =>
  proxied({
    url: target,
    method: "OPTIONS",
    at: 100,
    status: 204,
    ...recorded,
    headers: { Origin: page, "Access-Control-Request-Method": of, ...recorded.headers },
  });

/** The indexes of each fetch's requests and preflights, one pair for each hop. */
function hopsOf(...entries: readonly object[]) {
  return diagnose(readHar({ log: { creator: { name: "a proxy" }, entries } })).map(({ fetch: { hops } }) =>
    hops.map(({ actual, preflight }) => [actual?.index ?? null, preflight?.index ?? null]),
  );
}

const one = [
  [
    [0, null],
    [null, 1],
  ],
];
const two = [[[0, null]], [[null, 1]]];

describe("a preflight after a redirect", () => {
  test("continues the redirected fetch, and decides it", () => {
    const log = { creator: { name: "a proxy" }, entries: [redirect(), preflight()] };
    const [diagnosis, ...others] = diagnose(readHar({ log }));
    expect(others).toEqual([]);
    expect(diagnosis).toMatchObject({
      outcome: "refused",
      verdict: { cause: "missing-allow-origin", step: "preflight", certainty: "certain" },
      fetch: {
        origin: page,
        hops: [
          { url: api, preflight: null },
          { url: target, actual: null, method: "PUT" },
        ],
      },
    });
  });

  test("is for the method that the redirect leaves", () => {
    expect(hopsOf(redirect({ status: 303 }), preflight())).toEqual(two);
    expect(hopsOf(redirect({ status: 303 }), preflight({ of: "GET" }))).toEqual(one);
    expect(hopsOf(redirect(), preflight({ of: "PATCH" }))).toEqual(two);
  });

  test("has the origin of the page, or an opaque one", () => {
    expect(hopsOf(redirect(), preflight({ headers: { Origin: "null" } }))).toEqual(one);
    expect(hopsOf(redirect(), preflight({ headers: { Origin: "https://c.example" } }))).toEqual(two);
  });

  test("starts as the redirect ends, or up to a second later", () => {
    for (const at of [98, 100, 1100]) expect(hopsOf(redirect(), preflight({ at }))).toEqual(one);
    for (const at of [1101, 97]) expect(hopsOf(redirect(), preflight({ at }))).toHaveLength(2);
    expect(hopsOf(redirect({ at: null }), preflight({ at: null }))).toEqual(one);
  });

  test("is for the URL of the redirect", () => {
    expect(hopsOf(redirect(), preflight({ url: `${target}/2` }))).toEqual(two);
    expect(hopsOf(redirect({ status: 200 }), preflight())).toEqual(two);
  });

  test("cannot follow a redirect that fails the check", () => {
    expect(hopsOf(redirect({ answer: {} }), preflight())).toEqual(two);
    expect(hopsOf(redirect({ answer: { "Access-Control-Allow-Origin": "*" } }), preflight())).toEqual(one);
  });

  test("cannot follow one that the browser did not, by its mode or by what the page asked for", () => {
    for (const mode of ["no-cors", "same-origin"])
      expect(hopsOf(redirect({ headers: { Origin: page, "Sec-Fetch-Mode": mode } }), preflight())).toEqual(two);
    for (const asked of ["manual", "error"])
      expect(hopsOf(redirect({}, { _observedCall: { redirect: asked } }), preflight())).toEqual(two);
    expect(hopsOf(redirect({}, { _observedCall: { redirect: "follow" } }), preflight())).toEqual(one);
  });

  test("follows one redirect, the first of several that lead to its URL", () => {
    expect(hopsOf(redirect(), redirect({ url: `${api}/2` }), preflight(), preflight({ at: 101 }))).toEqual([
      [
        [0, null],
        [null, 2],
      ],
      [
        [1, null],
        [null, 3],
      ],
    ]);
    expect(hopsOf(redirect(), redirect({ url: `${api}/2` }), preflight())).toEqual([
      [
        [0, null],
        [null, 2],
      ],
      [[1, null]],
    ]);
  });

  test("is the earliest of several", () => {
    expect(hopsOf(redirect(), preflight({ at: 102 }), preflight({ at: 100 }))).toEqual([
      [
        [0, null],
        [null, 2],
      ],
      [[null, 1]],
    ]);
  });

  test("stands alone where no redirect led to it", () => {
    const other = proxied({ url: "https://c.example/x", headers: { Origin: page } });
    expect(hopsOf(preflight({ at: 0 }), other)).toEqual([[[null, 0]], [[1, null]]]);
  });
});
