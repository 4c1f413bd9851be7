import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { setTranslator, translate } from "../../src/index.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { english, textsIn } from "./english.ts";
import { expectSaid } from "./said.ts";

const locales = new URL("../../_locales/", import.meta.url);
const languages = readdirSync(locales).filter((language) => language !== "en");

describe.each(languages)("the engine's texts in %s", (language) => {
  const translations: Record<string, string> = JSON.parse(
    readFileSync(new URL(`${language}/prose.json`, locales), "utf8"),
  );

  test("are all there, and no others", () => {
    expect([...english].filter((text) => !Object.hasOwn(translations, text))).toEqual([]);
    expect(Object.keys(translations).filter((text) => !english.has(text))).toEqual([]);
  });

  test.each([
    ["the places of the values", /\{\d\}/g],
    ["the text of the wire", /`[^`]*`/g],
    ["the spaces at both ends", /^\s|\s$/g],
    ["the full stop", /\.$/g],
  ])("keep %s", (_, kept) => {
    const of = (text: string) => [...text.matchAll(kept)].map(String).sort();
    for (const [original, translated] of Object.entries(translations))
      expect(of(translated), original).toEqual(of(original));
  });
});

describe("in another language", () => {
  test.each([...chromiumCaptures(), ...firefoxCaptures()].map(({ name, log }) => [name, log] as const))(
    "nothing of %s is told in English",
    (_, log) => expectSaid(log),
  );

  test("values stand where the language wants them, and texts without a translation stay English", () => {
    const texts = new Map([["{0} is not {1}.", "{1} ist nicht {0}, sondern {1}."]]);
    setTranslator((text) => texts.get(text));
    const told = [translate`${"`a`"} is not ${2}.`, translate("Unknown"), translate`Unknown ${"{0}"}`];
    setTranslator(undefined);
    expect(told).toEqual(["2 ist nicht `a`, sondern 2.", "Unknown", "Unknown {0}"]);
  });
});

test.each([
  ['const x = translate("left")', ["left"]],
  ["const x = translate`${a} of ${b}`", ["{0} of {1}"]],
  ["const x = translate`all${a ? translate(` of ${b}`) : ''}`", ["all{0}"]],
  ["const x = translate`all${a ? translate` of ${b}` : ''}`", ["all{0}", " of {0}"]],
  ["const cause = { title: 'Left' }", ["Left"]],
  ["const cause = { explain: () => 'The server is down.' }", ["The server is down."]],
  ["const cause = { says: { chrome: () => 'The server is down.' } }", []],
  ["throw new Error('the server is down')", []],
])("the search for the engine's texts finds those of %s", (code, texts) => expect(textsIn(code)).toEqual(texts));
