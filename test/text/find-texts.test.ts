import { expect, test } from "vitest";
import { findTexts } from "./find-texts.ts";

test.each([
  ['const x = translate("left")', ["left"]],
  ["const x = translate`${a} of ${b}`", ["{0} of {1}"]],
  ["const x = translate`all${a ? translate(` of ${b}`) : ''}`", ["all{0}"]],
  ["const x = translate`all${a ? translate` of ${b}` : ''}`", ["all{0}", " of {0}"]],
  ["const cause = { title: 'Left' }", ["Left"]],
  ["const cause = { explain: () => 'The server is down.' }", ["The server is down."]],
  ["const cause = { says: { chrome: () => 'The server is down.' } }", []],
  ["const server = { setting: { title: 'Add it', lines: () => ['Settings > Origins > Add'] } }", ["Add it"]],
  ["throw new Error('the server is down')", []],
])("the texts of %s", (code, texts) => expect(findTexts(code).map(({ text }) => text)).toEqual(texts));

test("a text has the id of its rule, its line, and a kind", () => {
  const code = "const rule = {\n  id: 'down',\n  explain: () => 'The server is down.',\n};";
  expect(findTexts(code)).toEqual([{ text: "The server is down.", line: 3, id: "down", kind: "explanation" }]);
});

test("where texts are English only, errors and templates are texts too", () => {
  const code = "throw new Error(`the server ${name} is down`)";
  const [found] = findTexts(code, { isEnglishOnly: true });
  expect(found).toMatchObject({ text: "the server {0} is down", kind: "error" });
});
