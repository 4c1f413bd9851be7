import { describe, expect, test } from "vitest";
import { diagnose, errorStatusText, readHar } from "../../src/index.ts";
import { type Answer, logOf, page } from "../har.ts";

describe("errorStatusText", () => {
  test.each([
    ["credentials with `*`", 404, { "Access-Control-Allow-Origin": "*" }],
    ["another origin", 500, { "Access-Control-Allow-Origin": "http://localhost:9" }],
    ["two origins", 401, { "Access-Control-Allow-Origin": `${page}, https://shop.example` }],
  ])("names the status beside a refusal for %s", (_, status, headers) => {
    expect(textOf({ status, headers })).toContain(`(HTTP ${status})`);
  });

  test("is empty where the headline names the status", () => {
    expect(textOf({ status: 500 })).toBe("");
  });

  test("is empty for a success, and where the status may be the refusal", () => {
    expect(textOf({ status: 200, headers: { "Access-Control-Allow-Origin": "*" } })).toBe("");
    expect(textOf({ status: 403, headers: { Vary: "Origin" } })).toBe("");
  });

  test("is empty for an allowed fetch", () => {
    expect(textOf({ status: 404, headers: { "Access-Control-Allow-Origin": page } }, null)).toBe("");
  });
});

function textOf(answer: Answer, error: string | null = "net::ERR_FAILED"): string {
  const [diagnosis] = diagnose(readHar(logOf({ answer, error })));
  return diagnosis ? errorStatusText(diagnosis) : "";
}
