import { describe, expect, test } from "vitest";
import { isLocalHost, isLoopbackHost } from "../../src/fetch/local-network-access.ts";
import { originOf } from "../../src/fetch/origin.ts";
import { explainNearMisses, nearMisses } from "../../src/text/near-miss.ts";

test.each([
  "https://app.example",
  "https://app.example/a",
  "https://app.example /a",
  "https://app.example ",
  "https:///a",
  "https://app.example?/a",
  "https://app.example\\a/b",
  "https://user@app.example:8443/a",
  "https://app.example:port/a",
  "http:/app.example/a",
  "capacitor://localhost/a",
  "localhost:3000/a",
])("the origin of %s is the one of the URL standard", (url) => {
  expect(originOf(url)).toBe(URL.canParse(url) ? new URL(url).origin : "");
});

describe("near misses of https://app.example", () => {
  test.each([
    ["https://app.example/", ["trailing-slash"]],
    ["https://app.example/login", ["path"]],
    ["https://app.example:443", ["default-port"]],
    ["https://App.Example", ["letter-case"]],
    ["HTTPS://app.example/", ["trailing-slash", "letter-case"]],
    ["http://app.example", ["scheme"]],
    ["https://app.example:8443", ["port"]],
    ["http://app.example:3000", ["scheme", "port"]],
    ["https://www.app.example", ["www"]],
    ["http://www.app.example", ["scheme", "www"]],
    ["https://*.example", ["subdomain-wildcard"]],
    ["*.example", ["subdomain-wildcard"]],
    ['"https://app.example"', ["quotes"]],
    ["app.example", ["no-scheme"]],
    ["//app.example", ["no-scheme"]],
    ["https://app.example, https://b.example", ["several-values"]],
    ["undefined", ["placeholder"]],
    ["${ORIGIN}", ["placeholder"]],
    ["$ORIGIN", ["placeholder"]],
    ["https://", ["placeholder"]],
    ["null", ["null"]],
    ["https://other.example", []],
    ["https://app.example.evil.test", []],
    ["https://*.other.example", []],
    ["https://app.example", []],
  ])("%s", (value, expected) => {
    const misses = nearMisses(value, "https://app.example");
    expect(misses).toEqual(expected);
    for (const miss of misses) {
      expect(explainNearMisses([miss], value, "https://app.example")).toMatch(/^[A-Z].+\. [A-Z`].+\.$/);
    }
  });

  test.each([
    ["http://localhost:3000", "http://127.0.0.1:3000", ["loopback-name"]],
    ["http://[::1]:3000", "http://localhost:3000", ["loopback-name"]],
    ["http://localhost:3000", "http://127.0.0.1:5173", ["loopback-name", "port"]],
    ["http://localhost", "http://localhost:3000", ["port"]],
    ["http://localhost:3000", "null", []],
  ])("%s against %s", (value, origin, expected) => expect(nearMisses(value, origin)).toEqual(expected));
});

describe("hosts of this machine and its network", () => {
  test.each(["localhost", "api.localhost", "127.0.0.1", "127.8.9.1", "[::1]"])("%s is loopback", (host) =>
    expect([isLoopbackHost(host), isLocalHost(host)]).toEqual([true, true]),
  );
  test.each([
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "172.31.9.9",
    "169.254.1.1",
    "[fd12::1]",
    "[fe80::1]",
    "printer.local",
  ])("%s is local", (host) => expect([isLoopbackHost(host), isLocalHost(host)]).toEqual([false, true]));
  test.each(["172.32.0.1", "11.0.0.1", "localhost.example", "10.example.com", "example.com", "[2001:db8::1]"])(
    "%s is neither",
    (host) => expect(isLocalHost(host)).toBe(false),
  );
});
