import { describe, expect, test } from "vitest";
import { diagnose, readHar, wrongFixes, wrongFixesFor } from "../../src/index.ts";
import { type Call, logOf, page } from "../har.ts";

const url = "https://api.example/orders";
const answer = (headers: Record<string, string>) => ({ status: 200, headers });
const withCookie = { Cookie: "sid=1" };
const everywhere = ["header-extension", "disabled-web-security"];

describe("why not just", () => {
  test.each<[string, Call, string[]]>([
    [
      "no header at all",
      { url, answer: answer({}) },
      ["no-cors-mode", "response-headers-on-request", ...everywhere, "public-proxy", "reflected-origin"],
    ],
    [
      "no header, on a server of this machine, which no public proxy reaches",
      { answer: answer({}) },
      ["no-cors-mode", "response-headers-on-request", ...everywhere, "reflected-origin"],
    ],
    [
      "another origin, on a call with credentials",
      { url, headers: withCookie, answer: answer({ "Access-Control-Allow-Origin": "https://b.example" }) },
      ["no-cors-mode", ...everywhere, "public-proxy", "wildcard-origin", "reflected-origin"],
    ],
    [
      "`*` with credentials",
      { url, headers: withCookie, answer: answer({ "Access-Control-Allow-Origin": "*" }) },
      [...everywhere, "wildcard-origin", "reflected-origin"],
    ],
    [
      "a method that is not allowed",
      { url, method: "PUT", preflight: { status: 204, headers: { "Access-Control-Allow-Origin": page } } },
      ["no-cors-mode", ...everywhere],
    ],
    ["an allowed call", { url, answer: answer({ "Access-Control-Allow-Origin": page }), error: null }, []],
    ["a server that is down", { url, error: "net::ERR_CONNECTION_REFUSED" }, []],
  ])("%s", (_, call, expected) => {
    const [diagnosis] = diagnose(readHar(logOf(call)));
    expect(diagnosis && wrongFixesFor(diagnosis).map(({ id }) => id)).toEqual(expected);
  });

  test("`Access-Control-Allow-Origin` on a request is told of where the page sends it", () => {
    const headers = { "Access-Control-Allow-Origin": "*" };
    const preflight = { status: 204, headers: { "Access-Control-Allow-Origin": page } };
    const [diagnosis] = diagnose(readHar(logOf({ url, headers, preflight })));
    expect(diagnosis && wrongFixesFor(diagnosis).map(({ id }) => id)).toContain("response-headers-on-request");
  });

  test("each is told in sentences of at most 25 words", () => {
    expect(new Set(wrongFixes.map(({ id }) => id)).size).toBe(wrongFixes.length);
    for (const sentence of wrongFixes.flatMap(({ because }) => because.split(/(?<=\.) /))) {
      expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
      expect(sentence.split(" ").length, sentence).toBeLessThanOrEqual(25);
    }
  });
});
