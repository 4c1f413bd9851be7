import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { setTranslator, translate } from "../../src/index.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { expectTranslated } from "./expect-translated.ts";

describe("in another language", () => {
  test.each([...chromiumCaptures(), ...firefoxCaptures()].map(({ name, log }) => [name, log] as const))(
    "%s has no English text",
    (_, log) => expectTranslated(log),
  );

  test("values stand where the language wants them, and texts without a translation stay English", () => {
    const translations = new Map([["{0} is not {1}.", "{1} ist nicht {0}, sondern {1}."]]);
    setTranslator((text) => translations.get(text));
    const texts = [translate`${"`a`"} is not ${2}.`, translate("Unknown"), translate`Unknown ${"{0}"}`];
    setTranslator(undefined);
    expect(texts).toEqual(["2 ist nicht `a`, sondern 2.", "Unknown", "Unknown {0}"]);
  });
});

test("the language is set by the panel's i18n alone", () => {
  const root = new URL("../../", import.meta.url);
  const setters = ["src", "extension"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\bsetTranslator\b/.test(readFileSync(new URL(file, root), "utf8"))),
  );
  expect(setters.sort()).toEqual(["extension/i18n/language.ts", "src/index.ts", "src/text/language.ts"]);
});
