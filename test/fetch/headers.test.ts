import { describe, expect, test } from "vitest";
import { addToList, extractHeaderListValues, getHeader, getHeaderLines, isTokenList } from "../../src/fetch/headers.ts";
import { corsUnsafeRequestHeaderNames, isCorsSafelistedRequestHeader } from "../../src/fetch/safelist.ts";

const headers = (...lines: readonly string[]) =>
  lines.map((line) => ({ name: line.slice(0, line.indexOf(":", 1)), value: line.slice(line.indexOf(":", 1) + 1) }));

describe("getHeader", () => {
  test("joins lines, and ignores letter case and surrounding whitespace", () => {
    expect(getHeader(headers("Vary: Origin ", "vary:\tAccept"), "VARY")).toBe("Origin, Accept");
    expect(getHeaderLines(headers("a:1", "A:1"), "a")).toEqual(["1", "1"]);
  });
  test("is null when absent and empty when empty", () => {
    expect(getHeader(headers("a:"), "a")).toBe("");
    expect(getHeader(headers("ab:"), "a")).toBeNull();
  });
});

describe("addToList", () => {
  test.each([
    ["x-b", ["x-a", "x-c"], "x-b, x-a, x-c"],
    ["X-B,x-d", ["x-c", "x-a"], "X-B, x-d, x-c, x-a"],
    ["GET, PUT", ["PUT", "DELETE"], "GET, PUT, DELETE"],
    ["*", ["x-a"], "x-a"],
    ["x-a; x-b", ["x-c"], "x-a, x-b, x-c"],
    [null, ["x-b", "x-a"], "x-b, x-a"],
  ])("%s keeps its own order and spelling, then has %j in theirs", (list, added, expected) =>
    expect(addToList(list, added)).toBe(expected),
  );
});

describe("extractHeaderListValues", () => {
  test.each([
    ["a:GET, PUT", ["GET", "PUT"]],
    ["a:GET,,PUT,", ["GET", "PUT"]],
    ["a:", []],
    ["a:*", ["*"]],
    ["b:x", []],
    ["a:GET; PUT", null],
    ["a:GET PUT", null],
    ['a:"GET"', null],
    ["a:X-Å", null],
  ])("%s", (line, expected) => expect(extractHeaderListValues(headers(line), "a")).toEqual(expected));
});

test.each([
  ["x-a", true],
  ["A'B`$X|^", true],
  ["", true],
  [",\tx-a ,, B,", true],
  ["x a", false],
  ["x,y \tz", false],
  ["x:a", false],
  ["é", false],
])("isTokenList(%j)", (value, expected) => expect(isTokenList(value)).toBe(expected));

describe("CORS-safelisted request headers", () => {
  test.each([
    ["Accept", "application/json", true],
    ["Accept", 'text/html;x="y"', false],
    ["Accept", "a".repeat(128), true],
    ["Accept", "a".repeat(129), false],
    ["Accept-Language", "en-US,en;q=0.9", true],
    ["Accept-Language", "en_US", false],
    ["Content-Type", "text/plain;charset=UTF-8", true],
    ["Content-Type", "TEXT/PLAIN", true],
    ["Content-Type", "multipart/form-data; boundary=x", true],
    ["Content-Type", "application/json", false],
    ["Content-Type", "application/x-www-form-urlencoded", true],
    ["Content-Type", "text", false],
    ["Range", "bytes=0-255", true],
    ["Range", "bytes=0-", true],
    ["Range", "bytes=-255", false],
    ["Range", "bytes=0-1,5-6", false],
    ["Range", "bytes=5-5", true],
    ["Range", "bytes=5-1", false],
    ["Range", "bytes=9007199254740993-9007199254740992", false],
    ["Range", "bytes=00005-06", true],
    ["Range", "bytes=0-9223372036854775806", true],
    ["Range", "bytes=0-9223372036854775807", false],
    ["X-A", "1", false],
    ["Authorization", "Bearer x", false],
  ])("%s: %s", (name, value, expected) => expect(isCorsSafelistedRequestHeader(name, value)).toBe(expected));

  test("become unsafe when they have more than 1024 bytes together", () => {
    const long = "a".repeat(128);
    const lines = Array.from({ length: 9 }, () => `Accept:${long}`);
    expect(corsUnsafeRequestHeaderNames(headers(...lines.slice(0, 8)))).toEqual([]);
    expect(corsUnsafeRequestHeaderNames(headers(...lines))).toEqual(["accept"]);
  });

  test("do not count forbidden names, and come sorted in lower case", () => {
    const sent = headers("X-B:1", "Cookie:a=1", "Sec-Fetch-Mode:cors", "Host:x", ":authority:x", "x-a:1", "Accept:*/*");
    expect(corsUnsafeRequestHeaderNames(sent)).toEqual(["x-a", "x-b"]);
  });
});
