import { describe, expect, test } from "vitest";
import { MIMEType } from "whatwg-mimetype";
import {
  firstInvalidToken,
  getHeader,
  getHeaderLines,
  isCorsHeaderName,
  isHeaderValue,
  isToken,
} from "../../src/fetch/headers.ts";
import { isInfrastructureHeader } from "../../src/fetch/infrastructure-headers.ts";
import { isGetOrHead } from "../../src/fetch/method.ts";
import { normalizeMethod } from "../../src/fetch/normalize-method.ts";
import { isCorsPreflightRequest } from "../../src/fetch/preflight-request.ts";
import {
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
  scriptSetUnsafeHeaderNames,
} from "../../src/fetch/safelist.ts";
import { isCorsSafelistedResponseHeaderName } from "../../src/fetch/safelisted-response-headers.ts";
import { isOkStatus, isRedirect, isRedirectStatus } from "../../src/fetch/status.ts";

const own = (name: string, value = "1") => ({ name, value });

describe("methods", () => {
  test.each([
    ["delete", "DELETE"],
    ["Get", "GET"],
    ["heaD", "HEAD"],
    ["options", "OPTIONS"],
    ["post", "POST"],
    ["put", "PUT"],
    ["patch", "patch"],
    ["xget", "xget"],
    ["gets", "gets"],
    ["QUERY", "QUERY"],
  ])("the standard normalizes %s to %s", (method, expected) => expect(normalizeMethod(method)).toBe(expected));

  test("GET, HEAD and POST are safelisted, in upper case only", () => {
    const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get"];
    expect(methods.filter(isCorsSafelistedMethod)).toEqual(["GET", "HEAD", "POST"]);
    expect(methods.filter(isGetOrHead)).toEqual(["GET", "HEAD"]);
  });
});

describe("statuses", () => {
  const all = Array.from({ length: 600 }, (_, status) => status);

  test("ok are 200 to 299", () => {
    expect(all.filter(isOkStatus)).toEqual(Array.from({ length: 100 }, (_, index) => 200 + index));
  });

  test("redirects are five, and only with a target", () => {
    const redirects = [301, 302, 303, 307, 308];
    expect(all.filter(isRedirectStatus)).toEqual(redirects);
    expect(all.filter((status) => isRedirect({ status, redirectUrl: "https://a.example/" }))).toEqual(redirects);
    expect(all.filter((status) => isRedirect({ status, redirectUrl: "" }))).toEqual([]);
  });
});

describe("a preflight is an OPTIONS request with Access-Control-Request-Method", () => {
  const asked = [own("access-control-request-method", "PUT")];

  test.each([
    ["OPTIONS", asked, true],
    ["OPTIONS", [], false],
    ["GET", asked, false],
  ])("%s with %j", (method, requestHeaders, expected) =>
    expect(isCorsPreflightRequest({ method, requestHeaders })).toBe(expected),
  );
});

describe("header names", () => {
  test("are equal in any case of ASCII letters, and in no other characters that differ by the same bit", () => {
    expect(getHeader([own("A-Z-a-z")], "a-z-A-Z")).toBe("1");
    const others = [
      ["x@y", "x`y"],
      ["x[y", "x{y"],
      ["xky", "x\u212ay"],
      ["x-y", "x\ry"],
      ["xay", "xby"],
    ] as const;
    for (const [name, asked] of others) {
      expect(getHeader([own(name)], asked)).toBeNull();
      expect(getHeaderLines([own(name)], asked)).toEqual([]);
    }
  });

  test.each([
    ["Access-Control-Allow-Origin", true],
    ["access-control-max-age", true],
    ["X-Access-Control-Allow-Origin", false],
    ["Accept", false],
    ["Bccess-Control-Allow-Origin", false],
    ["Access-Controls", false],
  ])("isCorsHeaderName(%s)", (name, expected) => expect(isCorsHeaderName(name)).toBe(expected));

  test.each([
    ["X-Request-Id_1", true],
    ["!#$%&'*+-.^_`|~", true],
    ["", false],
    ["a b", false],
    ["a:", false],
    [":a", false],
    ["é", false],
  ])("isToken(%j)", (name, expected) => expect(isToken(name)).toBe(expected));

  test.each([
    ["PUT, GE T, A;B", "GE T"],
    ["PUT", ""],
    ["", ""],
    [null, ""],
  ])("the first invalid token of %j", (value, expected) => expect(firstInvalidToken(value)).toBe(expected));
});

test.each([
  ["a b\tc", true],
  ["\xff", true],
  ["", true],
  ["a\nb", false],
  ["a\rb", false],
  ["a\0b", false],
  ["ab\u0100", false],
])("isHeaderValue(%j)", (value, expected) => expect(isHeaderValue(value)).toBe(expected));

describe("whitespace around a header's value is removed", () => {
  test.each([
    [" \t\r\n a \t\r\n ", "a"],
    ["a b", "a b"],
    ["  ", ""],
    ["\xa0a\x0b", "\xa0a\x0b"],
  ])("%j", (value, expected) => expect(getHeader([own("a", value)], "a")).toBe(expected));
});

describe("forbidden request headers, which pages cannot set", () => {
  const forbidden =
    "Accept-Charset Accept-Encoding Access-Control-Request-Headers Access-Control-Request-Method Connection Content-Length Cookie Cookie2 Date DNT Expect Host Keep-Alive Origin Referer Set-Cookie TE Trailer Transfer-Encoding Upgrade Via Sec-Fetch-Site Proxy-Authorization :authority";
  test.each(forbidden.split(" "))("%s", (name) => {
    expect(isForbiddenRequestHeader(name)).toBe(true);
    expect(corsUnsafeRequestHeaderNames([own(name)])).toEqual([]);
  });

  test.each(["Authorization", "X-Sec-A", "Security", "X-Proxy-A", "Proxy", "Range", "User-Agent"])("not %s", (name) => {
    expect(isForbiddenRequestHeader(name)).toBe(false);
  });
});

