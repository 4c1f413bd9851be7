import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/exchange.ts";
import {
  isBlockedByLocalNetworkAccess,
  isLocalHost,
  isLoopbackHost,
  targetAddressSpace,
} from "../../src/fetch/local-network-access.ts";
import { isLocalUrl } from "../../src/fetch/local-url.ts";
import { isPotentiallyTrustworthyOrigin, originOf, withoutFragment } from "../../src/fetch/origin.ts";

const exchange = (url: string, serverAddress = "") => ({ url, serverAddress }) as Exchange;

describe("the address space that Chromium names", () => {
  test.each([
    ["http://localhost:3000/a", "", "loopback"],
    ["http://[::1]:3000/a", "", "loopback"],
    ["http://dev.example/a", "127.0.0.1", "loopback"],
    ["http://dev.example/a", "::1", "loopback"],
    ["http://dev.example/a", "192.168.0.1", "local"],
    ["http://192.168.0.1/a", "", "local"],
    ["not a URL", "", "local"],
  ])("%s at %j", (url, address, expected) => expect(targetAddressSpace(exchange(url, address))).toBe(expected));
});

test("Chromium has its own network error for requests that local network access blocks", () => {
  const errors = ["net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS", "net::ERR_FAILED", null, undefined];
  expect(errors.map((error) => isBlockedByLocalNetworkAccess({ error } as Exchange))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

describe("hosts", () => {
  test.each(["localhost", "a.b.localhost", "127.0.0.1", "127.255.255.254", "[::1]"])("%s is this machine", (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  test.each([
    "notlocalhost",
    "localhost.example",
    "127.0.0.1.example",
    "127.0.0.example",
    "x127.0.0.1",
    "127.0.0.1x",
    "127.0.x.1",
    "127.x.0.1",
    "127.0.0.x",
    "[::2]",
    "10.0.0.1",
    "",
  ])("%s is not this machine", (host) => expect(isLoopbackHost(host)).toBe(false));

  test.each([
    "10.0.0.1",
    "10.255.255.255",
    "192.168.0.1",
    "169.254.0.1",
    "172.16.0.1",
    "172.19.0.1",
    "172.20.0.1",
    "172.29.0.1",
    "172.31.255.255",
    "100.64.0.1",
    "100.69.0.1",
    "100.70.0.1",
    "100.99.0.1",
    "100.100.0.1",
    "100.119.0.1",
    "100.120.0.1",
    "100.127.255.255",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fe80::1]",
    "[feb0::1]",
    "printer.local",
  ])("%s is on the local network", (host) => expect(isLocalHost(host)).toBe(true));

  test.each([
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "192.169.0.1",
    "169.253.0.1",
    "11.0.0.1",
    "110.0.0.1",
    "8.10.0.1",
    "10.example.com",
    "10.0.0.1.example",
    "10.0.0.x",
    "10.0.x.1",
    "10.x.0.1",
    "x.10.0.0.1",
    "[2001:db8::1]",
    "[fb00::1]",
    "[fe00::1]",
    "[fec0::1]",
    "[fd::1]",
    "printer.locals",
    "local",
  ])("%s is not on the local network", (host) => expect(isLocalHost(host)).toBe(false));
});

describe("URLs of the local network", () => {
  test.each([
    ["http://localhost:3000/a", true],
    ["https://192.168.0.1/a", true],
    ["https://api.example/", false],
    ["not a URL", false],
  ])("%s", (url, expected) => expect(isLocalUrl(url)).toBe(expected));
});

describe("origins that can be secure contexts", () => {
  test.each([
    ["https://app.example", true],
    ["http://localhost:3000", true],
    ["http://127.0.0.1", true],
    ["http://192.168.0.1", false],
    ["http://app.example", false],
    ["null", false],
    ["", false],
  ])("%s", (origin, expected) => expect(isPotentiallyTrustworthyOrigin(origin)).toBe(expected));
});

test.each([
  ["https://a.example/b?c#d", "https://a.example/b?c"],
  ["https://a.example/b#c#d", "https://a.example/b"],
  ["#a", ""],
  ["https://a.example/b", "https://a.example/b"],
])("without its fragment, %s is %s", (url, expected) => expect(withoutFragment(url)).toBe(expected));

test.each([
  ["https://a.example:443/b", "https://a.example"],
  ["http://a.example:443/b", "http://a.example:443"],
  ["https://A.example", "https://a.example"],
  ["https:///a.example/b", "https://a.example"],
  ["http:///a.example/b", "http://a.example"],
  ["https:/a.example/b", "https://a.example"],
  ["file:///a", "null"],
  ["data:text/plain,x", "null"],
  ["not a URL", ""],
])("the origin of %s is %j", (url, expected) => expect(originOf(url)).toBe(expected));
