import { describe, expect, test } from "vitest";
import { english } from "./engine-texts.ts";
import { languages, readTranslations } from "./locales.ts";
import { textsCommand } from "./texts.ts";

/** A missing translation is no mistake: the text stays English until the release (`npm run texts -- --missing de`). */
describe.each(languages)("the translations of the engine's texts into %s", (language) => {
  const translations = readTranslations(language);

  test.each([
    ["the places of the values", /\{\d\}/g],
    ["the text in backticks", /`[^`]*`/g],
    ["the spaces at both ends", /^\s|\s$/g],
    ["the full stop", /\.$/g],
  ])("keep %s", (_, kept) => {
    const keptIn = (text: string) => [...text.matchAll(kept)].map(String).sort();
    for (const [original, translation] of Object.entries(translations))
      expect(keptIn(translation), original).toEqual(keptIn(original));
  });
});

describe("npm run texts", () => {
  test("prints each text with its place, id and kind, in a stable order", () => {
    const { output, exitCode } = textsCommand([]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^src\/causes\/missing-allow-origin\.ts:\d+ {2}missing-allow-origin {2}title {2}\S/m);
    expect(output).toMatch(/^src\/stacks\/koa\.ts:\d+ {2}koa {2}warning {2}\S/m);
    expect(output).toMatch(
      /^src\/node\/commands\/diagnose-help\.ts:\d+ {2}diagnose-help {2}help {2}Usage: cors-panel diagnose/m,
    );
    expect(output).toMatch(/^src\/node\/\S+ {2}\S+ {2}error {2}.*must be a number of seconds/m);
    expect(output).toMatch(/^src\/report\/text\.ts:\d+ {2}text {2}text {2}\S/m);
    expect(output).toMatch(/^_locales\/en\/messages\.json:\d+ {2}outcomeRefused {2}label {2}Refused$/m);
    const listed = JSON.parse(textsCommand(["--json"]).output).map(({ text }: { text: string }) => text);
    expect([...english].filter((text) => !listed.includes(text))).toEqual([]);
  });

  test.each(languages)("lists what has no translation into %s, and fails for it only with --check", (language) => {
    const { missing } = JSON.parse(textsCommand(["--missing", language, "--json"]).output);
    const translations = readTranslations(language);
    const expected = [...english].filter((text) => !Object.hasOwn(translations, text));
    expect(missing.map(({ text }: { text: string }) => text)).toEqual(expect.arrayContaining(expected));
    expect(textsCommand(["--missing", language]).exitCode).toBe(0);
    expect(textsCommand(["--missing", language, "--check"]).exitCode).toBe(missing.length > 0 ? 1 : 0);
  });

  test.each([
    [["--missing", "xx"], "there is no folder _locales/xx/"],
    [["--check"], "--check needs --missing LANGUAGE"],
    [["--wrong"], "Unknown option '--wrong'"],
  ])("%j is bad usage", (args, message) => {
    const { output, exitCode } = textsCommand(args);
    expect(exitCode).toBe(2);
    expect(output.startsWith(message), output).toBe(true);
  });
});
