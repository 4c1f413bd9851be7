import { parse } from "acorn";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  apachePattern,
  apacheString,
  caddyExact,
  caddyString,
  doubleQuoted,
  elixirString,
  haproxyString,
  jsString,
  nginxMapKey,
  nginxString,
  propertyList,
  pythonPattern,
  rubySymbols,
  rustMethod,
  singleQuoted,
  symfonyString,
} from "../../../src/stacks/writing/quote.ts";

describe("quoting", () => {
  test("a JavaScript string is read back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const [statement] = parse(`(${jsString(value)})`, { ecmaVersion: 2022 }).body;
        expect(statement).toMatchObject({ expression: { type: "Literal", value } });
      }),
      { numRuns: 500 },
    );
  });

  test("a JavaScript string does not end the script element that it may stand in", () => {
    expect(jsString("</script>")).toBe("'<\\/script>'");
  });

  test.each(["$", "a$b", "a\nb", "a\u0000"])("nginx cannot express %j", (value) => {
    expect(() => nginxString(value)).toThrow(RangeError);
  });

  test.each([
    ['a"b', '"a\\"b"'],
    ["a\\b", '"a\\\\b"'],
  ])("nginx's %j is written %s", (value, written) => expect(nginxString(value)).toBe(written));

  test.each([
    ["https://app.example", '"~^https://app\\.example$"'],
    ["http://[::1]:3000", '"~^http://\\[::1\\]:3000$"'],
    ["include", '"~^include$"'],
  ])("nginx compares %s with the key %s", (value, key) => expect(nginxMapKey(value)).toBe(key));

  test.each([
    [apacheString, 'a"\\b', '"a\\"\\\\b"'],
    [apachePattern, "http://[::1].x", '"^http://\\[::1\\]\\.x$"'],
    [caddyString, 'a"b', '"a\\"b"'],
    [caddyExact, "https://app.example", '"https://app.example"'],
    [haproxyString, "https://app.example", '"https://app.example"'],
    [doubleQuoted, 'a"\\b', '"a\\"\\\\b"'],
    [singleQuoted, "a'\\b", "'a\\'\\\\b'"],
    [symfonyString, '100%"', '"100%%\\""'],
    [pythonPattern, "http://[::1]", "re.compile(r'^http://\\[::1\\]$')"],
    [elixirString, 'a"#{b}\\c', '"a\\"\\#{b}\\\\c"'],
    [rustMethod, "PUT", "Method::PUT"],
    [rustMethod, "M-SEARCH", 'Method::from_bytes(b"M-SEARCH").unwrap()'],
  ])("%o writes %j as %s", (quoted, value, written) => expect(quoted(value)).toBe(written));

  test.each([
    [apacheString, ["$x", "%{x}e", "a\nb"]],
    [apachePattern, ["$x", "a\\", 'a"b', "a\nb"]],
    [caddyString, ["{x}", "a\\b", "a\nb"]],
    [caddyExact, ["*.example"]],
    [haproxyString, ["$x", "%[src]", 'a"b', "a\\b", "a\nb"]],
    [doubleQuoted, ["a\nb", "é", "\u2028"]],
    [singleQuoted, ["a\nb", "é", "\u2028"]],
    [pythonPattern, ["a'b", "a\\b", "a\nb"]],
    [(value: string) => rubySymbols([value]), ["a b", "a]", "#{x}"]],
    [elixirString, ["a\nb", "é", "\u2028"]],
    [rustMethod, ["a\nb", "é"]],
    [(value: string) => propertyList([value]), ["a,b", "a\\b", "${x}", "a b", "a\nb", "é", "/.*/"]],
  ] as const)("%o refuses what it cannot quote: %j", (quoted, values) => {
    for (const value of values) expect(() => quoted(value)).toThrow(RangeError);
  });
});
