import { describe, expect, test } from "vitest";
import { type ConsoleText, consoleTextOf } from "../src/console-text.ts";
import { diagnose, readHar } from "../src/index.ts";
import { chromiumCaptures, firefoxCaptures } from "./captures.ts";

describe("Chromium's text is its own, letter by letter", () => {
  const captures = chromiumCaptures().filter(({ log }) => said(log, "chrome").length > 0);

  test.each(captures)("$name", ({ log, printed }) => {
    expect(said(log, "chrome").filter((text) => !printed.includes(text))).toEqual([]);
  });

  test("where a fetch was refused", () => {
    expect(captures.flatMap(({ log }) => said(log, "chrome")).length).toBeGreaterThan(100);
  });
});

describe("Firefox's text is its own, letter by letter", () => {
  const captures = firefoxCaptures().filter(({ log }) => said(log, "firefox").length > 0);

  test.each(captures)("$name", ({ log, printed }) => {
    expect(said(log, "firefox").filter((text) => !printed.includes(text))).toEqual([]);
  });

  test("where a fetch was refused", () => {
    expect(captures.flatMap(({ log }) => said(log, "firefox")).length).toBeGreaterThan(25);
  });
});

function said(log: unknown, browser: keyof ConsoleText): string[] {
  return diagnose(readHar(log)).flatMap((diagnosis) => {
    const text = consoleTextOf(diagnosis)[browser];
    return diagnosis.verdict?.certainty === "certain" && text !== null ? [text] : [];
  });
}
