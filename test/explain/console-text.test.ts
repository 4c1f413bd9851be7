import { describe, expect, test } from "vitest";
import { type ConsoleText, consoleTextOf } from "../../src/explain/console-text.ts";
import { diagnose, readHar } from "../../src/index.ts";
import { logOf } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";

describe("Chromium's text is its own, letter by letter", () => {
  const captures = chromiumCaptures();

  test.each(captures)("$name", ({ log, printed }) => {
    expect(said(log, "chrome").filter((text) => !printed.includes(text))).toEqual([]);
  });

  test("where a fetch was refused", () => {
    expect(captures.flatMap(({ log }) => said(log, "chrome")).length).toBeGreaterThan(100);
  });
});

describe("Firefox's text is its own, letter by letter", () => {
  const captures = firefoxCaptures();

  test.each(captures)("$name", ({ log, printed }) => {
    expect(said(log, "firefox").filter((text) => !printed.includes(text))).toEqual([]);
  });

  test("where a fetch was refused", () => {
    expect(captures.flatMap(({ log }) => said(log, "firefox")).length).toBeGreaterThan(25);
  });
});

test("each browser has the text for what stops it, and they do not check in the same order", () => {
  const headers = { "Access-Control-Allow-Origin": "https://other.example", Location: "/elsewhere" };
  const log = logOf({
    method: "PUT",
    preflight: { status: 301, headers, redirectURL: "http://localhost:4000/elsewhere" },
  });
  const [diagnosis] = diagnose(readHar(log));
  expect(diagnosis?.verdict).toMatchObject({
    cause: "preflight-redirect",
    reportedAs: { chrome: "PreflightDisallowedRedirect", firefox: "CORSAllowOriginNotMatchingOrigin" },
  });
  const { chrome, firefox } = diagnosis ? consoleTextOf(diagnosis) : {};
  expect(chrome).toMatch(/Redirect is not allowed for a preflight request\.$/);
  expect(firefox).toMatch(/does not match ‘https:\/\/other\.example’/);
});

function said(log: unknown, browser: keyof ConsoleText): string[] {
  return diagnose(readHar(log)).flatMap((diagnosis) => {
    const text = consoleTextOf(diagnosis)[browser];
    return diagnosis.verdict?.certainty === "certain" && text !== null ? [text] : [];
  });
}
