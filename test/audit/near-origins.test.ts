import { describe, expect, test } from "vitest";
import { nearOrigins } from "../../src/audit/near-origins.ts";
import { reachOf } from "../../src/audit/reach.ts";
import { publicSuffixList } from "../../src/node/http/public-suffix-list.ts";

/** The neighbors of an origin, each with who can open a page there. */
function neighbors(allowed: string): string[] {
  return nearOrigins(allowed, publicSuffixList).map(
    (near) => `${near.likeness}: ${near.origin} (${reachOf(near, allowed, publicSuffixList)})`,
  );
}

test("the origins that look like an allowed one, and who can have them", () => {
  expect(neighbors("https://app.example.com")).toEqual([
    "unrelated: https://cors-panel-audit.test (anyone)",
    "null: null (anyone)",
    "suffix: https://app.example.com.cors-panel-audit.test (anyone)",
    "symbol: https://app.example.com_.cors-panel-audit.test (anyone)",
    "symbol: https://app.example.com$.cors-panel-audit.test (anyone)",
    "prefix: https://evilexample.com (anyone)",
    "prefix: https://evilapp.example.com (owner)",
    "dot: https://appxexample.com (anyone)",
    "dot: https://app.examplexcom (nobody)",
    "truncated: https://app.example.co (anyone)",
    "other-suffix: https://app.example.net (anyone)",
    "idn: https://app.xn--exmple-cua.com (anyone)",
    "label: https://app-evil.example.com (owner)",
    "sibling: https://evil.example.com (owner)",
    "subdomain: https://evil.app.example.com (owner)",
    "scheme: http://app.example.com (network)",
    "port: https://app.example.com:8443 (host)",
    "letter-case: https://APP.EXAMPLE.COM (nobody)",
  ]);
});

describe("the Public Suffix List decides who can have a name", () => {
  test("a host below a suffix with two labels", () => {
    expect(neighbors("https://app.example.co.uk")).toEqual(
      expect.arrayContaining([
        "prefix: https://evilexample.co.uk (anyone)",
        "prefix: https://evilapp.example.co.uk (owner)",
        "dot: https://app.examplexco.uk (anyone)",
        "dot: https://app.example.coxuk (nobody)",
      ]),
    );
  });

  test("a host of a company that gives names to its customers", () => {
    const near = neighbors("https://shop.vercel.app");
    expect(near).toEqual(
      expect.arrayContaining([
        "shared-suffix: https://cors-panel-audit.vercel.app (customer)",
        "prefix: https://evilshop.vercel.app (customer)",
        "label: https://shop-evil.vercel.app (customer)",
        "subdomain: https://evil.shop.vercel.app (owner)",
      ]),
    );
    expect(near.filter((line) => line.startsWith("sibling"))).toEqual([]);
  });

  test("a name that is not public", () => {
    expect(neighbors("https://app.corp.internal")).toEqual(
      expect.arrayContaining([
        "prefix: https://evilcorp.internal (zone)",
        "sibling: https://evil.corp.internal (owner)",
        "dot: https://app.corpxinternal (nobody)",
      ]),
    );
  });
});

test.each([
  ["http://127.0.0.1:8443", ["unrelated", "null", "suffix", "symbol", "symbol", "port"]],
  ["http://localhost:3000", ["unrelated", "null", "suffix", "symbol", "symbol", "port", "letter-case"]],
  ["http://[::1]:3000", ["unrelated", "null", "port"]],
  ["https://10.0.0.1", ["unrelated", "null", "suffix", "symbol", "symbol", "prefix", "scheme", "port"]],
  ["capacitor://localhost", ["unrelated", "null"]],
  ["null", ["unrelated"]],
])("%s has fewer neighbors", (allowed, expected) => {
  expect(nearOrigins(allowed, publicSuffixList).map(({ likeness }) => likeness)).toEqual(expected);
});

test("each neighbor is an origin that a browser could send, except upper case", () => {
  for (const allowed of ["https://app.example.com", "https://münchen.example", "https://a.b.co.uk:8443"])
    for (const { origin, likeness } of nearOrigins(new URL(allowed).origin, publicSuffixList))
      if (origin !== "null" && likeness !== "letter-case") expect(new URL(origin).origin).toBe(origin);
});
