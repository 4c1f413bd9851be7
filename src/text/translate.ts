// This folder puts values into texts: it translates, quotes and shortens, and makes invisible characters visible. Texts
// and values of the recording come in; text that is safe to show goes out. It decides nothing about CORS.

import { currentTranslator } from "./language.ts";

/**
 * Returns a text in the reader's language, or in English where it has no translation. A text with values is a template:
 * its translation may put the values in another order. Rules write titles and other texts without values as plain
 * strings, and the engine translates them where it puts them into a diagnosis; a template translates itself.
 */
export function translate(text: string): string;
export function translate(text: TemplateStringsArray, ...values: readonly (string | number)[]): string;
export function translate(text: string | TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const translator = currentTranslator();
  if (typeof text === "string") return translator?.(text) ?? text;
  if (!translator) return filledIn(text, values);
  const english = text.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join("");
  return (translator(english) ?? english).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}

/** The English template with its values. `String.raw` does the same more slowly, and this runs for every fetch. */
function filledIn(text: TemplateStringsArray, values: readonly (string | number)[]): string {
  let filled = text[0] ?? "";
  for (let i = 0; i < values.length; i++) filled += `${values[i]}${text[i + 1]}`;
  return filled;
}