test("a page may read seven response headers without permission", () => {
  const safelisted = "cache-control content-language content-length content-type expires last-modified pragma".split(
    " ",
  );
  const others = ["etag", "set-cookie", "x-total-count", "date", ""];
  expect([...safelisted, ...others].filter(isCorsSafelistedResponseHeaderName)).toEqual(safelisted);
});

describe("CORS-unsafe request headers", () => {
  test("with one name each, however often it is set", () => {
    expect(corsUnsafeRequestHeaderNames([own("X-A"), own("x-a"), own("a")])).toEqual(["a", "x-a"]);
  });

  test("are all safelisted ones too once these have more than 1024 bytes together, in UTF-8", () => {
    // Each value has 128 bytes: "ä" has two, "€" three, and "😀" four.
    const firsts = ["\u0080".repeat(64), `${"\u0800".repeat(42)}aa`, "\u{10000}".repeat(32)];
    const values = [...firsts, "ä".repeat(64), `€€${"a".repeat(122)}`, `😀${"a".repeat(124)}`, "a".repeat(128)];
    for (const value of values) {
      expect(isCorsSafelistedRequestHeader("Accept", value)).toBe(true);
      expect(isCorsSafelistedRequestHeader("Accept", `${value}a`)).toBe(false);
      const eight = Array.from({ length: 8 }, () => own("Accept", value));
      expect(corsUnsafeRequestHeaderNames(eight)).toEqual([]);
      expect(corsUnsafeRequestHeaderNames([...eight, own("Content-Language", "a")])).toEqual([
        "accept",
        "content-language",
      ]);
    }
  });

  test("do not count headers that a browser may set itself, where only those of scripts are asked for", () => {
    const headers = ["User-Agent", "Priority", "Cache-Control", "Pragma", "X-A"].map((name) => own(name));
    expect(scriptSetUnsafeHeaderNames(headers)).toEqual(["x-a"]);
    expect(corsUnsafeRequestHeaderNames(headers)).toEqual(["cache-control", "pragma", "priority", "user-agent", "x-a"]);
  });

  const unsafeBytes = '"():<>?@[\\]{}\x7f\x00\x08\x1f'.split("");
  test.each(unsafeBytes)("%j is an unsafe byte in Accept and Content-Type", (byte) => {
    expect(isCorsSafelistedRequestHeader("Accept", `a${byte}b`)).toBe(false);
    expect(isCorsSafelistedRequestHeader("Content-Type", `text/plain;a=${byte}`)).toBe(false);
  });

  const essences = [
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "application/json",
    "text/html",
  ];
  const variants = essences.flatMap((essence) => [
    ...[
      essence,
      essence.toUpperCase(),
      ` ${essence}\t`,
      `${essence};charset=utf-8`,
      `${essence} ; charset`,
      `${essence};`,
    ],
    ...[
      `x${essence}`,
      `${essence}x`,
      `${essence},text/plain`,
      `${essence} x`,
      `;${essence}`,
      essence.replace("/", " / "),
    ],
    ...[`\xa0${essence}`, `${essence}\xa0`, essence.replace("/", "//"), `${essence}/`, essence.replace("i", "ı"), ""],
  ]);
  test.each(variants)("Content-Type: %j is safelisted by the essence of its MIME type", (value) => {
    const safelisted = ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"];
    const isSafelisted = safelisted.includes(MIMEType.parse(value)?.essence ?? "");
    expect(isCorsSafelistedRequestHeader("Content-Type", value)).toBe(isSafelisted);
  });

  test.each(["\t", " ", "é", "~", "!", ";", "=", "/"])("%j is a safe byte in Accept", (byte) => {
    expect(isCorsSafelistedRequestHeader("Accept", `a${byte}b`)).toBe(true);
  });

  test.each([
    ["Content-Language", "de-DE, en;q=0.5", true],
    ["Content-Language", "de_DE", false],
    ["Content-Language", "_", false],
    ["Accept-Language", "*.=;-, aZ9", true],
    ["Accept-Language", "de!", false],
    ["Accept-Language", "", true],
    ["Range", "bytes=10-", true],
    ["Range", "xbytes=0-1", false],
    ["Range", "bytes=0-1x", false],
    ["Range", "bytes=a-1", false],
    ["Range", "bytes=0-a", false],
    ["Range", "bytes=12-345", true],
  ])("%s: %s", (name, value, expected) => expect(isCorsSafelistedRequestHeader(name, value)).toBe(expected));
});

describe("headers for browsers, proxies and operators, which pages do not read", () => {
  test.each([
    "age",
    "access-control-max-age",
    "server",
    "server-timing",
    "set-cookie",
    "cf-ray",
    "x-amz-request-id",
    "x-cache",
    "x-cache-hits",
    "x-powered-by",
    "content-security-policy",
    "content-security-policy-report-only",
    "traceparent",
  ])("%s", (name) => expect(isInfrastructureHeader(name)).toBe(true));

  test.each([
    "x-total-count",
    "link",
    "etag",
    "x-ratelimit-remaining",
    "x-my-server",
    "cfo",
    "servers",
    "my-server",
    "x-cached",
    "ax-cache",
    "x-viaduct",
    "content-security",
  ])("not %s", (name) => expect(isInfrastructureHeader(name)).toBe(false));
});
