import { describe, expect, test } from "vitest";
import { isUrlInChromium, percentEncodeBytes } from "../../src/fetch/url-parser.ts";

/**
 * Chromium 156 reports `AllowOriginMismatch` for a value that is a URL, and `InvalidAllowOriginValue` for any other.
 */
describe("a header's value in Chromium's URL parser", () => {
  test.each([
    "http://localhost:3000",
    "localhost:3000",
    "http:localhost",
    "http://*.example",
    "http://a%20b",
    "http://%20",
    "http://xn--a",
    "http://a.xn--zz",
    "foo://a\xe4",
    "http://ex\xc3\xa4mple.com",
    "http://a\xc2\xa0b",
    "http://aâ‰\xa0b",
    "file:///",
  ])("%j is a URL", (value) => expect(isUrlInChromium(value)).toBe(true));

  test.each([
    "",
    "localhost",
    "//localhost",
    "http://",
    "http://localhost:*",
    "http://localhost:99999",
    "http://a%zz",
    "http://a%2Fb",
    "http://[::1",
    "http://ex\xe4mple.com",
    "http://\xff",
    "http://a€b",
    "http://a:\xb2",
    "a\xaab:c",
    "file://a?b",
    "\xef\xbb\xbfhttp://localhost",
    "http://\ud800",
  ])("%j is none", (value) => expect(isUrlInChromium(value)).toBe(false));
});

test("text that was decoded as windows-1252 or as Latin-1 is percent-encoded as the original bytes", () => {
  expect(percentEncodeBytes("/a\xe4\x80€")).toBe("/a%E4%80%80");
  expect(percentEncodeBytes("/\u0416\ud800")).toBe("/%D0%96%EF%BF%BD");
});
