import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MessageFile } from "../../extension/i18n/messages.ts";

const locales = join(import.meta.dirname, "../../_locales");

/** The languages besides English. */
export const languages: readonly string[] = readdirSync(locales).filter((language) => language !== "en");

/** Returns the translations of the engine's texts, by the English text. */
export function readTranslations(language: string): Readonly<Record<string, string>> {
  return JSON.parse(readLocaleFile(`${language}/prose.json`));
}

/** Returns the panel's messages in a language, by their names. */
export function readMessages(language: string): MessageFile {
  return JSON.parse(readLocaleFile(`${language}/messages.json`));
}

/**
 * Returns the names of the messages that a language has when it is complete, each with the English message that stands
 * in for it. A message that depends on a number has one for each plural category of the language.
 */
export function messageNames(language: string): ReadonlyMap<string, string> {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const names = Object.keys(readMessages("en")).flatMap((name): [string, string][] => {
    if (name.endsWith("_one")) return [];
    if (!name.endsWith("_other")) return [[name, name]];
    return pluralCategories.map((category) => [name.replace(/other$/, category), name]);
  });
  return new Map(names);
}

/** Returns the line of a key in a file of `_locales/`, counted from 1. */
export function lineOfKey(file: string): (key: string) => number {
  const lines = readLocaleFile(file).split("\n");
  return (key) => 1 + lines.findIndex((line) => line.trimStart().startsWith(`${JSON.stringify(key)}:`));
}

function readLocaleFile(file: string): string {
  return readFileSync(join(locales, file), "utf8");
}
